"""The home page and the page about oneself."""
