"""Registers the evaluation app."""

from importlib import import_module

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "goldenthread.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        import_module("goldenthread.evaluation.receivers")
