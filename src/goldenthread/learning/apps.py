"""Registers the learning app."""

from importlib import import_module

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.learning"
    label = "learning"

    def ready(self) -> None:
        import_module("goldenthread.learning.receivers")
