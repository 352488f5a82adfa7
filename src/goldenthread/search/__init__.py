"""Search: anything that has a name, found however it is spelt, and only by who may see it."""
