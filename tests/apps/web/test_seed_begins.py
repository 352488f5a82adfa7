"""Making the invented region: the same twice, and all or nothing."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from goldenthread.directory.models import Person
from goldenthread.evaluation.models import Response
from goldenthread.learning.models import Application
from goldenthread.web.cli import VERBS
from goldenthread.web.seed import command, region, run
from goldenthread.web.seed.sizes import SMALL

TINY = replace(SMALL, people=200, ages=(300,))


def quiet(words: str) -> None:
    """Nobody watches the progress here."""


def test_the_same_seed_and_day_give_the_same_people_and_answers(db: None) -> None:
    now = timezone.now()
    assert _fingerprint(5, now) == _fingerprint(5, now)
    assert _fingerprint(5, now) != _fingerprint(6, now)


def _fingerprint(seed: int, now: datetime) -> list[object]:
    with transaction.atomic():
        region.make(TINY, seed=seed, now=now, say=quiet)
        people = list(Person.objects.order_by("id").values_list("name", flat=True))
        nonces = list(Application.objects.order_by("id").values_list("nonce", "state"))
        answers = list(Response.objects.order_by("id").values_list("id", "answers"))
        transaction.set_rollback(True)
    return [people, nonces, answers]


def test_stopping_keeps_nothing_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "refusal", stopped)
    assert command.main(["--size", "small"]) == 130
    assert command.AGAIN in capsys.readouterr().err
    assert "seed" in VERBS


def test_an_interruption_in_the_middle_leaves_an_empty_database(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(region.offers, "add_programmes", stop)
    before = Person.objects.count()
    with pytest.raises(KeyboardInterrupt):
        region.make(SMALL, seed=1, now=timezone.now(), say=quiet)
    assert Person.objects.count() == before
