"""Registers the instruments app."""

from importlib import import_module

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "goldenthread.instruments"
    label = "instruments"

    def ready(self) -> None:
        import_module("goldenthread.instruments.receivers")
