"""Places, organisations, and people with dated roles and reporting lines."""
