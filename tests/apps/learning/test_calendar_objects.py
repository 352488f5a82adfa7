"""Each meeting is a calendar object of its own, read back as mail programs and calendars do."""

import email
from datetime import UTC, datetime, timedelta
from email.message import Message as Mail
from typing import Any

import icalendar
import pytest

from goldenthread.learning.models import Cohort, Membership
from goldenthread.learning.operations import calendar
from goldenthread.learning.operations.calendar import Address, Meeting
from goldenthread.learning.operations.joining import send_joining
from goldenthread.learning.operations.memberships import join, leave
from goldenthread.learning.operations.sessions import cancel_session, reschedule_session
from goldenthread.learning.terms import LeaveReason
from goldenthread.messaging.models import Message
from goldenthread.messaging.operations.post import email_of
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_session_of,
    make_venue,
    with_safety_plans,
)

WINTER = datetime(2026, 1, 13, 9, 30, tzinfo=UTC)
GUEST = Address("Ana, Ruiz", "ana@example.org")


def made(*starts: datetime, guest: Address = GUEST) -> str:
    """The text for one guest, meetings of three hours each."""
    meetings = [
        Meeting(f"{at}@x", 0, start, start + timedelta(hours=3), "Learning session", "Room 2")
        for at, start in enumerate(starts)
    ]
    return calendar.invitations(
        calendar.REQUEST,
        meetings,
        organiser=Address("Golden Thread", "no-reply@example.org"),
        guest=guest,
        stamped=NOW,
    )


def objects(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text, multiple=True))


def files_of(message: Message) -> list[Mail]:
    """The attached files, after the letter went through bytes as it does on its way."""
    letter = email.message_from_bytes(email_of(message).message().as_bytes())
    return [part for part in letter.walk() if part.get_content_disposition() == "attachment"]


def event_in(part: Mail) -> Any:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    (event,) = icalendar.Calendar.from_ical(payload).walk("VEVENT")
    return event


def newest(kind: str) -> Message:
    return Message.objects.filter(kind=kind).latest("pk")


@pytest.fixture
def cohort() -> Cohort:
    room = make_venue("Room 2, Eldmere Library")
    return with_safety_plans(
        make_cohort(make_offer("Responding to self-harm"), "Set B", venue_id=room.pk)
    )


def test_summer_and_winter_are_said_on_the_clock_in_london() -> None:
    text = made(WINTER, FIRST)
    events = [one.walk("VEVENT")[0] for one in objects(text)]
    starts = [event.decoded("dtstart") for event in events]
    assert starts == [WINTER, FIRST]
    assert [f"{start:%H:%M}" for start in starts] == ["09:30", "09:30"]
    assert [str(event["dtstart"].params["tzid"]) for event in events] == ["Europe/London"] * 2
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


def test_every_object_brings_the_clock_rule_and_it_holds_at_both_changes() -> None:
    for one in objects(made(WINTER, FIRST)):
        (zone,) = one.walk("VTIMEZONE")
        assert str(zone["tzid"]) == "Europe/London"
        clock = zone.to_tz()
        for month, day, step in ((3, 29, 1), (10, 25, -1)):
            before, after = (
                datetime(2026, month, day, hour, 30, tzinfo=clock).utcoffset() or timedelta()
                for hour in (0, 2)
            )
            assert after - before == timedelta(hours=step)


def test_a_meeting_across_the_change_of_the_clock_lasts_as_long_as_it_does() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    (event,) = objects(made(night))[0].walk("VEVENT")
    lasts = event.decoded("dtend").astimezone(UTC) - event.decoded("dtstart").astimezone(UTC)
    assert lasts == timedelta(hours=3)


def test_each_object_holds_one_meeting_and_asks_for_no_answer() -> None:
    found = objects(made(WINTER, FIRST))
    assert [[str(e["uid"]) for e in one.walk("VEVENT")] for one in found] == [["0@x"], ["1@x"]]
    assert [str(one["method"]) for one in found] == ["REQUEST", "REQUEST"]
    attendee = found[0].walk("VEVENT")[0]["attendee"]
    assert (attendee.params["partstat"], attendee.params["rsvp"]) == ("ACCEPTED", "FALSE")


