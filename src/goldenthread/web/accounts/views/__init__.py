"""Pages about signing in, roles and accounts."""
