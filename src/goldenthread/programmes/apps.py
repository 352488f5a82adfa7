"""Registers the programmes app."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "goldenthread.programmes"
    label = "programmes"

    def ready(self) -> None:
        import_module("goldenthread.programmes.queries").register_scopes()
        import_module("goldenthread.programmes.receivers")
