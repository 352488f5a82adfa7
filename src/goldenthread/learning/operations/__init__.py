"""Writing learning. One function a use case, audited."""
