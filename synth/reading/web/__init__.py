"""Files from elsewhere: which addresses may be asked, and how."""
