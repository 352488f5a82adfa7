"""Pages of learning over HTTP."""
