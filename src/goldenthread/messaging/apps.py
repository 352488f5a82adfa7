"""Registers the messaging app."""

from importlib import import_module

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "goldenthread.messaging"
    label = "messaging"

    def ready(self) -> None:
        import_module("goldenthread.messaging.receivers")
