"""Pages of the record. They stand here because audit is below everything that has pages."""
