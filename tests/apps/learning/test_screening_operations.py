"""Screening criterion by criterion, and the new look after a change of criteria."""

from datetime import date, timedelta

import pytest

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.learning import operations
from goldenthread.learning.models import Application, Criterion, Offer, Screening
from goldenthread.learning.queries.applications import (
    all_applications,
    applications,
    clear_count,
    next_to_screen,
)
from goldenthread.learning.queries.applications import (
    application as application_of,
)
from goldenthread.learning.queries.screening import screening_sheet
from goldenthread.learning.queries.standing import standing
from goldenthread.learning.terms import ApplicationState
from goldenthread.messaging.models import Message
from tests.factories.access import SYSTEM, actor_of, user_with
from tests.factories.learning_offers import (
    CAN_CHANGE,
    HAS_TIME,
    LEADS,
    NOW,
    decide,
    link_of,
    make_application,
    make_offer,
)

pytestmark = pytest.mark.django_db
YES = {"leads-a-team": True}
NO = {"leads-a-team": False}


def ids(application: Application) -> dict[str, int]:
    application.refresh_from_db()
    rows = Criterion.objects.filter(version=application.criteria_version_id)
    return {criterion.key: criterion.pk for criterion in rows}


def screen(application: Application, *, by=SYSTEM, sentence="", seen=None, **met: bool | None):
    """Decide with a reason that names each criterion's key."""
    reasons = {
        pk: (met.get(key.replace("-", "_")), f"On {key}.") for key, pk in ids(application).items()
    }
    return operations.screen_application(
        application_id=application.pk,
        reasons=reasons,
        sentence=sentence,
        now=NOW,
        by=by,
        seen_screening_id=seen,
    )


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def coordinator_of(offer: Offer, name: str = "Rowan Achebe"):
    user = user_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    user.name = name
    user.save()
    return actor_of(user)


def test_the_sheet_proposes_from_the_answers() -> None:
    offer = make_offer(criteria=(LEADS, HAS_TIME, CAN_CHANGE))
    application = make_application(
        offer, answers={"leads-a-team": True, "has-time": False, "can-change": "How we hand over."}
    )
    sheet = screening_sheet(coordinator_of(offer), application.pk)
    assert [(line.said, line.is_met, line.reason) for line in sheet.lines] == [
        ("Yes", True, "Said yes."),
        ("No", False, "Said no."),
        ("How we hand over.", None, "Read what they wrote."),
    ]
    assert sheet.can_be_decided
    assert sheet.latest is None


def test_a_decision_is_kept_with_a_reason_for_each_criterion_and_told_to_the_person() -> None:
    offer = make_offer(criteria=(LEADS, CAN_CHANGE))
    application = make_application(offer, answers=YES)
    screen(application, leads_a_team=True, can_change=False, sentence="This round is for change.")
    assert state_of(application) == ApplicationState.NOT_ELIGIBLE
    row = Screening.objects.get(application=application)
    assert [(r.is_met, r.reason) for r in row.reasons.all()] == [
        (True, "On leads-a-team."),
        (False, "On can-change."),
    ]
    message = Message.objects.get(kind="application_not_eligible")
    assert "This round is for change." in message.body
    assert message.subject == "News about what you sent"
    seen = standing(link_of(application), application.pk)
    assert seen.screening is not None
    assert seen.screening.sentence == "This round is for change."


def test_no_is_never_said_without_a_sentence() -> None:
    application = make_application(make_offer(), answers=NO)
    with pytest.raises(Refused, match="a sentence that the person will read"):
        screen(application, leads_a_team=False)
    assert state_of(application) == ApplicationState.SUBMITTED


def test_what_is_not_known_is_settled_before_yes() -> None:
    application = make_application(make_offer(criteria=(LEADS, CAN_CHANGE)), answers=YES)
    with pytest.raises(Refused, match="met or not met for every criterion"):
        screen(application, leads_a_team=True, can_change=None)


def test_the_second_of_two_coordinators_sees_what_the_first_decided() -> None:
    offer = make_offer()
    application = make_application(offer, answers=YES)
    first, second = coordinator_of(offer), coordinator_of(offer, "Marit Solheim")
    screen(application, by=first, leads_a_team=True)
    with pytest.raises(Refused, match="Rowan Achebe screened this application on Tuesday 3 March"):
        screen(application, by=second, leads_a_team=False, sentence="No.")
    assert Screening.objects.filter(application=application).count() == 1


