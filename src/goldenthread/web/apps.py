"""Registers the web app."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"
    label = "web"

    def ready(self) -> None:
        import_module("goldenthread.web.accounts.receivers")
        import_module("goldenthread.web.files_of_messages")
        import_module("goldenthread.web.choices_of_messages")
        import_module("goldenthread.web.own.held")
