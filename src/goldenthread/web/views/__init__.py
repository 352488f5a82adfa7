"""Pages that compose every app."""
