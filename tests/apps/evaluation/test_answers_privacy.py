"""The walls between people and answers, looked for in every table as somebody with the disk would.

Each test sends real answers through the pages and then reads the raw rows.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from goldenthread.access.terms import Role
from goldenthread.audit.models import Event
from goldenthread.evaluation import operations
from goldenthread.evaluation.models import Draft, Invitation, PersonLink, Response
from goldenthread.evaluation.operations import keeping
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.terms import ConfidentialityMode, Variant
from goldenthread.instruments.terms import ItemKind
from goldenthread.messaging import stops
from tests.factories import answering as make
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
OWN_CODE, ANONYMOUS = ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS
UNLINKED = (OWN_CODE, ANONYMOUS)
ITEMS = (
    item_draft("hope", in_short_variant=True),
    item_draft("words", kind=ItemKind.LONG_TEXT),
)
CODE = {
    "code-birthday": "7",
    "code-first_name": "q",
    "code-last_name": "z",
    "code-phone": "04",
}


def ask_several(mode: ConfidentialityMode, count: int = 6) -> list[Invitation]:
    wave = make.make_wave(make.make_plan(mode), ITEMS)
    cohort = make.make_cohort(wave.plan.offer)
    closes_at = timezone.now() + timedelta(days=9)
    return [make.invite(wave, cohort=cohort, closes_at=closes_at) for _ in range(count)]


def answer(row: Invitation, mark: str, **code: str) -> None:
    """As a person does: look, type, let the page save, check, send, look again."""
    client, path = Client(), make.path_of(row)
    client.get(path)
    client.post(f"{path}save/", {"q-words": f"{mark} half"})
    client.post(path, {"q-hope": "4", "q-words": mark})
    client.get(f"{path}check/")
    assert client.post(f"{path}check/", code).status_code == 302
    client.get(path)


def marks(rows: list[Invitation]) -> list[str]:
    return [f"mark-{row.pk}-x" for row in rows]


def answer_all(rows: list[Invitation], **code: str) -> None:
    for row, mark in zip(rows, marks(rows), strict=True):
        answer(row, mark, **code)


def every_row() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of each table: label and columns."""
    for model in apps.get_models():
        for row in model._base_manager.all().values():
            yield model._meta.label, row


def plain(value: object) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


@pytest.mark.parametrize("mode", UNLINKED)
def test_an_unlinked_response_shares_no_value_with_any_row_about_a_person(
    mode: ConfidentialityMode,
) -> None:
    rows = ask_several(mode)
    answer_all(rows, **CODE)
    shared = {"wave_id", "version_id", "mode", "answers"}
    for response in Response.objects.values():
        kept = {k: v for k, v in response.items() if k not in shared and v not in (None, "", [])}
        assert set(kept) <= {"id", "code_digests"}
        telling = [str(response["id"]), response["id"].hex, *response["code_digests"]]
        for label, row in every_row():
            if label != "evaluation.Response":
                assert not any(value in plain(row) for value in telling if value), label


@pytest.mark.parametrize("mode", UNLINKED)
def test_the_words_of_an_answer_are_nowhere_but_in_the_response(mode: ConfidentialityMode) -> None:
    rows = ask_several(mode)
    answer_all(rows)
    found = {
        (label, mark) for label, row in every_row() for mark in marks(rows) if mark in plain(row)
    }
    assert found == {("evaluation.Response", mark) for mark in marks(rows)}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("mode", UNLINKED)
def test_the_record_says_that_the_wave_had_an_answer_and_not_from_whom(
    mode: ConfidentialityMode,
) -> None:
    rows = ask_several(mode)
    answer_all(rows)
    events = Event.objects.filter(action__startswith="answers.")
    assert events.filter(action="answers.sent").count() == len(rows)
    for event in events:
        assert (event.actor_kind, event.actor_id, event.person_id) == ("link", "", None)
        assert (event.subject_kind, event.subject_id) == ("wave", str(rows[0].wave_id))
        assert event.detail == {}


@pytest.mark.parametrize("mode", UNLINKED)
def test_no_row_tells_more_than_the_day_on_which_a_link_was_used(
    mode: ConfidentialityMode,
) -> None:
    rows = ask_several(mode)
    began = timezone.now()
    answer_all(rows)
    people = {row.person_id for row in rows}
    for label, row in every_row():
        names_one = row.get("person_id") in people or row.get("invitation_id")
        if label == "evaluation.Invitation" or names_one:
            moments = [value for value in row.values() if isinstance(value, datetime)]
            assert all(value < began or value == row.get("closes_at") for value in moments), label
    for row in rows:
        row.refresh_from_db()
        assert isinstance(row.ended_on, date) and not isinstance(row.ended_on, datetime)


def order_on_the_disk() -> list[str]:
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM evaluation_response ORDER BY {place}")
        return [str(found).replace("-", "") for (found,) in cursor.fetchall()]


class Backwards:
    """A shuffle that always turns the rows around, to show that nothing else orders them."""

    def shuffle(self, rows: list[Response]) -> None:
        rows.sort(key=lambda row: str(row.answers["words"]), reverse=True)


@pytest.mark.parametrize("mode", UNLINKED)
def test_the_order_of_the_rows_on_the_disk_is_the_shuffle_s_and_not_the_sending_s(
    mode: ConfidentialityMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "SystemRandom", Backwards)
    rows = ask_several(mode, 7)
    answer_all(rows)
    said = {str(r.pk).replace("-", ""): r.answers["words"] for r in Response.objects.all()}
    assert [said[pk] for pk in order_on_the_disk()] == sorted(marks(rows), reverse=True)


