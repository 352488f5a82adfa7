"""Registers the instruments app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "goldenthread.instruments"
    label = "instruments"
