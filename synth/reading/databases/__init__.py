"""Databases, in files and on servers, opened so that nothing in them can be changed."""
