"""The command once Django is set up: may it, and what it says."""

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from goldenthread.ui.words import number
from goldenthread.web.seed import accounts, command, region
from goldenthread.web.seed.sizes import Size


def refusal() -> str:
    """Why nothing is added here, or nothing."""
    if settings.ENVIRONMENT.is_production:
        return command.REAL
    call_command("migrate", verbosity=0, interactive=False)
    if region.is_made():
        return command.MADE
    return command.IN_USE if region.has_people() and not settings.DEMO else ""


def say(words: str) -> None:
    print(words, flush=True)


def run(size: Size, *, seed: int) -> None:
    say("Making an invented region. Ctrl+C stops it, and then nothing is kept.")
    world = region.make(size, seed=seed, now=timezone.now(), say=say)
    people, answers = number(len(world.staff)), number(world.answers)
    say(f"{people} people, {len(size.ages)} offers, {answers} answers.")
    if settings.DEMO:
        say("Sign in with one click as: " + ", ".join(p.name for p in accounts.PEOPLE[:4]) + " …")
