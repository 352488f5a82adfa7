"""Long work with progress, heartbeat and cancel."""