@pytest.mark.parametrize("mode", UNLINKED)
def test_every_response_of_a_wave_was_written_by_the_same_transaction(
    mode: ConfidentialityMode,
) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite does not mark its rows with a transaction
    answer_all(ask_several(mode))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM evaluation_response")
        assert len(cursor.fetchall()) == 1


@pytest.mark.parametrize("mode", UNLINKED)
def test_mixing_loses_nothing_however_many_there_are(
    mode: ConfidentialityMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MIXED_WITH", 3)
    rows = ask_several(mode, 9)
    for row, mark in zip(rows, marks(rows), strict=True):
        operations.submit(
            invitation_id=row.pk, answers={"words": mark}, now=make.NOW, by=make.link_of(row)
        )
    kept = [response.answers["words"] for response in Response.objects.all()]
    assert sorted(kept) == sorted(marks(rows))


def test_mixing_stays_inside_its_wave() -> None:
    first, second = ask_several(ANONYMOUS, 2), ask_several(ANONYMOUS, 2)
    answer_all([first[0], second[0], first[1], second[1]])
    for rows in (first, second):
        words = {r.answers["words"] for r in Response.objects.filter(wave=rows[0].wave)}
        assert words == set(marks(rows))


@pytest.mark.parametrize("mode", UNLINKED)
def test_the_shape_of_an_answer_does_not_tell_who_came_once(mode: ConfidentialityMode) -> None:
    rows = ask_several(mode, 2)
    Invitation.objects.filter(pk=rows[0].pk).update(variant=Variant.SHORT)
    for row in rows:
        operations.submit(
            invitation_id=row.pk, answers={"hope": 4}, now=make.NOW, by=make.link_of(row)
        )
    assert {tuple(r.answers) for r in Response.objects.all()} == {("hope", "words")}


def test_in_anonymous_mode_a_reminder_does_not_stop_for_who_has_answered() -> None:
    rows = ask_several(ANONYMOUS, 2)
    answer(rows[0], "mark")
    said = {stops.reason_against("evaluation.invitation", r.pk, timezone.now()) for r in rows}
    assert said == {None}


def test_a_code_cannot_be_read_back_and_differs_from_plan_to_plan() -> None:
    first, second = ask_several(OWN_CODE, 1)[0], ask_several(OWN_CODE, 1)[0]
    answer(first, "one", **CODE)
    answer(second, "two", **CODE)
    codes = [tuple(r.code_digests) for r in Response.objects.all()]
    assert len(codes) == 2
    assert not set(codes[0]) & set(codes[1])
    assert all(len(part) == 64 for code in codes for part in code)


def test_a_code_made_again_later_is_the_same() -> None:
    wave = ask_several(OWN_CODE, 1)[0].wave
    later = make.make_wave(wave.plan, ITEMS)
    person = make_person()
    closes_at = timezone.now() + timedelta(days=9)
    for one in (wave, later):
        answer(make.invite(one, person=person, closes_at=closes_at), "mark", **CODE)
    codes = [tuple(r.code_digests) for r in Response.objects.all()]
    assert codes[0] == codes[1]


def test_only_one_table_joins_a_pseudonym_to_a_person() -> None:
    rows = ask_several(PSEUDONYM, 3)
    answer_all(rows)
    for link in PersonLink.objects.all():
        holding = {label for label, row in every_row() if link.pseudonym in plain(row)}
        assert holding == {"evaluation.PersonLink", "evaluation.Response"}
    for response in Response.objects.values():
        assert (response["person_id"], response["submitted_on"]) == (None, None)


def test_nothing_a_coordinator_may_read_joins_a_pseudonym() -> None:
    rows = ask_several(PSEUDONYM, 3)
    answer_all(rows)
    coordinator = actor_with(Role.COORDINATOR)
    for reading in (queries.person_links, queries.answer_rows):
        with pytest.raises(Exception, match="does not reach"):
            reading(coordinator, rows[0].wave.plan_id)


def test_pseudonyms_carry_no_order() -> None:
    rows = ask_several(PSEUDONYM, 6)
    answer_all(rows)
    names = list(PersonLink.objects.values_list("pseudonym", flat=True))
    assert len(set(names)) == 6
    assert all(len(name) == 16 for name in names)


@pytest.mark.parametrize(
    ("mode", "promise"),
    [
        (ANONYMOUS, {"person": True}),
        (ANONYMOUS, {"submitted_on": date(2026, 3, 3)}),
        (ANONYMOUS, {"cohort": True}),
        (ANONYMOUS, {"arm": "mixed"}),
        (OWN_CODE, {"pseudonym": "abc"}),
        (OWN_CODE, {"cohort": True}),
        (PSEUDONYM, {"pseudonym": "abc", "person": True}),
        (PSEUDONYM, {"pseudonym": "abc", "submitted_on": date(2026, 3, 3)}),
        (PSEUDONYM, {}),
        (NAMED, {}),
    ],
)
def test_the_database_itself_keeps_the_promise_of_each_mode(
    mode: ConfidentialityMode, promise: dict[str, Any]
) -> None:
    row = ask_several(mode, 1)[0]
    given = dict(promise)
    if given.pop("person", False):
        given["person_id"] = row.person_id
    if given.pop("cohort", False):
        given["cohort_id"] = row.cohort_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            wave=row.wave, version=row.wave.instrument_version, mode=mode, answers={}, **given
        )
