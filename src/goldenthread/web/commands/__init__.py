"""The verbs of `goldenthread` that need Django. Each sets it up before it loads what uses it."""

import os

import django

SETTINGS = "goldenthread.web.settings"


def set_up() -> None:
    """Django as this deployment has it; a missing setting ends the command with its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
