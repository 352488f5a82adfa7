"""View-models: worded in Python, shaped in Jinja."""
