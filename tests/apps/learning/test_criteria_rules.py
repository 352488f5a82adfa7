"""Who an offer may be for, what an answer means, and what carries over to a new version."""

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import criteria
from goldenthread.learning.rules.criteria import CriterionDraft, Earlier, Proposal
from goldenthread.learning.terms import ApplicationState, ApplicationStep, CriterionKind

GATES = (
    "What is your ACE score?",
    "Adverse childhood experiences score of four or more",
    "Your adverse childhood experiences (ACEs) score",
    "Has an ACE-Q result",
    "ACEQ of at least 3",
    "Complete the ACE‑Q before you apply",
    "Number of ACEs",
    "How many adverse childhood experiences have you had?",
    "4+ ACEs",
    "Four or more adverse childhood experiences",
    "Have you experienced adverse childhood experiences yourself?",
    "I have lived through childhood trauma",
    "PCL-5 below 33",
    "PCL 5 total",
    "Score on the PTSD checklist",
    "Trauma screening questionnaire score under 6",
    "Trauma Screening Questionnaire completed",
    "International Trauma Questionnaire",
    "Impact of Event Scale",
    "Childhood Trauma Questionnaire (CTQ)",
    "Trauma history questionnaire attached",
    "PTSD score",
    "Trauma screening score",
    "Applicants will be screened for trauma",
    "People screened at the door for ACEs",
    "Trained in ACEs, and an ACE score of 4 or more",
)
WELCOME = (
    "Have you had training in adverse childhood experiences (ACEs)?",
    "Have you had training about ACEs?",
    "Have you been trained to use the PCL-5?",
    "Has completed ACE awareness training",
    "Has done trauma-informed practice training",
    "Has taken a course on adverse childhood experiences",
    "Have you done ACE-informed e-learning?",
    "Do you support people who self-harm in your work?",
    "Works at a place in the partnership",
    "Leads a team of four or more people",
    "Can change how their service works",
    "Have you read about trauma-informed practice?",
    "Is able to come to three or more sessions",
)


@pytest.mark.parametrize("wording", GATES)
def test_a_trauma_or_ace_score_cannot_decide_who_may_come_in(wording: str) -> None:
    assert criteria.asks_for_a_trauma_score(wording)
    with pytest.raises(Refused, match="trauma or ACE score"):
        criteria.must_be_fit_to_decide(
            [CriterionDraft(wording)], why="Asked by a partner.", decided_by="Steering group"
        )


@pytest.mark.parametrize("wording", WELCOME)
def test_work_and_prior_training_may_be_asked_about(wording: str) -> None:
    assert not criteria.asks_for_a_trauma_score(wording)


def test_the_question_and_its_why_are_held_to_the_same_rule_as_the_wording() -> None:
    for draft in (
        CriterionDraft("Experience", question="What was your ACE-Q total?"),
        CriterionDraft("Experience", why="We look at your ACE score."),
    ):
        with pytest.raises(Refused, match="Ask what the person does in their work"):
            criteria.must_be_fit_to_decide([draft], why="Why.", decided_by="Steering group")


