"""Registers the directory app."""

from importlib import import_module

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "goldenthread.directory"
    label = "directory"

    def ready(self) -> None:
        import_module("goldenthread.directory.queries").register_scopes()
        import_module("goldenthread.directory.receivers")
