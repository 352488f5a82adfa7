"""Registers the imports app."""

from importlib import import_module

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "goldenthread.imports"
    label = "imports"

    def ready(self) -> None:
        import_module("goldenthread.imports.receivers")