def test_a_decision_that_was_seen_may_be_changed_and_both_stay() -> None:
    offer = make_offer()
    application = make_application(offer, answers=NO)
    first = screen(application, leads_a_team=False, sentence="This round is for leads.")
    screen(application, leads_a_team=True, seen=first)
    assert state_of(application) == ApplicationState.ELIGIBLE
    assert Screening.objects.filter(application=application).count() == 2


def test_a_sheet_of_other_criteria_is_not_taken() -> None:
    offer = make_offer()
    application = make_application(offer, answers=YES)
    old = ids(application)
    decide(offer.pk, CAN_CHANGE)
    with pytest.raises(Refused, match="criteria have changed since you opened this page"):
        operations.screen_application(
            application_id=application.pk,
            reasons=dict.fromkeys(old.values(), (True, "")),
            sentence="",
            now=NOW,
            by=SYSTEM,
        )


def test_one_button_confirms_only_those_who_clearly_meet_the_criteria() -> None:
    offer = make_offer(criteria=(LEADS, HAS_TIME))
    clear = make_application(offer, answers={"leads-a-team": True, "has-time": True})
    for answers in ({"leads-a-team": True}, {"leads-a-team": True, "has-time": False}):
        make_application(offer, answers=answers)
    actor = coordinator_of(offer)
    assert clear_count(actor, offer.pk) == 1
    assert operations.screen_clear_ones(offer_id=offer.pk, now=NOW, by=actor) == 1
    assert state_of(clear) == ApplicationState.ELIGIBLE
    assert operations.screen_clear_ones(offer_id=offer.pk, now=NOW, by=actor) == 0
    assert clear_count(actor, offer.pk) == 0
    row = Screening.objects.get(application=clear)
    assert [reason.reason for reason in row.reasons.all()] == ["Said yes.", "Said yes."]
    assert row.decided_by == actor.id


def test_one_that_needs_reading_is_never_confirmed_by_the_button() -> None:
    offer = make_offer(criteria=(CAN_CHANGE,))
    make_application(offer, answers={"can-change": "Everything."})
    assert operations.screen_clear_ones(offer_id=offer.pk, now=NOW, by=SYSTEM) == 0


def test_a_place_once_offered_is_not_screened_away() -> None:
    application = make_application(make_offer(), answers=YES)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.OFFERED)
    with pytest.raises(Refused, match="A place once offered is kept"):
        screen(application, leads_a_team=False, sentence="No.")


def test_a_coordinator_of_another_programme_screens_and_sees_nothing() -> None:
    application = make_application(make_offer(), answers=YES)
    stranger = coordinator_of(make_offer())
    for act in (
        lambda: screen(application, by=stranger, leads_a_team=True),
        lambda: operations.screen_clear_ones(offer_id=application.offer_id, now=NOW, by=stranger),
        lambda: screening_sheet(stranger, application.pk),
        lambda: application_of(stranger, application.pk),
        lambda: applications(stranger, application.offer_id),
        lambda: all_applications(stranger, application.offer_id),
        lambda: next_to_screen(stranger, application.offer_id),
    ):
        with pytest.raises(OutOfReach):
            act()


def test_those_to_be_screened_come_first_in_the_order_they_came() -> None:
    offer = make_offer()
    late = make_application(offer, answers=YES, sent_at=NOW - timedelta(hours=1))
    early = make_application(offer, answers=NO, sent_at=NOW - timedelta(days=2))
    done = make_application(offer, answers=YES, sent_at=NOW - timedelta(days=9))
    screen(done, leads_a_team=True)
    actor = coordinator_of(offer)
    page = applications(actor, offer.pk)
    assert [row.id for row in page.rows] == [early.pk, late.pk, done.pk]
    assert [row.is_clear for row in page.rows] == [False, True, False]
    only = applications(actor, offer.pk, state=ApplicationState.ELIGIBLE)
    assert [row.id for row in only.rows] == [done.pk]
    assert next_to_screen(actor, offer.pk) == early.pk
    assert next_to_screen(actor, offer.pk, after=early.pk) == late.pk


def test_a_draft_is_nobodys_business() -> None:
    offer = make_offer()
    key = operations.start_application(offer_id=offer.pk, now=NOW, by=link_of(0))
    assert applications(SYSTEM, offer.pk).total == 0
    with pytest.raises(OutOfReach):
        application_of(SYSTEM, key.id)


# A20: the criteria were widened from a senior role to any leader able to bring about change.


def widen(offer: Offer) -> int:
    return operations.decide_criteria(
        offer_id=offer.pk,
        criteria=[HAS_TIME, CAN_CHANGE],
        why="People asked. What matters is being able to bring about change.",
        decided_on=date(2026, 3, 3),
        decided_by="Steering group",
        now=NOW,
        by=SYSTEM,
    )


