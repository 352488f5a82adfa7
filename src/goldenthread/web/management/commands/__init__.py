"""Commands that compose several apps."""
