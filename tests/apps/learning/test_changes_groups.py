"""A room is lost, somebody else runs a cohort, one becomes two, two become one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.access.models import Grant
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.directory.models import Person
from goldenthread.learning.models import ChangeOfPlans, Cohort, Facilitator, Membership
from goldenthread.learning.operations.facilitators import assign_facilitator
from goldenthread.learning.operations.handing_over import hand_over
from goldenthread.learning.operations.keeping_apart import keep_apart
from goldenthread.learning.operations.merging import merge_cohorts
from goldenthread.learning.operations.putting_back import put_back
from goldenthread.learning.operations.registers import close_register, mark_attendance
from goldenthread.learning.operations.rehearsing import rehearse
from goldenthread.learning.operations.relocating import change_place
from goldenthread.learning.operations.splitting import split_cohort
from goldenthread.learning.rules.changes import NewCohort, Shift
from goldenthread.learning.terms import CohortState, KeepApartReason, Mark, Mode, SessionState
from goldenthread.messaging.models import Message
from tests.factories.access import UserFactory, actor_with
from tests.factories.directory import make_person
from tests.factories.learning_cohorts import (
    BY,
    FIRST,
    NOW,
    TODAY,
    make_cohort,
    make_member,
    make_offer,
    make_venue,
    times,
    with_safety_plans,
)

pytestmark = pytest.mark.django_db
WHY = "The library is closed until June."
LATER = NewCohort("Set D", Mode.ONLINE, None, Shift(1))


def names_told(kind: str) -> set[str]:
    return set(Message.objects.filter(kind=kind).values_list("to_name", flat=True))


def lose(room: int, cohorts: Sequence[Cohort], **rest: Any) -> int:
    given = {"mode": Mode.ONLINE, "venue_id": None, "why": WHY, "now": NOW, "by": BY, **rest}
    return change_place(cohort_ids=[one.pk for one in cohorts], leaving=room, **given)


def test_everyone_of_a_lost_room_hears_where_they_meet_instead() -> None:
    room = make_venue("Library")
    offer = make_offer()
    one = make_cohort(offer, venue_id=room.pk)
    other = make_cohort(offer, venue_id=room.pk, session_times=times(FIRST + timedelta(days=1)))
    for cohort, name in ((one, "Amal Reed"), (other, "Kit Moss")):
        make_member(cohort, person=make_person(name=name))
    link = "https://meet.example/room"
    assert lose(room.pk, [one, other], online_link=link) == 2
    assert names_told("new_place") == {"Amal Reed", "Kit Moss"}
    letter = Message.objects.filter(kind="new_place").first()
    assert (
        letter is not None and WHY in letter.body and link in letter.calendar.replace("\r\n ", "")
    )
    assert not Cohort.objects.filter(venue=room).exists()


def test_online_without_a_link_promises_no_link_in_the_entry() -> None:
    room = make_venue()
    cohort = make_cohort(venue_id=room.pk)
    make_member(cohort)
    lose(room.pk, [cohort])
    assert "comes in a message of its own" in Message.objects.get(kind="new_place").body


def test_another_room_must_be_free_and_all_stay_where_one_cannot_move() -> None:
    room, small = make_venue("Library"), make_venue("Attic", seats=2)
    offer = make_offer()
    one = make_cohort(offer, venue_id=room.pk)
    with pytest.raises(Refused, match="Attic"):
        lose(room.pk, [one], mode=Mode.IN_PERSON, venue_id=small.pk)
    one.refresh_from_db()
    assert one.venue_id == room.pk and not ChangeOfPlans.objects.exists()


def test_a_cohort_that_a_colleague_moved_meanwhile_is_not_moved_again() -> None:
    room = make_venue()
    cohort = make_cohort(venue_id=room.pk)
    lose(room.pk, [cohort])
    with pytest.raises(Refused, match="Something here changed"):
        lose(room.pk, [cohort])


def test_a_place_can_be_put_back() -> None:
    room = make_venue()
    cohort = make_cohort(venue_id=room.pk)
    lose(room.pk, [cohort])
    change = ChangeOfPlans.objects.get()
    put_back(cohort_id=cohort.pk, change_id=change.pk, now=NOW, by=BY)
    cohort.refresh_from_db()
    assert (cohort.venue_id, cohort.mode) == (room.pk, Mode.IN_PERSON)
    later = NOW + timedelta(days=31)
    with pytest.raises(OutOfReach):
        put_back(cohort_id=cohort.pk, change_id=change.pk, now=later, by=BY)


def run_by(cohort: Cohort, name: str, *, on: date = TODAY) -> Person:
    person = make_person(name=name, user=UserFactory())
    assign_facilitator(cohort_id=cohort.pk, person_id=person.pk, by=BY, on=on)
    return person


def give(cohort: Cohort, from_: Person, to: Person, **rest: Any) -> int:
    given = {"why": "", "now": NOW, "by": BY, **rest}
    return hand_over(cohort_id=cohort.pk, from_person_id=from_.pk, to_person_id=to.pk, **given)


def test_the_new_facilitator_begins_and_the_old_one_ends_on_the_same_day() -> None:
    cohort = make_cohort()
    ola = run_by(cohort, "Ola Brandt", on=TODAY - timedelta(days=30))
    ida = run_by(make_cohort(session_times=times(FIRST + timedelta(days=2))), "Ida Holt")
    make_member(cohort, person=make_person(name="Amal Reed"))
    assert give(cohort, ola, ida) == 2
    runs = Facilitator.objects.filter(cohort=cohort)
    assert list(runs.values_list("person_id", flat=True)) == [ida.pk]
    grants = Grant.objects.filter(role=Role.FACILITATOR.value, scope_id=cohort.pk)
    ends = dict(grants.values_list("user_id", "ends_on"))
    starts = dict(grants.values_list("user_id", "starts_on"))
    assert ends == {ola.user_id: TODAY - timedelta(days=1), ida.user_id: None}
    assert starts[ida.user_id] == TODAY  # notes for the facilitator are theirs from now on
    assert names_told("facilitator_changed") == {"Amal Reed"}
    assert Message.objects.get(kind="facilitator_ends").calendar.count("METHOD:CANCEL") == 2
    assert Message.objects.get(kind="facilitator_begins").calendar.count("METHOD:REQUEST") == 2


def test_the_letters_do_not_tell_who_wrote_a_note_nor_why_anyone_stopped() -> None:
    cohort = make_cohort()
    ola = run_by(cohort, "Ola Brandt")
    ida = run_by(make_cohort(session_times=times(FIRST + timedelta(days=2))), "Ida Holt")
    for _ in range(2):
        make_member(cohort)
    give(cohort, ola, ida)
    bodies = Message.objects.filter(kind="facilitator_changed").values_list("body", flat=True)
    assert len({body.partition("\n\n")[2] for body in bodies}) == 1
    assert "Ola" not in bodies[0] and "Ida Holt can read it" in bodies[0]


def test_somebody_busy_at_that_time_or_unknown_cannot_take_over() -> None:
    cohort = make_cohort()
    ola = run_by(cohort, "Ola Brandt")
    busy = run_by(make_cohort(), "Ida Holt")
    with pytest.raises(Refused, match="Ida Holt is already busy"):
        give(cohort, ola, busy)
    with pytest.raises(OutOfReach):
        give(cohort, ola, make_person())


def split(cohort: Cohort, people: Sequence[Membership], **rest: Any) -> Any:
    given = {"new": LATER, "why": WHY, "now": NOW, "by": BY, **rest}
    return split_cohort(cohort_id=cohort.pk, person_ids=[one.person_id for one in people], **given)


def names_in(cohort_id: int) -> set[str]:
    rows = Membership.objects.filter(cohort_id=cohort_id, ends_on__isnull=True)
    return set(rows.values_list("person__name", flat=True))


@pytest.fixture
def four() -> tuple[Cohort, list[Membership]]:
    """A cohort of four people."""
    cohort = with_safety_plans(make_cohort(make_offer(), "Set B"))
    names = ("Amal Reed", "Bo Lind", "Kit Moss", "Wren Hale")
    return cohort, [make_member(cohort, person=make_person(name=name)) for name in names]


def test_a_split_makes_two_cohorts_and_everyone_hears_once(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, members = four
    ola = run_by(cohort, "Ola Brandt")
    done = split(cohort, members[2:])
    assert names_in(cohort.pk) == {"Amal Reed", "Bo Lind"}
    assert names_in(done.cohort_id) == {"Kit Moss", "Wren Hale"}
    assert names_told("other_group") == {"Kit Moss", "Wren Hale"} == names_told("joining")
    assert names_told("group_changes") == {"Amal Reed", "Bo Lind"}
    assert Facilitator.objects.filter(cohort=done.cohort_id, person=ola).exists()
    made = Cohort.objects.get(pk=done.cohort_id)
    starts = list(cohort.sessions.order_by("number").values_list("starts_at", flat=True))
    own = list(made.sessions.order_by("number").values_list("starts_at", flat=True))
    assert own == [one + timedelta(days=1) for one in starts]
    assert not made.sessions.filter(safety_plan="").exists()


def test_belonging_is_dated_and_registers_stay_with_their_sessions(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, members = four
    first = cohort.sessions.get(number=1)
    marks = {one.person_id: Mark.WHOLE for one in members}
    mark_attendance(session_id=first.pk, marks=marks, now=first.ends_at, by=BY)
    close_register(session_id=first.pk, now=first.ends_at, by=BY)
    later = first.ends_at + timedelta(days=1)
    done = split(cohort, members[2:], now=later)
    assert first.attendance.count() == 4
    was = Membership.objects.get(cohort=cohort, person=members[2].person_id)
    now = Membership.objects.get(cohort=done.cohort_id, person=members[2].person_id)
    assert was.ends_on == now.starts_on == later.date() and was.starts_on == TODAY
    made = Cohort.objects.get(pk=done.cohort_id)
    assert list(made.sessions.values_list("number", flat=True)) == [2]
    assert made.state == CohortState.PLANNED


def test_a_split_at_the_same_time_waits_for_a_facilitator_of_its_own(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, members = four
    run_by(cohort, "Ola Brandt")
    done = split(cohort, members[2:], new=NewCohort("Set D", Mode.ONLINE, None, Shift(0)))
    assert not done.has_facilitator


def test_a_trial_names_the_rules_a_split_would_break_and_the_split_asks_why(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, members = four
    tried = rehearse(lambda: split(cohort, members[3:], why="", is_trial=True))
    assert any("needs at least 2" in line for line in tried.answer.breaks)
    assert tried.answer.dates_unknown == 1
    assert not Cohort.objects.filter(name="Set D").exists()
    with pytest.raises(Refused):
        split(cohort, members[3:], why="")
    assert split(cohort, members[3:]).people == 1


@pytest.mark.parametrize(("chosen", "sentence"), [(0, "Choose who goes"), (4, "Somebody must")])
def test_both_cohorts_of_a_split_have_somebody(
    four: tuple[Cohort, list[Membership]], chosen: int, sentence: str
) -> None:
    cohort, members = four
    with pytest.raises(Refused, match=sentence):
        split(cohort, members[:chosen])


def merge(one: Cohort, other: Cohort, **rest: Any) -> Any:
    given = {"why": WHY, "now": NOW, "by": BY, **rest}
    return merge_cohorts(from_cohort_id=one.pk, into_cohort_id=other.pk, **given)


def test_a_merge_ends_the_first_and_everyone_learns_in_the_second(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, _ = four
    there = make_cohort(cohort.offer, "Set C", session_times=times(FIRST + timedelta(days=3)))
    make_member(there, person=make_person(name="Ray Penn"))
    run_by(cohort, "Ola Brandt")
    merge(cohort, there)
    assert names_in(there.pk) == {"Amal Reed", "Bo Lind", "Kit Moss", "Wren Hale", "Ray Penn"}
    cohort.refresh_from_db()
    assert cohort.state == CohortState.CANCELLED
    assert set(cohort.sessions.values_list("state", flat=True)) == {SessionState.CANCELLED}
    assert names_told("group_changes") == {"Ray Penn"}
    assert names_told("facilitator_ends") == {"Ola Brandt"}


def test_a_split_is_undone_by_a_merge(four: tuple[Cohort, list[Membership]]) -> None:
    cohort, members = four
    done = split(cohort, members[2:])
    merge(Cohort.objects.get(pk=done.cohort_id), cohort)
    assert len(names_in(cohort.pk)) == 4


def test_a_merge_tells_of_people_kept_apart(four: tuple[Cohort, list[Membership]]) -> None:
    cohort, members = four
    there = make_cohort(cohort.offer, "Set C", session_times=times(FIRST + timedelta(days=3)))
    other = make_member(there, person=make_person(name="Ray Penn"))
    keep_apart(
        offer_id=cohort.offer_id,
        person_a=members[0].person_id,
        person_b=other.person_id,
        reason_kind=KeepApartReason.ASKED,
        by=BY,
    )
    tried = rehearse(lambda: merge(cohort, there, is_trial=True))
    assert any("kept apart" in line for line in tried.answer.breaks)


def test_too_many_people_or_another_offer_cannot_be_merged(
    four: tuple[Cohort, list[Membership]],
) -> None:
    cohort, _ = four
    small = make_cohort(cohort.offer, "Set C", minimum=1, maximum=3)
    with pytest.raises(Refused, match="3 seats"):
        merge(cohort, small)
    with pytest.raises(Refused, match="one offer"):
        merge(cohort, make_cohort())
    with pytest.raises(Refused, match="other cohort"):
        merge(cohort, cohort)


def test_only_those_who_form_cohorts_split_them(four: tuple[Cohort, list[Membership]]) -> None:
    cohort, members = four
    with pytest.raises(OutOfReach):
        split(cohort, members[2:], by=actor_with(Role.EVALUATOR))
