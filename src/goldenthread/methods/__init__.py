"""Pure methods: plain data in, frozen results out. No Django, no clock, no hidden chance."""
