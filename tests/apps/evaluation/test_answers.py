"""Saving, sending, saying no, taking back: what each act leaves behind."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role
from goldenthread.audit.models import Event
from goldenthread.evaluation import operations
from goldenthread.evaluation.models import (
    Draft,
    Invitation,
    PersonLink,
    Response,
    Withdrawal,
    WithdrawalReason,
)
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries.interviews import REASON_PURPOSE
from goldenthread.evaluation.receivers import answers as receivers
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    PlanState,
    Variant,
    WaveKind,
)
from goldenthread.instruments.terms import ItemKind, Licence, ParsedAnswers, SubscaleDraft
from goldenthread.messaging import links
from tests.factories import answering as make
from tests.factories import instruments
from tests.factories.access import actor_with
from tests.factories.directory import make_organisation
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
NOW = make.NOW
ITEMS = (item_draft("hope"), item_draft("words", kind=ItemKind.LONG_TEXT))
NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
LINKED = (NAMED, PSEUDONYM)
UNLINKED = (ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS)


def send(row: Invitation, **answers: object) -> None:
    operations.submit(
        invitation_id=row.pk, answers=answers or {"hope": 4}, now=NOW, by=make.link_of(row)
    )


def save(row: Invitation, **values: object) -> None:
    parsed = ParsedAnswers(values)  # type: ignore[arg-type]  # plain values
    operations.save_draft(invitation_id=row.pk, parsed=parsed, now=NOW, by=make.link_of(row))


def state_of(row: Invitation) -> str:
    row.refresh_from_db()
    return row.state


def test_sending_spends_the_invitation_and_deletes_the_draft() -> None:
    row = make.asked_in(NAMED, ITEMS)
    save(row, hope=2)
    send(row, hope=5)
    assert state_of(row) == "answered"
    assert row.ended_on == NOW.date()
    assert not Draft.objects.exists()
    response = Response.objects.get()
    assert response.answers == {"hope": 5, "words": None}
    assert (response.person_id, response.cohort_id) == (row.person_id, row.cohort_id)
    assert (response.submitted_on, response.arm) == (NOW.date(), "mixed")


def test_a_comparison_set_is_kept_as_its_arm() -> None:
    wave = make.make_wave(make.make_plan(PSEUDONYM), ITEMS)
    cohort = make.make_cohort(
        wave.plan.offer, policy="single_organisation", single_organisation=make_organisation()
    )
    send(make.invite(wave, cohort=cohort))
    assert Response.objects.get().arm == "single_organisation"


def test_a_question_that_was_not_asked_or_a_step_that_is_not_there_is_refused() -> None:
    row = make.asked_in(NAMED, ITEMS)
    with pytest.raises(Refused, match="no question called"):
        send(row, other=1)
    with pytest.raises(Refused, match="Choose one of the answers"):
        send(row, hope=9)
    assert state_of(row) == "open"
    assert not Response.objects.exists()


@pytest.mark.parametrize("mode", list(ConfidentialityMode))
def test_a_link_is_used_once(mode: ConfidentialityMode) -> None:
    row = make.asked_in(mode, ITEMS)
    send(row)
    with pytest.raises(Refused, match="sent already"):
        send(row)
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": InvitationState.PLANNED}, "not open yet"),
        ({"closes_at": NOW}, "have closed"),
        ({"state": InvitationState.CANCELLED}, "no longer needed"),
    ],
)
def test_what_is_not_open_takes_no_answer(change: dict[str, object], sentence: str) -> None:
    row = make.invite(make.make_wave(make.make_plan()), **change)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=sentence):
        send(row, likert=4)
    with pytest.raises(Refused, match=sentence):
        save(row, likert=4)


def test_one_link_reaches_one_invitation() -> None:
    mine, other = make.asked_in(NAMED, ITEMS), make.asked_in(NAMED, ITEMS)
    with pytest.raises(OutOfReach):
        operations.submit(invitation_id=other.pk, answers={}, now=NOW, by=make.link_of(mine))
    with pytest.raises(OutOfReach):
        operations.decline(invitation_id=other.pk, now=NOW, by=make.link_of(mine))


def test_only_an_evaluator_may_type_in_answers_from_paper() -> None:
    row = make.asked_in(NAMED, ITEMS)
    for role in (Role.COORDINATOR, Role.FACILITATOR, Role.BOARD_MEMBER):
        with pytest.raises(OutOfReach):
            operations.submit(invitation_id=row.pk, answers={}, now=NOW, by=actor_with(role))
    operations.submit(
        invitation_id=row.pk, answers={"hope": 3}, now=NOW, by=actor_with(Role.EVALUATOR)
    )
    assert state_of(row) == "answered"


def test_a_draft_keeps_words_that_are_no_answer_yet() -> None:
    row = make.asked_in(NAMED, ITEMS)
    parsed = ParsedAnswers({"hope": None, "words": "kept"}, {"hope": "Choose."}, {"hope": ["9"]})
    operations.save_draft(
        invitation_id=row.pk, parsed=parsed, skipped=("hope",), now=NOW, by=make.link_of(row)
    )
    draft = Draft.objects.get()
    assert (draft.answers, draft.typed) == ({"hope": None, "words": "kept"}, {"hope": ["9"]})


def test_saving_again_and_again_leaves_one_line_in_the_record() -> None:
    row = make.asked_in(NAMED, ITEMS)
    for step in range(3):
        save(row, hope=step + 1)
    assert Event.objects.filter(action="answers.begun").count() == 1
    assert Draft.objects.get().answers == {"hope": 3}


def test_saying_no_deletes_the_draft_and_can_become_a_yes() -> None:
    row = make.asked_in(NAMED, ITEMS)
    save(row, hope=3)
    operations.decline(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    assert (state_of(row), row.ended_on) == ("declined", NOW.date())
    assert not Draft.objects.exists()
    operations.answer_after_all(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    assert (state_of(row), row.ended_on) == ("open", None)


def test_a_no_stays_a_no_once_the_questions_have_closed() -> None:
    row = make.asked_in(NAMED, ITEMS)
    operations.decline(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    with pytest.raises(Refused, match="have closed"):
        operations.answer_after_all(invitation_id=row.pk, now=row.closes_at, by=make.link_of(row))


@pytest.mark.parametrize("mode", LINKED)
def test_linked_answers_can_be_taken_back(mode: ConfidentialityMode) -> None:
    row = make.asked_in(mode, ITEMS)
    send(row)
    operations.delete_answers(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    assert not Response.objects.exists()
    assert not PersonLink.objects.exists()
    assert state_of(row) == "declined"


@pytest.mark.parametrize("mode", UNLINKED)
def test_answers_that_nothing_joins_cannot_be_taken_back(mode: ConfidentialityMode) -> None:
    row = make.asked_in(mode, ITEMS)
    send(row)
    with pytest.raises(Refused, match="Nothing joins"):
        operations.delete_answers(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    assert Response.objects.count() == 1


def test_a_closed_evaluation_keeps_its_answers() -> None:
    row = make.asked_in(NAMED, ITEMS)
    send(row)
    plan = row.wave.plan
    plan.state = PlanState.CLOSED
    plan.save()
    with pytest.raises(Refused, match="report is written"):
        operations.delete_answers(invitation_id=row.pk, now=NOW, by=make.link_of(row))


def test_a_pseudonym_with_other_answers_stays_when_one_set_is_deleted() -> None:
    plan = make.make_plan(PSEUDONYM)
    first = make.invite(make.make_wave(plan, ITEMS))
    second = make.invite(make.make_wave(plan, ITEMS), person=first.person)
    send(first)
    send(second)
    assert PersonLink.objects.count() == 1
    operations.delete_answers(invitation_id=first.pk, now=NOW, by=make.link_of(first))
    assert Response.objects.get().pseudonym == PersonLink.objects.get().pseudonym


def withdraw(row: Invitation, **how: object) -> None:
    operations.withdraw_from_evaluation(
        invitation_id=row.pk,
        now=NOW,
        by=make.link_of(row),
        **how,  # type: ignore[arg-type]
    )


def test_withdrawing_ends_every_asking_of_the_plan() -> None:
    plan = make.make_plan(NAMED)
    row = make.invite(make.make_wave(plan, ITEMS))
    later = make.invite(
        make.make_wave(plan, ITEMS), person=row.person, state=InvitationState.PROVISIONAL
    )
    elsewhere = make.asked_in(NAMED, ITEMS, person=row.person)
    save(row, hope=1)
    withdraw(row)
    assert (state_of(row), state_of(later), state_of(elsewhere)) == (
        "withdrawn",
        "cancelled",
        "open",
    )
    assert not Draft.objects.exists()
    found = Withdrawal.objects.get()
    assert (found.person_id, found.from_wave_id, found.deletes_answers) == (
        row.person_id,
        row.wave_id,
        False,
    )


@pytest.mark.parametrize("mode", LINKED)
def test_withdrawing_takes_answers_along_only_when_asked_to(mode: ConfidentialityMode) -> None:
    kept, gone = make.asked_in(mode, ITEMS), make.asked_in(mode, ITEMS)
    send(kept)
    send(gone)
    withdraw(kept)
    withdraw(gone, deletes_answers=True)
    assert Response.objects.get().wave_id == kept.wave_id
    assert (state_of(kept), state_of(gone)) == ("answered", "withdrawn")
    assert not PersonLink.objects.filter(plan=gone.wave.plan).exists()


def test_withdrawing_never_promises_what_cannot_be_done() -> None:
    row = make.asked_in(ConfidentialityMode.ANONYMOUS, ITEMS)
    send(row)
    with pytest.raises(Refused, match="Nothing joins"):
        withdraw(row, deletes_answers=True)
    withdraw(row)
    assert Response.objects.count() == 1


def test_a_reason_is_optional_and_kept_encrypted() -> None:
    row, silent = make.asked_in(NAMED, ITEMS), make.asked_in(NAMED, ITEMS)
    withdraw(row, reason="  Too much on at work ")
    withdraw(silent)
    sealed = bytes(WithdrawalReason.objects.get().text)
    assert b"work" not in sealed
    assert vault.unseal(sealed, purpose=REASON_PURPOSE) == "Too much on at work"


def test_an_interview_can_be_declined_and_holds_nothing_to_send() -> None:
    row = make.invite(make.make_wave(make.make_plan(), kind=WaveKind.INTERVIEW))
    with pytest.raises(Refused, match="about a conversation"):
        operations.submit(invitation_id=row.pk, answers={}, now=NOW, by=make.link_of(row))
    operations.decline(invitation_id=row.pk, now=NOW, by=make.link_of(row))
    assert state_of(row) == "declined"


def licensed() -> Invitation:
    instrument_id = instruments.make_instrument(
        licence=Licence.LICENSED, subscales=[SubscaleDraft("overall", "Overall", 1, 7)]
    )
    version_id = instruments.make_draft([], instrument_id=instrument_id)
    instruments.operations.record_licence(
        instrument_id=instrument_id, evidence="Held by the evaluators", by=instruments.BY
    )
    instruments.operations.publish_version(
        version_id=version_id, now=instruments.PUBLISHED_AT, by=instruments.BY
    )
    return make.invite(make.make_wave(make.make_plan(PSEUDONYM), version_id=version_id))


def test_an_evaluator_writes_down_the_scores_of_a_licensed_instrument() -> None:
    row = licensed()
    operations.record_scores(
        invitation_id=row.pk, scores={"overall": "4.20"}, now=NOW, by=actor_with(Role.EVALUATOR)
    )
    assert Response.objects.get().answers == {"overall": "4.2"}


@pytest.mark.parametrize("by", [make.link_of, lambda _: actor_with(Role.COORDINATOR)])
def test_nobody_else_writes_scores(by: Callable[[Invitation], Actor]) -> None:
    row = licensed()
    with pytest.raises(OutOfReach):
        operations.record_scores(invitation_id=row.pk, scores={"overall": "4"}, now=NOW, by=by(row))


def test_drafts_that_nobody_came_back_to_go_after_a_week() -> None:
    row, fresh = make.asked_in(NAMED, ITEMS), make.asked_in(NAMED, ITEMS)
    save(row, hope=1)
    save(fresh, hope=2)
    Draft.objects.filter(invitation=row).update(saved_at=NOW - timedelta(days=7, minutes=1))
    assert receivers.delete_old_drafts(NOW) == 1
    assert Draft.objects.get().invitation_id == fresh.pk
    assert receivers.delete_old_drafts(NOW) == 0


def test_what_is_not_there_is_out_of_reach() -> None:
    with pytest.raises(OutOfReach):
        operations.decline(invitation_id=999, now=NOW, by=make.BY)
    row = make.asked_in(NAMED, ITEMS)
    with pytest.raises(OutOfReach):
        operations.delete_answers(invitation_id=row.pk, now=NOW, by=make.link_of(row))


def test_someone_who_came_once_answers_the_short_variant() -> None:
    items = (item_draft("short", in_short_variant=True), item_draft("long"))
    row = make.asked_in(NAMED, items, variant=Variant.SHORT)
    with pytest.raises(Refused, match="no question called “long”"):
        send(row, short=1, long=2)
    send(row, short=1)
    assert Response.objects.get().answers == {"short": 1}


def test_messages_find_the_personal_link_of_an_invitation() -> None:
    row = make.asked_in(NAMED, ITEMS)
    path = links.path_of("evaluation.invitation", row.pk)
    assert path == make.path_of(row)
    found = queries.asked(path.split("/")[2], now=NOW)
    assert found is not None
    assert found.invitation_id == row.pk


def test_a_changed_nonce_ends_old_links() -> None:
    row = make.asked_in(NAMED, ITEMS)
    token = queries.token_of(row.pk)
    row.nonce = "another"
    row.save()
    assert queries.asked(token, now=NOW) is None


@pytest.mark.parametrize("token", ["", "x", "1", "1-", "²-abcdefgh", "9" * 30 + "-abcdefgh", "1-é"])
def test_a_token_that_is_none_leads_nowhere(token: str) -> None:
    assert queries.asked(token, now=NOW) is None


def test_only_evaluators_join_pseudonyms_to_people() -> None:
    row = make.asked_in(PSEUDONYM, ITEMS)
    send(row)
    plan_id = row.wave.plan_id
    link = PersonLink.objects.get()
    assert queries.person_links(actor_with(Role.EVALUATOR), plan_id) == {
        link.pseudonym: row.person_id
    }
    found = queries.answer_rows(actor_with(Role.EVALUATOR), plan_id)[0]
    assert (found.respondent, found.answers["hope"]) == (link.pseudonym, 4)
    for role in (Role.COORDINATOR, Role.BOARD_MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR):
        with pytest.raises(OutOfReach):
            queries.person_links(actor_with(role), plan_id)
        with pytest.raises(OutOfReach):
            queries.answer_rows(actor_with(role), plan_id)
    with pytest.raises(OutOfReach):
        queries.person_links(actor_with(Role.EVALUATOR), 999)
