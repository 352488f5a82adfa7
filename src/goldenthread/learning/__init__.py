"""Offers, applications, cohorts, sessions and registers."""
