"""Registers the jobs app."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "goldenthread.jobs"
    label = "jobs"

    def ready(self) -> None:
        import_module("goldenthread.jobs.receivers")
