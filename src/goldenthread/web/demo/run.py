"""The main job of the demonstration, and what it prints."""

import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

# Models need a set-up Django, so what uses them is imported after it.
django.setup()

figures = import_module("goldenthread.web.demo.figures")
story = import_module("goldenthread.web.demo.story")


def main_job(folder: Path) -> int:
    """Migrate, tell the story once, check every figure, write the workbook, print the result."""
    call_command("migrate", verbosity=0, interactive=False)
    marker = folder / "story-told"
    if not marker.exists():
        print("Making the demonstration, once. This takes a moment.", flush=True)
        story.tell(folder)
        marker.touch()
    else:
        story.refresh(folder)
    found = figures.read()
    (folder / "findings.xlsx").write_bytes(figures.workbook())
    for line in figures.lines(found, folder):
        print(line)
    wrong = figures.wrong(found)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0
