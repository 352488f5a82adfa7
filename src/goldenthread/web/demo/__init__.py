"""The demonstration: the whole product on invented people, through the real operations."""
