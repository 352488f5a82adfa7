"""Registers the search app."""

from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "goldenthread.search"
    label = "search"

    def ready(self) -> None:
        import_module("goldenthread.search.receivers")
