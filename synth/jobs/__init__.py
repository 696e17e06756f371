"""Work outside the screen: a job is a row in the catalogue and a folder; datasets,
runs and downloads are jobs that ended."""
