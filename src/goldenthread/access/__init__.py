"""People who sign in, their roles and grants, and the one permission table."""
