"""Nobody is woken, nobody gets five letters a day, and what is about today never waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from goldenthread.messaging import operations, registry, rules, stops
from goldenthread.messaging.models import Message
from goldenthread.messaging.registry import Choices
from goldenthread.messaging.rules import quiet
from goldenthread.messaging.terms import MessageState, Pace, SendReport
from goldenthread.ui.words import LONDON, in_london
from tests.factories.access import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
ROBIN = Choices(email="robin@example.org", digest="daily")


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, Choices]]:
    found = {5: ROBIN}
    monkeypatch.setattr(registry, "_CHOSEN", [found.get])
    monkeypatch.setattr(stops, "_CHECKS", {"gone": lambda pk, now: "They left."})
    yield found


def write(number: int = 1, **more: Any) -> Message:
    facts: dict[str, Any] = {
        "by": SYSTEM,
        "person_id": 5,
        "to_name": "Robin Field",
        "to_address": "robin@example.org",
        "kind": "news",
        "why": "A test.",
        "subject": f"News {number}",
        "body": f"Hello Robin,\n\nthis is number {number}.",
        "dedupe_key": f"news:{number}",
        "due_at": NOW,
        "pace": Pace.CAN_WAIT,
    }
    pk = operations.enqueue(**{**facts, **more})
    return Message.objects.get(pk=pk or 0)


def send(at: datetime = NOW) -> SendReport:
    return operations.send_due(now=at, by=SYSTEM)


def test_several_messages_of_one_day_are_one_letter() -> None:
    rows = [write(number) for number in (1, 2, 3)]
    assert send() == SendReport(sent=3)
    (letter,) = mail.outbox
    assert letter.subject == "3 messages for you"
    for number in (1, 2, 3):
        assert f"News {number}\n======\n" in letter.body
        assert f"this is number {number}." in letter.body
    assert [row.sent_with_id for row in Message.objects.order_by("pk")] == [None] + [rows[0].pk] * 2


def test_what_comes_later_that_day_goes_together_the_next_morning() -> None:
    write(1)
    send()
    write(2)
    write(3)
    assert send(NOW + timedelta(hours=2)) == SendReport(put_off=2)
    assert set(Message.objects.filter(state="waiting").values_list("attempts", flat=True)) == {0}
    assert send(datetime(2026, 3, 4, 8, 59, tzinfo=UTC)) == SendReport()
    assert send(datetime(2026, 3, 4, 9, tzinfo=UTC)) == SendReport(sent=2)
    assert [letter.subject for letter in mail.outbox] == ["News 1", "2 messages for you"]


def test_whoever_chose_one_letter_a_week_gets_one_a_week(chosen: dict[int, Choices]) -> None:
    chosen[5] = replace(ROBIN, digest="weekly")
    write(1)
    send()
    write(2)
    assert send(NOW + timedelta(days=6)) == SendReport(put_off=1)
    assert send(NOW + timedelta(days=7)) == SendReport(sent=1)


def test_whoever_chose_each_as_it_comes_gets_each(chosen: dict[int, Choices]) -> None:
    chosen[5] = replace(ROBIN, digest="at_once")
    write(1)
    write(2)
    assert send() == SendReport(sent=2)
    assert [letter.subject for letter in mail.outbox] == ["News 1", "News 2"]


def test_people_the_directory_does_not_know_get_each_letter() -> None:
    write(1, person_id=None)
    write(2, person_id=None)
    assert send() == SendReport(sent=2)
    assert len(mail.outbox) == 2


def test_two_people_never_share_a_letter(chosen: dict[int, Choices]) -> None:
    chosen[6] = replace(ROBIN, email="ana@example.org")
    write(1)
    write(2, person_id=6)
    send()
    assert [letter.to for letter in mail.outbox] == [["robin@example.org"], ["ana@example.org"]]


def test_a_letter_with_a_calendar_entry_goes_alone() -> None:
    write(1)
    write(2, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    send()
    assert all("messages for you" not in letter.subject for letter in mail.outbox)


def test_what_no_longer_holds_is_left_out_of_the_letter() -> None:
    write(1)
    write(2, check=("gone", 1))
    assert send() == SendReport(sent=1, stopped=1)
    assert "number 2" not in mail.outbox[0].body


def test_what_is_listed_to_nobody_neither_shares_a_letter_nor_holds_one_back() -> None:
    """Else the time of a listed message would tell that another one went."""
    write(1, scope=("evaluation_plan", 3))
    write(2, scope=("offer", 10))
    assert send() == SendReport(sent=2)
    assert [letter.subject for letter in mail.outbox] == ["News 1", "News 2"]
    assert not Message.objects.exclude(sent_with=None).exists()


@pytest.mark.parametrize("pace", [Pace.SOON, Pace.CAN_WAIT])
def test_nothing_that_can_wait_goes_at_night(pace: Pace) -> None:
    write(1, due_at=NIGHT, pace=pace)
    assert send(NIGHT) == SendReport(put_off=1)
    assert send(datetime(2026, 3, 4, 8, tzinfo=UTC)) == SendReport(sent=1)


def test_what_somebody_waits_for_goes_at_night_and_during_a_pause(
    chosen: dict[int, Choices],
) -> None:
    chosen[5] = replace(ROBIN, paused_until=date(2026, 4, 1), quiet=(time(8), time(20)))
    write(1, pace=Pace.AT_ONCE)
    write(2, pace=Pace.AT_ONCE, due_at=NIGHT)
    assert (send(), send(NIGHT)) == (SendReport(sent=1), SendReport(sent=1))


def test_own_quiet_hours_come_before_those_of_the_deployment(chosen: dict[int, Choices]) -> None:
    """Somebody on nights chose the day."""
    chosen[5] = replace(ROBIN, quiet=(time(8), time(20)))
    write(1)
    write(2, due_at=NIGHT)
    assert send() == SendReport(put_off=1)
    assert send(NIGHT) == SendReport(sent=2)


def test_a_deployment_may_have_no_quiet_hours(settings: Settings) -> None:
    settings.QUIET_HOURS = ""
    write(1, due_at=NIGHT)
    assert send(NIGHT) == SendReport(sent=1)


def test_during_a_pause_messages_wait_until_the_morning_it_ends(
    chosen: dict[int, Choices],
) -> None:
    chosen[5] = replace(ROBIN, paused_until=date(2026, 3, 31))
    write(1)
    send()
    until = Message.objects.get().hold_until
    assert until == datetime(2026, 3, 31, 9, tzinfo=LONDON)


def test_a_message_goes_to_the_address_the_person_has_now(chosen: dict[int, Choices]) -> None:
    write(1)
    chosen[5] = replace(ROBIN, email="new@example.org")
    send()
    assert mail.outbox[0].to == [Message.objects.get().to_address] == ["new@example.org"]


def test_whoever_no_longer_wants_email_gets_none(chosen: dict[int, Choices]) -> None:
    write(1)
    chosen[5] = replace(ROBIN, email="")
    assert send() == SendReport(stopped=1)
    assert Message.objects.get().stop_reason == rules.NO_ADDRESS


def test_a_letter_that_was_not_taken_keeps_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    write(2)

    def refuse(self: object, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr(operations.sending.post.EmailMultiAlternatives, "send", refuse)
        assert send() == SendReport(put_off=1)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.WAITING}
    assert send(NOW + timedelta(minutes=10)) == SendReport(sent=2)


CASES = {
    "the evening before the clocks go forward": (
        datetime(2026, 3, 28, 22, tzinfo=LONDON),
        datetime(2026, 3, 29, 8, tzinfo=LONDON),
    ),
    "the night the clocks go back": (
        datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
        datetime(2026, 10, 25, 8, tzinfo=LONDON),
    ),
    "the last night of a year": (
        datetime(2026, 12, 31, 23, tzinfo=LONDON),
        datetime(2027, 1, 1, 8, tzinfo=LONDON),
    ),
    "the end of February": (
        datetime(2028, 2, 29, 21, tzinfo=LONDON),
        datetime(2028, 3, 1, 8, tzinfo=LONDON),
    ),
}


@pytest.mark.parametrize(("late", "morning"), CASES.values(), ids=CASES)
def test_quiet_hours_end_at_eight_whatever_the_clocks_do(late: datetime, morning: datetime) -> None:
    assert quiet.after_quiet(late, (time(21), time(8))) == morning


def test_an_hour_that_comes_twice_ends_where_it_is_still_to_come() -> None:
    second_quarter_past = datetime(2026, 10, 25, 1, 15, tzinfo=LONDON).replace(fold=1)
    end = quiet.after_quiet(second_quarter_past, (time(21), time(1, 30)))
    assert end.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(
    moment=st.integers(0, 2 * 365 * 24 * 60).map(lambda n: NEW_YEAR + timedelta(minutes=n)),
    start=st.times().map(lambda t: t.replace(microsecond=0)),
    end=st.times().map(lambda t: t.replace(microsecond=0)),
)
def test_after_the_quiet_hours_it_is_never_earlier_and_never_more_than_a_day_later(
    moment: datetime, start: time, end: time
) -> None:
    after = quiet.after_quiet(moment, (start, end))
    assert moment <= after <= moment + timedelta(hours=25)
    assert (
        after == moment
        or in_london(after).time() == end
        or in_london(moment).dst() != in_london(after).dst()
    )


@pytest.mark.parametrize("last", [date(2026, 1, 31), date(2026, 2, 28), date(2026, 10, 24)])
def test_the_next_letter_may_go_at_nine_on_the_day_after(last: date) -> None:
    sent = datetime.combine(last, time(10), tzinfo=LONDON)
    free = quiet.may_follow(sent, sent + timedelta(hours=3), digest="daily")
    assert free is not None
    assert in_london(free).time() == time(9)
    assert in_london(free).date() == last + timedelta(days=1)
    assert quiet.may_follow(sent, free, digest="daily") is None
