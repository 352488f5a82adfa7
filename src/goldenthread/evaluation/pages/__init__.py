"""View-models of evaluation: worded in Python, shaped in Jinja."""
