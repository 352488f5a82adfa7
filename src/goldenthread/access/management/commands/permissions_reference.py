"""`goldenthread manage permissions_reference docs/reference/permissions.md`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from goldenthread.access import pages


class Command(BaseCommand):
    help = "Write who may do what, from the permission table, to a file or to the screen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: object, file: Path | None = None, **options: object) -> None:
        if file is None:
            self.stdout.write(pages.reference(), ending="")
        else:
            file.write_text(pages.reference(), encoding="utf-8")
