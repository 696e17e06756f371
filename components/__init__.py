"""What a page is made of. Pages say what, components say how."""
