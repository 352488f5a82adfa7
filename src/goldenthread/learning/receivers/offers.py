"""Offers and applications: what other floors may ask of them."""

from goldenthread.learning.queries import scopes

scopes.register_scopes()
