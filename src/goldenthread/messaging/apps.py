"""Registers the messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "goldenthread.messaging"
    label = "messaging"
