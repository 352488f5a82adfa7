"""Golden Thread: one thread from a first expression of interest to the board's decision."""
