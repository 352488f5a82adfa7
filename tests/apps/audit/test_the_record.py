"""The record: only added to, and sealed so that a change would show."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from goldenthread.audit import operations, queries
from goldenthread.audit.models import Event, Seal
from goldenthread.audit.operations import GENESIS
from tests.factories.access import SYSTEM, UserFactory, actor_of
from tests.plugins.record import unguarded_record

pytestmark = pytest.mark.django_db


def note(count: int = 1, *, person_id: int | None = None) -> None:
    for number in range(count):
        operations.record(
            by=SYSTEM,
            action="application.screened",
            subject=("application", number),
            person_id=person_id,
        )


def test_an_entry_holds_ids_and_states() -> None:
    actor = actor_of(UserFactory())
    operations.record(
        by=actor,
        action="grant.given",
        subject=("user", 7),
        person_id=3,
        detail={"role": "coordinator"},
    )
    event = Event.objects.get()
    assert (event.actor_kind, event.actor_id) == ("user", actor.id)
    assert (event.subject_kind, event.subject_id, event.person_id) == ("user", "7", 3)
    assert (event.detail, event.is_view) == ({"role": "coordinator"}, False)


def test_a_look_is_one_entry_for_each_person_seen() -> None:
    operations.record_view(
        by=SYSTEM, page="cohort.register", subject=("session", 9), person_ids=[1, 2]
    )
    assert list(Event.objects.values_list("person_id", "is_view")) == [(1, True), (2, True)]


def test_one_act_over_many_things_is_one_entry_each() -> None:
    subjects = [("message", 1, 5), ("message", 2, None)]
    operations.record_many(by=SYSTEM, action="message.stopped", subjects=subjects)
    found = Event.objects.values_list("subject_id", "person_id")
    assert list(found) == [("1", 5), ("2", None)]


def test_the_database_refuses_to_change_an_entry() -> None:
    note()
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Event.objects.update(action="something.else")
    assert Event.objects.get().action == "application.screened"


def test_the_database_refuses_to_remove_an_entry() -> None:
    note()
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.count() == 1


@pytest.mark.parametrize("statement", ["UPDATE audit_seal SET count = 0", "DELETE FROM audit_seal"])
def test_the_database_refuses_to_touch_a_seal(statement: str) -> None:
    note()
    operations.seal()
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Seal.objects.get().count == 1


def test_sealing_closes_the_tail_in_batches_and_the_chain_holds() -> None:
    note(5)
    assert [operations.seal(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    note(1)
    report = queries.verify()
    assert (report.is_whole, report.sealed, report.unsealed) == (True, 5, 1)
    first, second, third = Seal.objects.order_by("id")
    assert (first.previous, second.previous, third.previous) == (
        GENESIS,
        first.digest,
        second.digest,
    )


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Event.objects.filter(subject_id="1").update(person_id=99),
        lambda: Event.objects.filter(subject_id="1").delete(),
        lambda: Seal.objects.filter(previous=GENESIS).update(count=7),
    ],
    ids=["an entry was changed", "an entry was removed", "a seal was changed"],
)
def test_what_someone_changed_behind_our_back_shows(tamper: Callable[[], object]) -> None:
    note(4)
    operations.seal(limit=2)
    operations.seal(limit=2)
    first = Seal.objects.order_by("id")[0]
    with unguarded_record():
        tamper()
    report = queries.verify()
    assert (report.is_whole, report.broken_at) == (False, first.pk)


def test_while_sealing_nobody_holds_a_lower_number() -> None:
    note()
    with CaptureQueriesContext(connection) as captured:
        operations.seal()
    took_the_table = any("LOCK TABLE audit_event" in query["sql"] for query in captured)
    has_many_writers = connection.vendor == "postgresql"
    assert took_the_table == has_many_writers


def test_sealing_waits_for_another_minute_while_writers_are_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy() -> None:
        raise OperationalError("canceling statement due to lock timeout")

    note()
    monkeypatch.setattr(operations, "_wait_for_writers", busy)
    assert operations.seal() == 0


def test_the_command_says_whether_the_record_is_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    note(2)
    operations.seal()
    note(1)
    call_command("audit_verify")
    assert "2 events sealed and whole; 1 not sealed yet" in capsys.readouterr().out
    with unguarded_record():
        Event.objects.filter(subject_id="0").update(person_id=99)
    with pytest.raises(CommandError, match="differs from its seal"):
        call_command("audit_verify")


def test_entries_about_a_person_come_newest_first() -> None:
    note(3, person_id=5)
    note(1, person_id=6)
    assert [entry.subject_id for entry in queries.about_person(5)] == ["2", "1", "0"]
    assert len(queries.about_person(5, limit=2)) == 2


def test_the_whole_record_is_read_a_page_at_a_time() -> None:
    note(5)
    first = queries.entries(size=3)
    assert [entry.subject_id for entry in first.entries] == ["4", "3", "2"]
    second = queries.entries(size=3, before=first.older_before)
    assert [entry.subject_id for entry in second.entries] == ["1", "0"]
    assert second.older_before is None


def test_the_record_is_read_by_person_and_by_thing() -> None:
    note(2, person_id=5)
    operations.record(by=SYSTEM, action="offer.opened", subject=("offer", 1))
    assert len(queries.entries(person_id=5).entries) == 2
    assert len(queries.entries(subject=("application", "")).entries) == 2
    assert len(queries.entries(subject=("application", "1")).entries) == 1
    assert queries.entries(subject=("application", "1"), person_id=6).entries == ()


@pytest.mark.django_db(transaction=True)
def test_the_guard_stands_again_after_the_tables_were_emptied() -> None:
    call_command("flush", interactive=False)
    note()
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        Event.objects.all().delete()


def test_an_event_says_what_it_is() -> None:
    note()
    operations.seal()
    assert str(Event.objects.get()) == "application.screened application 0"
    assert str(Seal.objects.get()).startswith("Seal ")
    assert Event.objects.get().at <= datetime.now(tz=UTC)
