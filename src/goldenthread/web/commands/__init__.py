"""What the command line does once Django is up."""
