"""Pages about signing in, roles and accounts. They stand here because access is below the forms."""
