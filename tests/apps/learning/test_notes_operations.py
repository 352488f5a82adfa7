"""What would make it hard: for the facilitator only, encrypted, deleted after the last session."""

from datetime import timedelta

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning import operations
from goldenthread.learning.models import Application, Cohort, HardNote, Membership
from goldenthread.learning.queries.applicants import draft_of
from goldenthread.learning.terms import ApplicationState
from tests.factories.access import SYSTEM, actor_with
from tests.factories.learning_offers import (
    NOW,
    TODAY,
    link_of,
    make_application,
    make_dates,
    make_offer,
)

pytestmark = pytest.mark.django_db
WORDS = "My brother died last spring"


def member(cohort: Cohort, *, note: str = WORDS, call: bool = False, **rest) -> Application:
    """Someone who belongs to the cohort and wrote to its facilitator."""
    application = make_application(cohort.offer, hard_note=note, wants_a_call=call, **rest)
    Membership.objects.create(cohort=cohort, person=application.person, starts_on=TODAY)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.PLACED)
    return application


def facilitator_of(cohort: Cohort) -> Actor:
    return actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, cohort.pk))


def test_the_facilitator_of_the_cohort_reads_the_notes_of_its_members() -> None:
    cohort = make_dates(make_offer(criteria=()))
    other = make_dates(cohort.offer)
    mine = member(cohort, call=True)
    member(other, note="Elsewhere")
    make_application(cohort.offer, hard_note="Not placed yet")
    notes = operations.read_hard_notes(facilitator_of(cohort), cohort.pk)
    assert [(n.person_id, n.text, n.wants_a_call) for n in notes] == [(mine.person_id, WORDS, True)]
    assert WORDS not in repr(notes)


def test_each_look_at_a_note_is_recorded_for_the_person() -> None:
    cohort = make_dates(make_offer(criteria=()))
    application = member(cohort)
    operations.read_hard_notes(facilitator_of(cohort), cohort.pk)
    look = Event.objects.get(is_view=True, action="cohort.notes")
    assert look.person_id == application.person_id


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.LINE_MANAGER, Role.EVALUATOR, Role.ADMINISTRATOR]
)
def test_no_other_role_reads_a_note_whatever_it_reaches(role: Role) -> None:
    cohort = make_dates(make_offer(criteria=()))
    member(cohort)
    for actor in (
        actor_with(role),
        actor_with(role, over=(ScopeKind.PROGRAMME, cohort.offer.programme_id)),
        actor_with(role, over=(ScopeKind.COHORT, cohort.pk)),
    ):
        with pytest.raises(OutOfReach):
            operations.read_hard_notes(actor, cohort.pk)


def test_neither_the_system_nor_a_link_nor_another_facilitator_reads_a_note() -> None:
    cohort = make_dates(make_offer(criteria=()))
    application = member(cohort)
    elsewhere = make_dates(cohort.offer)
    for actor in (SYSTEM, link_of(application), Actor.anonymous(), facilitator_of(elsewhere)):
        with pytest.raises(OutOfReach):
            operations.read_hard_notes(actor, cohort.pk)


def test_a_note_is_encrypted_where_it_is_kept() -> None:
    application = make_application(make_offer(criteria=()), hard_note=WORDS)
    kept = bytes(HardNote.objects.get(application=application).text)
    assert b"brother" not in kept
    assert kept


def test_an_empty_box_leaves_no_note_and_a_note_can_be_taken_out_again() -> None:
    offer = make_offer(criteria=())
    key = operations.start_application(offer_id=offer.pk, now=NOW, by=Actor.anonymous())
    me = link_of(key.id)

    def save(**note) -> None:
        operations.save_draft(application_id=key.id, typed={}, now=NOW, by=me, **note)

    save(hard_note="  ", wants_a_call=False)
    assert not HardNote.objects.exists()
    save(hard_note=WORDS)
    assert draft_of(me, key.id).hard_note == WORDS
    assert WORDS not in str(Application.objects.get(pk=key.id).draft)
    save(wants_a_call=True)
    draft = draft_of(me, key.id)
    assert (draft.hard_note, draft.wants_a_call) == (WORDS, True)
    save(hard_note="", wants_a_call=False)
    assert not HardNote.objects.exists()


def test_the_writer_reads_their_own_words_only_until_they_are_sent() -> None:
    application = make_application(make_offer(criteria=()), hard_note=WORDS)
    assert draft_of(link_of(application), application.pk).hard_note == ""


def test_notes_go_after_the_cohorts_last_session_and_not_before() -> None:
    cohort = make_dates(make_offer(criteria=()), sessions=2)
    later = make_dates(
        cohort.offer, starts_at=cohort.sessions.get(number=2).starts_at + timedelta(days=30)
    )
    mine, theirs = member(cohort), member(later)
    last = cohort.sessions.get(number=2).ends_at
    assert operations.delete_hard_notes_after_last_session(last) == 0
    assert operations.delete_hard_notes_after_last_session(last + timedelta(minutes=1)) == 1
    assert set(HardNote.objects.values_list("application_id", flat=True)) == {theirs.pk}
    gone = Event.objects.get(action="note.deleted")
    assert (gone.subject_id, gone.person_id) == (str(mine.pk), mine.person_id)


def test_someone_who_moved_to_a_later_cohort_keeps_their_note_until_its_end() -> None:
    cohort = make_dates(make_offer(criteria=()), sessions=1)
    last = cohort.sessions.get().ends_at
    later = make_dates(cohort.offer, starts_at=last + timedelta(days=30), sessions=1)
    application = member(cohort)
    Membership.objects.filter(person=application.person).update(ends_on=TODAY)
    Membership.objects.create(cohort=later, person=application.person, starts_on=TODAY)
    assert operations.delete_hard_notes_after_last_session(last + timedelta(days=1)) == 0
    end = later.sessions.get().ends_at + timedelta(days=1)
    assert operations.delete_hard_notes_after_last_session(end) == 1


def test_notes_of_people_without_a_place_go_when_the_offer_is_over() -> None:
    cohort = make_dates(make_offer(criteria=()), sessions=1)
    make_application(cohort.offer, hard_note=WORDS)
    end = cohort.sessions.get().ends_at
    assert operations.delete_hard_notes_after_last_session(end - timedelta(hours=1)) == 0
    assert operations.delete_hard_notes_after_last_session(end + timedelta(hours=1)) == 1


def test_a_cancelled_session_does_not_keep_a_note_alive() -> None:
    cohort = make_dates(make_offer(criteria=()), sessions=2)
    member(cohort)
    cohort.sessions.filter(number=2).update(state="cancelled")
    first = cohort.sessions.get(number=1).ends_at
    assert operations.delete_hard_notes_after_last_session(first + timedelta(minutes=1)) == 1


def test_notes_of_people_who_no_longer_come_go_at_the_next_turn() -> None:
    cohort = make_dates(make_offer(criteria=()))
    application = member(cohort)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.DECLINED)
    assert operations.delete_hard_notes_after_last_session(NOW) == 1


def test_a_note_waits_for_sessions_that_have_no_date_yet_but_never_more_than_a_year() -> None:
    make_application(make_offer(criteria=()), hard_note=WORDS, sent_at=NOW)
    assert operations.delete_hard_notes_after_last_session(NOW + timedelta(days=365)) == 0
    assert operations.delete_hard_notes_after_last_session(NOW + timedelta(days=366)) == 1
