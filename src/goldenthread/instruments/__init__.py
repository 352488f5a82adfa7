"""Questionnaires as versioned data."""
