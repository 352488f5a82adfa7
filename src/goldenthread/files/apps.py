"""Registers the files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "goldenthread.files"
    label = "files"
