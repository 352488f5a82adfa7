"""What two journeys start from, made beside the demonstration in its own database, in seconds.

Run by the journeys themselves: `python -m tests.journeys.given FOLDER`; says as JSON what it made.
"""

import json
import sys
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.db import transaction
from django.utils import timezone

from goldenthread.web.demo import command

if TYPE_CHECKING:
    from goldenthread.learning.models import Offer

ATTENDED = 4


def questions(offer: "Offer", now: datetime) -> list[str]:
    """The paths of two people's open questions: one of each kind, pseudonymous."""
    make = import_module("tests.factories.answering")
    terms = import_module("goldenthread.evaluation.terms")
    kinds = import_module("tests.factories.instruments")
    plan = make.make_plan(terms.ConfidentialityMode.PSEUDONYM, offer=offer)
    wave = make.make_wave(plan, kinds.one_of_each())
    opened, closes = now - timedelta(days=1), now + timedelta(days=13)
    rows = [make.invite(wave, due_at=opened, closes_at=closes) for _ in range(2)]
    return [make.path_of(row) for row in rows]


def register(offer: "Offer", now: datetime) -> str:
    """The path of a register of four people that the demonstration's facilitator may take."""
    make = import_module("tests.factories.learning_cohorts")
    people = import_module("goldenthread.directory.models").Person.objects
    facilitators = import_module("goldenthread.learning.operations.facilitators")
    starts = now - timedelta(hours=4)
    times = make.times(starts, sessions=1)
    cohort = make.make_cohort(offer, "Set by keyboard", session_times=times)
    for _ in range(ATTENDED):
        make.make_member(cohort, starts_on=now.date() - timedelta(days=30))
    facilitators.assign_facilitator(
        cohort_id=cohort.pk,
        person_id=people.get(name="Marit Solheim").pk,
        on=now.date() - timedelta(days=30),
        by=make.BY,
    )
    return f"/sessions/{make.make_session_of(cohort).pk}/register/"


def main(folder: Path) -> None:
    command.prepare(folder, port=8600, reset=False)
    django.setup()
    now = timezone.now()
    with transaction.atomic():
        offer = import_module("tests.factories.learning_cohorts").make_offer("Learning by keyboard")
        first, other = questions(offer, now)
        made = {"questions": first, "other_questions": other, "register": register(offer, now)}
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
