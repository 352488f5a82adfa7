"""Programmes: the partnership's work that offers belong to."""
