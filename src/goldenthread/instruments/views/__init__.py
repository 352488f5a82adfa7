"""Pages of instruments over HTTP."""