@pytest.mark.parametrize(
    "name", ["Ana\r\nATTENDEE:mailto:eve@example.org", 'Ana "A." Ruiz; x=y', "", "\x07Ana"]
)
def test_whatever_a_name_holds_the_entry_stays_one_guest(name: str) -> None:
    (one,) = objects(made(WINTER, guest=Address(name, "ana@example.org")))
    attendee = one.walk("VEVENT")[0]["attendee"]
    assert str(attendee) == "mailto:ana@example.org"


@pytest.mark.django_db
def test_each_session_is_an_attachment_of_its_own(cohort: Cohort) -> None:
    make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    parts = files_of(newest("joining"))
    assert [part.get_filename() for part in parts] == [
        "calendar-entry-1.ics",
        "calendar-entry-2.ics",
    ]
    assert {part.get_content_type() for part in parts} == {"text/calendar"}
    assert {part.get_param("method") for part in parts} == {"REQUEST"}
    uids = cohort.sessions.order_by("starts_at").values_list("calendar_uid", flat=True)
    assert [str(event_in(part)["uid"]) for part in parts] == list(uids)
    told = "".join(str(event_in(part).to_ical()) for part in parts)
    assert "self-harm" not in told and "Set B" not in told


@pytest.mark.django_db
def test_a_letter_with_several_entries_stays_a_letter(cohort: Cohort) -> None:
    make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    letter = email.message_from_bytes(email_of(newest("joining")).message().as_bytes())
    shown = [p for p in letter.walk() if not p.is_multipart() and not p.get_content_disposition()]
    assert [part.get_content_type() for part in shown] == ["text/plain", "text/html"]


@pytest.mark.django_db
def test_one_session_moved_or_called_off_keeps_its_identity_and_counts_up(cohort: Cohort) -> None:
    make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    second = make_session_of(cohort, 2)
    first_told = event_in(files_of(newest("joining"))[1])
    later = timedelta(days=1)
    reschedule_session(
        session_id=second.pk,
        starts_at=second.starts_at + later,
        ends_at=second.ends_at + later,
        by=BY,
        now=NOW,
    )
    cancel_session(session_id=second.pk, by=BY, now=NOW)
    told = [first_told]
    for kind, method in (("session_moved", "REQUEST"), ("session_cancelled", "CANCEL")):
        (part,) = files_of(newest(kind))
        event = event_in(part)
        letter = email_of(newest(kind)).message()
        inline = [p for p in letter.walk() if p.get_content_type() == "text/calendar"]
        assert [p.get_param("method") for p in inline] == [method]
        told.append(event)
    assert len({str(event["uid"]) for event in told}) == 1
    assert [event["sequence"] for event in told] == [0, 1, 2]


@pytest.mark.django_db
def test_entries_removed_on_leaving_are_newer_and_those_of_coming_back_newer_still(
    cohort: Cohort,
) -> None:
    member = make_member(cohort)
    send_joining(cohort_id=cohort.pk, now=NOW, by=BY)
    leave(member, on=TODAY + timedelta(days=1), reason=LeaveReason.WITHDREW, now=NOW, by=BY)
    join(cohort, person_id=member.person_id, on=TODAY + timedelta(days=2), now=NOW, by=BY)
    assert Membership.objects.count() == 2
    joined = Message.objects.filter(kind="joining").order_by("pk")
    told = [joined[0], newest("left_cohort"), joined[1]]
    sequences = [[event_in(p)["sequence"] for p in files_of(message)] for message in told]
    assert sequences == [[0, 0], [1, 1], [2, 2]]
    assert [message.calendar_method for message in told] == ["REQUEST", "CANCEL", "REQUEST"]
