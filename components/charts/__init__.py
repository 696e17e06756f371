"""Figures as plain dicts for Plotly, made from plain JSON; nothing here knows the screen."""
