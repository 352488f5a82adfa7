"""`goldenthread manage …`: Django's own commands and those of our apps."""

import os
from collections.abc import Sequence

from django.core.management import execute_from_command_line

from goldenthread.web.commands import SETTINGS


def main(argv: Sequence[str]) -> int:
    """Hand everything on, `--help` too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    execute_from_command_line(["goldenthread manage", *argv])
    return 0
