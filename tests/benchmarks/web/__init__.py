"""How fast the pages are at the size of a region, beside peers where they are installed."""
