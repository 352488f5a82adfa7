"""Reading evaluation: each module by its noun."""
