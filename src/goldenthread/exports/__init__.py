"""Files out: the list as shown, disclosure applied, formulas neutralised."""