@pytest.mark.parametrize(
    ("drafts", "why", "decided_by", "sentence"),
    [
        ([CriterionDraft("Leads a team")], " ", "Steering group", "Say why"),
        ([CriterionDraft("Leads a team")], "Because.", "", "Say who decided"),
        ([CriterionDraft("  ")], "Because.", "Steering group", "take its line out"),
        (
            [CriterionDraft("Leads a team"), CriterionDraft("leads  a team", key="again")],
            "Because.",
            "Steering group",
            "Two criteria say the same",
        ),
    ],
)
def test_a_decision_needs_a_name_a_reason_and_criteria_that_differ(
    drafts: list[CriterionDraft], why: str, decided_by: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        criteria.must_be_fit_to_decide(drafts, why=why, decided_by=decided_by)


def test_an_offer_may_be_for_everyone_when_someone_decided_so() -> None:
    criteria.must_be_fit_to_decide([], why="Everyone is welcome.", decided_by="Steering group")
    assert criteria.is_clear([])


@pytest.mark.parametrize(
    ("kind", "value", "text", "is_met", "reason"),
    [
        (CriterionKind.YES_NO, True, "", True, "Said yes."),
        (CriterionKind.YES_NO, False, "", False, "Said no."),
        (CriterionKind.YES_NO, None, "", None, "Not answered."),
        (CriterionKind.JUDGEMENT, None, "I lead a ward.", None, "Read what they wrote."),
        (CriterionKind.JUDGEMENT, None, " ", None, "Nothing was written here."),
    ],
)
def test_an_answer_proposes_and_never_decides_what_needs_reading(
    kind: CriterionKind, value: bool | None, text: str, is_met: bool | None, reason: str
) -> None:
    assert criteria.propose(3, kind, value=value, text=text) == Proposal(3, is_met, reason)


def test_an_application_is_clear_only_when_every_criterion_is_met() -> None:
    yes, no, open_one = Proposal(1, True, ""), Proposal(2, False, ""), Proposal(3, None, "")
    assert criteria.is_clear([yes])
    assert not criteria.is_clear([yes, no])
    assert not criteria.is_clear([yes, open_one])


def test_what_a_person_decided_about_an_unchanged_criterion_stands() -> None:
    fresh = Proposal(9, None, "Read what they wrote.")
    kept = criteria.propose_again(fresh, earlier=Earlier(True, "Leads the ward."), number=1)
    assert kept == Proposal(9, True, "Leads the ward. (as decided under criteria 1)")
    again = criteria.propose_again(fresh, earlier=Earlier(True, kept.reason), number=2)
    assert again.reason == "Leads the ward. (as decided under criteria 2)"
    assert criteria.propose_again(fresh, earlier=None, number=1) is fresh
    assert criteria.propose_again(fresh, earlier=Earlier(None, "?"), number=1) is fresh


def test_an_answer_carries_over_only_while_its_question_is_the_same() -> None:
    now = {"key": "senior", "kind": "yes_no", "question": "Do you lead a team?"}
    same = {"other_key": "senior", "other_kind": "yes_no", "other_question": "do you  lead a team?"}
    assert criteria.is_same_question(**now, **same)
    for change in (
        {"other_question": "Can you bring about change?"},
        {"other_key": "leader"},
        {"other_kind": "judgement"},
    ):
        assert not criteria.is_same_question(**now, **{**same, **change})


@pytest.mark.parametrize(
    ("state", "met", "step"),
    [
        (ApplicationState.NOT_ELIGIBLE, [True, True], ApplicationStep.FIND_ELIGIBLE),
        (ApplicationState.ELIGIBLE, [True], ApplicationStep.FIND_ELIGIBLE),
        (ApplicationState.NOT_ELIGIBLE, [True, False], ApplicationStep.FIND_NOT_ELIGIBLE),
        (ApplicationState.NOT_ELIGIBLE, [True, None], ApplicationStep.LOOK_AGAIN),
        (ApplicationState.ELIGIBLE, [False], ApplicationStep.LOOK_AGAIN),
        (ApplicationState.WAITING, [None], ApplicationStep.LOOK_AGAIN),
        (ApplicationState.SUBMITTED, [False], ApplicationStep.LOOK_AGAIN),
    ],
)
def test_a_change_of_criteria_never_newly_says_no_by_itself(
    state: ApplicationState, met: list[bool | None], step: ApplicationStep
) -> None:
    proposals = [Proposal(n, value, "") for n, value in enumerate(met)]
    assert criteria.step_after_change(state, proposals) == step


def test_one_criterion_not_met_is_enough_and_an_unknown_one_stops_a_yes() -> None:
    assert criteria.outcome([True, True]) is True
    assert criteria.outcome([True, False]) is False
    assert criteria.outcome([None, False]) is False
    assert criteria.outcome([]) is True
    with pytest.raises(Refused, match="met or not met for every criterion"):
        criteria.outcome([True, None])
