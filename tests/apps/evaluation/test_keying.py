"""Paper and calls: written down by two people, settled where they differ, and only then counted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.evaluation.models import (
    Invitation,
    KeyedEntry,
    KeyedForm,
    PlannedWave,
    Response,
)
from goldenthread.evaluation.operations import answers, keying, retention
from goldenthread.evaluation.queries import keying as queries
from goldenthread.evaluation.rules import keying as rules
from goldenthread.evaluation.terms import (
    ConfidentialityMode,
    InvitationState,
    KeyingState,
    PlanState,
    ReachedHow,
)
from goldenthread.instruments.terms import ItemKind, ParsedAnswers
from tests.factories import answering as make
from tests.factories.access import actor_with, client_of, user_with
from tests.factories.instruments import item_draft

pytestmark = pytest.mark.django_db
NAMED, PSEUDONYM = ConfidentialityMode.NAMED, ConfidentialityMode.PSEUDONYM
OWN_CODE, ANONYMOUS = ConfidentialityMode.OWN_CODE, ConfidentialityMode.ANONYMOUS
ITEMS = (item_draft("hope"), item_draft("note", kind=ItemKind.SHORT_TEXT))
SAME = {"q-hope": "4", "q-note": "Went well", "go": "check"}
CODE = {"code-birthday": "7", "code-first_name": "M", "code-last_name": "L", "code-phone": "04"}


def open_wave(
    mode: ConfidentialityMode = PSEUDONYM, *, people: int = 2, single_entry: bool = False
) -> PlannedWave:
    wave = make.make_wave(make.make_plan(mode, single_entry=single_entry), ITEMS)
    cohort = make.make_cohort(wave.plan.offer)
    for _ in range(people):
        make.invite(wave, cohort=cohort, closes_at=timezone.now() + timedelta(days=3))
    return wave


def evaluator(wave: PlannedWave) -> Client:
    over = (ScopeKind.PROGRAMME, wave.plan.offer.programme_id)
    return client_of(user_with(Role.EVALUATOR, over=over))


def first_of(wave: PlannedWave) -> Invitation:
    return Invitation.objects.filter(wave=wave).order_by("pk")[0]


def begin(wave: PlannedWave, by: Client) -> str:
    """The path of a paper that somebody has begun."""
    if ConfidentialityMode(wave.plan.mode) in (NAMED, PSEUDONYM):
        path, more = f"/evaluation/answers/{first_of(wave).pk}/by-hand/", {}
    else:
        path = f"/evaluation/waves/{wave.pk}/paper/written/"
        more = {"cohort": str(first_of(wave).cohort_id)}
    return by.post(path, {"how": "paper", **more}).headers["Location"]


def parsed(hope: int | None = 4) -> ParsedAnswers:
    return ParsedAnswers({"hope": hope, "note": None})


def someone() -> Actor:
    return actor_with(Role.EVALUATOR)


def keyed_twice(wave: PlannedWave, first: int, second: int) -> int:
    one, two = someone(), someone()
    form_id = keying.begin_for_person(
        invitation_id=first_of(wave).pk,
        how=ReachedHow.PAPER,
        said_yes=False,
        now=timezone.now(),
        by=one,
    )
    for by, hope in ((one, first), (two, second)):
        keying.finish_entry(form_id=form_id, parsed=parsed(hope), now=timezone.now(), by=by)
    return form_id


def test_answers_count_once_two_people_have_written_down_the_same() -> None:
    wave = open_wave()
    one, two = evaluator(wave), evaluator(wave)
    path = begin(wave, one)
    assert one.post(path, SAME).status_code == 302
    assert not Response.objects.exists()
    assert first_of(wave).state == InvitationState.OPEN
    assert two.post(path, {**SAME, "q-note": "went  WELL"}).status_code == 302
    assert Response.objects.get().answers == {"hope": 4, "note": "Went well"}
    assert first_of(wave).state == InvitationState.ANSWERED
    form = KeyedForm.objects.get()
    assert (form.state, form.compared, form.agreed) == (KeyingState.SETTLED, 2, 2)
    assert not KeyedEntry.objects.exists()


def test_the_second_person_does_not_see_what_the_first_wrote() -> None:
    wave = open_wave()
    one, two = evaluator(wave), evaluator(wave)
    path = begin(wave, one)
    one.post(path, {**SAME, "q-note": "Only mine"})
    page = two.get(path).content.decode()
    assert "the second time" in page and "Only mine" not in page and "checked" not in page


def test_one_person_cannot_write_both_times() -> None:
    wave = open_wave()
    one = evaluator(wave)
    path = begin(wave, one)
    one.post(path, SAME)
    assert one.get(path).status_code == 409
    assert one.post(path, SAME).status_code == 409
    assert not Response.objects.exists()


def test_a_paper_begun_by_somebody_is_not_taken_from_them() -> None:
    wave = open_wave()
    one, two = evaluator(wave), evaluator(wave)
    path = begin(wave, one)
    one.post(path, {**SAME, "go": "later"})
    assert two.get(path).status_code == 409
    assert 'value="4" checked' in one.get(path).content.decode()


def test_a_draft_keeps_what_is_no_answer_yet() -> None:
    items = (item_draft("age", kind=ItemKind.NUMBER),)
    wave = make.make_wave(make.make_plan(PSEUDONYM), items)
    make.invite(wave, closes_at=timezone.now() + timedelta(days=3))
    one = evaluator(wave)
    path = begin(wave, one)
    page = one.post(path, {"q-age": "ten", "go": "check"}).content.decode()
    assert "Question 1: Enter a whole number" in page
    assert 'value="ten"' in one.get(path).content.decode()


def test_what_differs_is_settled_side_by_side() -> None:
    wave = open_wave()
    one, two, three = evaluator(wave), evaluator(wave), evaluator(wave)
    path = begin(wave, one)
    one.post(path, SAME)
    sent = two.post(path, {**SAME, "q-hope": "2", "q-note": "Went wild"})
    assert sent.headers["Location"] == f"{path}settle/"
    page = three.get(f"{path}settle/").content.decode()
    assert "Went well" in page and "Went wild" in page and "0 of 2 questions" in page
    again = three.post(f"{path}settle/", {"settle-hope": "1"}).content.decode()
    assert "Choose what the paper says" in again and not Response.objects.exists()
    three.post(f"{path}settle/", {"settle-hope": "2", "settle-note": "0"})
    assert Response.objects.get().answers == {"hope": 2, "note": None}
    form = KeyedForm.objects.get()
    assert (form.compared, form.agreed) == (2, 0)


def test_agreement_is_counted_over_the_wave() -> None:
    wave = open_wave()
    form_id = keyed_twice(wave, 4, 5)
    keying.settle(form_id=form_id, chosen={"hope": 1}, now=timezone.now(), by=someone())
    page = evaluator(wave).get(f"/evaluation/waves/{wave.pk}/paper/written/").content.decode()
    assert "1 paper is settled. Both people wrote the same for 1 of 2 questions." in page


def test_once_is_enough_where_the_plan_says_so() -> None:
    wave = open_wave(single_entry=True)
    one = evaluator(wave)
    one.post(begin(wave, one), SAME)
    assert Response.objects.get().answers["hope"] == 4
    assert KeyedForm.objects.get().compared is None


@pytest.mark.parametrize("mode", [OWN_CODE, ANONYMOUS])
def test_a_blank_paper_leads_to_nobody(mode: ConfidentialityMode) -> None:
    wave = open_wave(mode)
    one, two = evaluator(wave), evaluator(wave)
    path = begin(wave, one)
    assert "Write “Blank paper 1” on the paper first." in one.get(path).content.decode()
    one.post(path, SAME)
    two.post(path, {**SAME, **CODE})
    found = Response.objects.get()
    assert (found.person, found.cohort, found.submitted_on) == (None, None, None)
    assert len(found.code_digests) == (4 if mode is OWN_CODE else 0)
    assert set(Invitation.objects.values_list("state", flat=True)) == {InvitationState.OPEN}
    assert not Event.objects.filter(person_id__isnull=False, action__startswith="paper").exists()


def test_blank_papers_cannot_outnumber_the_people_asked() -> None:
    wave = open_wave(ANONYMOUS, people=1)
    one = evaluator(wave)
    begin(wave, one)
    page = one.post(
        f"/evaluation/waves/{wave.pk}/paper/written/",
        {"how": "paper", "cohort": first_of(wave).cohort_id},
    )
    assert "as many answers as people who were asked" in page.content.decode()
    assert KeyedForm.objects.count() == 1


def test_paper_that_comes_late_counts_and_paper_no_longer_wanted_does_not() -> None:
    wave = open_wave()
    now = timezone.now()
    Invitation.objects.filter(pk=first_of(wave).pk).update(closes_at=now + timedelta(hours=1))
    one, two = someone(), someone()
    form_id = keying.begin_for_person(
        invitation_id=first_of(wave).pk, how=ReachedHow.PAPER, said_yes=False, now=now, by=one
    )
    keying.finish_entry(form_id=form_id, parsed=parsed(), now=now, by=one)
    late = now + timedelta(days=2)
    Invitation.objects.filter(pk=first_of(wave).pk).update(state=InvitationState.ANSWERED)
    with pytest.raises(Refused, match="already"):
        keying.finish_entry(form_id=form_id, parsed=parsed(), now=late, by=two)
    Invitation.objects.filter(pk=first_of(wave).pk).update(state=InvitationState.CLOSED)
    assert keying.finish_entry(form_id=form_id, parsed=parsed(), now=late, by=two) == "settled"


def test_nothing_is_added_to_a_closed_plan() -> None:
    wave = open_wave(ANONYMOUS)
    wave.plan.state = PlanState.CLOSED
    wave.plan.save()
    one = evaluator(wave)
    shown = one.post(
        f"/evaluation/waves/{wave.pk}/paper/written/",
        {"how": "paper", "cohort": first_of(wave).cohort_id},
    )
    assert "The plan is not live" in shown.content.decode()


def test_starting_over_deletes_what_was_written_down() -> None:
    wave = open_wave()
    one = evaluator(wave)
    path = begin(wave, one)
    one.post(path, SAME)
    assert "deleted at once" in one.get(f"{path}start-over/").content.decode()
    one.post(f"{path}start-over/")
    assert not KeyedForm.objects.exists() and not KeyedEntry.objects.exists()


def test_settled_papers_stay_settled() -> None:
    wave = open_wave()
    form_id = keyed_twice(wave, 4, 4)
    with pytest.raises(Refused, match="count already"):
        keying.start_over(form_id=form_id, by=someone())
    with pytest.raises(OutOfReach):
        keying.settle(form_id=form_id, chosen={}, now=timezone.now(), by=someone())


def test_whoever_stops_takes_their_paper_out_of_hand() -> None:
    wave = open_wave()
    row = first_of(wave)
    begin(wave, evaluator(wave))
    answers.withdraw_from_evaluation(invitation_id=row.pk, now=timezone.now(), by=make.link_of(row))
    assert not KeyedForm.objects.exists()


def test_papers_go_with_the_answers_on_the_last_day_of_keeping() -> None:
    wave = open_wave()
    begin(wave, evaluator(wave))
    wave.plan.kept_until = timezone.localdate() - timedelta(days=1)
    wave.plan.save()
    retention.delete_after_keeping(now=timezone.now(), by=make.BY)
    assert not KeyedForm.objects.exists()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.BOARD_MEMBER])
def test_nobody_else_writes_down_or_settles(role: Role) -> None:
    wave = open_wave()
    path = begin(wave, evaluator(wave))
    other = client_of(user_with(role))
    for end in ("", "settle/", "start-over/"):
        assert other.get(path + end).status_code == 404
        assert other.post(path + end, SAME).status_code == 404
    assert other.get(f"/evaluation/waves/{wave.pk}/paper/written/").status_code == 404


def test_evaluators_of_another_programme_find_no_papers() -> None:
    wave = open_wave()
    path, other = begin(wave, evaluator(wave)), evaluator(open_wave())
    for end in ("", "settle/", "start-over/"):
        assert other.get(path + end).status_code == 404
    with pytest.raises(OutOfReach):
        queries.wave_in_hand(actor_with(Role.COORDINATOR), wave.pk)


def test_the_list_says_whose_turn_it_is_and_opens_a_paper_by_its_number() -> None:
    wave = open_wave()
    one, two = evaluator(wave), evaluator(wave)
    one.post(begin(wave, one), SAME)
    path = f"/evaluation/waves/{wave.pk}/paper/written/"
    assert "Write it down the second time" not in one.get(path).content.decode()
    assert "Write it down the second time" in two.get(path).content.decode()
    row = first_of(wave)
    assert row.person.name not in two.get(path).content.decode()
    opened = two.get(path, {"number": row.pk})
    assert opened.headers["Location"] == f"/evaluation/answers/{row.pk}/by-hand/"


def test_a_call_needs_a_yes_said_aloud() -> None:
    with pytest.raises(Refused):
        rules.must_have_said_yes(ReachedHow.PHONE, said_yes=False)
    rules.must_have_said_yes(ReachedHow.PHONE, said_yes=True)
    rules.must_have_said_yes(ReachedHow.PAPER, said_yes=False)
