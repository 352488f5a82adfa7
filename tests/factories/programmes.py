"""Programmes for tests."""

from datetime import date
from itertools import count
from typing import Any

from goldenthread.directory.models import Organisation
from goldenthread.programmes.models import Programme
from tests.factories.directory import make_organisation

_numbers = count(1)


def make_programme(name: str = "", *, host: Organisation | None = None, **rest: Any) -> Programme:
    """A programme that began in 2026."""
    number = next(_numbers)
    return Programme.objects.create(
        name=name or f"Programme {number}",
        slug=f"programme-{number}",
        host=host or make_organisation(),
        **{"starts_on": date(2026, 1, 5), **rest},
    )
