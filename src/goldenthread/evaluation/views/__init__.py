"""Pages of evaluation over HTTP."""
