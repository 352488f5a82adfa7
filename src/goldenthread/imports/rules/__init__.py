"""Pure rules of imports: reading sheets, matching columns, what may happen when."""
