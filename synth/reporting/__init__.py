"""A run as one HTML file: scores, charts, recipe and data card, readable without Lookalike and without the internet."""