def test_widening_the_criteria_looks_again_at_those_who_were_told_no() -> None:
    offer = make_offer(criteria=(LEADS, HAS_TIME))
    told_no = make_application(offer, answers={"leads-a-team": False, "has-time": True})
    screen(told_no, leads_a_team=False, has_time=True, sentence="This round is for leads.")
    widen(offer)
    assert state_of(told_no) == ApplicationState.SUBMITTED
    assert Screening.objects.filter(application=told_no).count() == 1
    message = Message.objects.get(kind="application_rescreened", person_id=told_no.person_id)
    assert "one more answer from you would help" in message.body
    mine = standing(link_of(told_no), told_no.pk)
    assert [question.key for question in mine.questions] == ["can-change"]
    assert [change.number for change in mine.changes] == [2]
    assert mine.screening is None
    operations.answer_new_questions(
        application_id=told_no.pk,
        answers={mine.questions[0].id: "How we hand over at night."},
        by=link_of(told_no),
    )
    assert standing(link_of(told_no), told_no.pk).questions == ()
    screen(told_no, has_time=True, can_change=True)
    assert state_of(told_no) == ApplicationState.ELIGIBLE
    assert [s.number for s in application_of(SYSTEM, told_no.pk).screenings] == [2, 1]


def test_taking_a_criterion_out_finds_people_eligible_at_once_and_tells_them() -> None:
    offer = make_offer(criteria=(LEADS, HAS_TIME))
    told_no = make_application(offer, answers={"leads-a-team": False, "has-time": True})
    screen(told_no, leads_a_team=False, has_time=True, sentence="This round is for leads.")
    decide(offer.pk, HAS_TIME)
    assert state_of(told_no) == ApplicationState.ELIGIBLE
    newest = application_of(SYSTEM, told_no.pk).screenings[0]
    assert newest.is_eligible
    assert newest.reasons[0].reason == "On has-time. (as decided under criteria 1)"
    message = Message.objects.get(kind="application_rescreened")
    assert "it now meets them" in message.body


def test_a_no_that_still_holds_is_kept_with_its_sentence_and_nobody_is_written_to() -> None:
    offer = make_offer(criteria=(LEADS,))
    told_no = make_application(offer, answers=NO)
    screen(told_no, leads_a_team=False, sentence="This round is for leads.")
    decide(offer.pk, LEADS, HAS_TIME)
    assert state_of(told_no) == ApplicationState.NOT_ELIGIBLE
    kept = application_of(SYSTEM, told_no.pk).screenings
    assert [s.sentence for s in kept] == ["This round is for leads."] * 2
    assert not Message.objects.filter(kind="application_rescreened").exists()


def test_a_new_criterion_never_newly_says_no_without_a_person() -> None:
    offer = make_offer()
    eligible = make_application(offer, answers=YES)
    screen(eligible, leads_a_team=True)
    decide(offer.pk, LEADS, HAS_TIME)
    assert state_of(eligible) == ApplicationState.SUBMITTED
    message = Message.objects.get(kind="application_rescreened")
    assert "You do not need to do anything" not in message.body
    sheet = screening_sheet(coordinator_of(offer), eligible.pk)
    assert [(line.is_met, line.reason) for line in sheet.lines] == [
        (True, "Said yes."),
        (None, "Not answered."),
    ]


def test_those_with_a_place_or_withdrawn_are_left_alone() -> None:
    offer = make_offer()
    placed = make_application(offer, answers=YES)
    Application.objects.filter(pk=placed.pk).update(state=ApplicationState.PLACED)
    gone = make_application(offer, answers=YES)
    operations.withdraw_application(application_id=gone.pk, now=NOW, by=SYSTEM)
    widen(offer)
    assert state_of(placed) == ApplicationState.PLACED
    assert state_of(gone) == ApplicationState.WITHDRAWN


def test_a_person_on_the_waiting_list_keeps_their_turn_when_they_still_meet_the_criteria() -> None:
    offer = make_offer()
    waiting = make_application(offer, answers=YES)
    screen(waiting, leads_a_team=True)
    Application.objects.filter(pk=waiting.pk).update(state=ApplicationState.WAITING)
    decide(offer.pk, LEADS, why="Said again in plainer words.")
    assert state_of(waiting) == ApplicationState.WAITING


def test_questions_are_answered_only_while_someone_still_has_to_decide() -> None:
    application = make_application(make_offer(), answers=YES)
    screen(application, leads_a_team=True)
    with pytest.raises(Refused, match="meets the criteria already"):
        operations.answer_new_questions(
            application_id=application.pk, answers={}, by=link_of(application)
        )
