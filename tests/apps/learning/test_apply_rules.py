"""What may happen to an application, and what has to be known to send one."""

import pytest

from goldenthread.access.terms import Refused
from goldenthread.learning.rules import applications
from goldenthread.learning.rules.applications import ApplicationDetails
from goldenthread.learning.terms import ApplicationState, ApplicationStep


def test_the_table_of_application_states_is_total() -> None:
    assert set(applications.TABLE) == set(ApplicationStep)
    for step, row in applications.TABLE.items():
        assert set(row) == set(ApplicationState), step
    assert set(applications.WHERE_IT_STANDS) == set(ApplicationState)
    assert set(applications.STATE_NAMES) == set(ApplicationState)


def test_every_step_either_leads_somewhere_or_says_where_the_application_stands() -> None:
    for step in ApplicationStep:
        for state in ApplicationState:
            if applications.may(state, step):
                assert isinstance(applications.next_state(state, step), ApplicationState)
            else:
                with pytest.raises(Refused):
                    applications.next_state(state, step)


def test_anyone_may_withdraw_at_any_time_and_only_once() -> None:
    for state in set(ApplicationState) - {ApplicationState.WITHDRAWN}:
        assert applications.may(state, ApplicationStep.WITHDRAW)
    with pytest.raises(Refused, match="was withdrawn"):
        applications.next_state(ApplicationState.WITHDRAWN, ApplicationStep.WITHDRAW)


def test_a_place_once_offered_or_given_is_not_screened_away() -> None:
    for state in (ApplicationState.OFFERED, ApplicationState.PLACED):
        assert state not in applications.CAN_BE_SCREENED_AGAIN
        with pytest.raises(Refused, match="kept"):
            applications.next_state(state, ApplicationStep.FIND_NOT_ELIGIBLE)
    for state in applications.CAN_BE_SCREENED_AGAIN:
        for step in (
            ApplicationStep.FIND_ELIGIBLE,
            ApplicationStep.FIND_NOT_ELIGIBLE,
            ApplicationStep.LOOK_AGAIN,
        ):
            assert applications.may(state, step)


def test_a_person_on_the_waiting_list_keeps_their_turn_when_found_eligible_again() -> None:
    after = applications.next_state(ApplicationState.WAITING, ApplicationStep.FIND_ELIGIBLE)
    assert after == ApplicationState.WAITING


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "what to call you"),
        ({"email": ""}, "an email address or a phone number"),
        ({"organisation": ""}, "each group can mix organisations"),
    ],
)
def test_only_three_things_are_needed_and_each_says_why(
    change: dict[str, str], sentence: str
) -> None:
    given = {"name": "Ines Fenn", "organisation": "Hollin House", "email": "ines@example.org"}
    with pytest.raises(Refused, match=sentence):
        applications.must_be_reachable(ApplicationDetails(**{**given, **change}))


def test_a_phone_number_is_as_good_as_an_email_address() -> None:
    applications.must_be_reachable(
        ApplicationDetails(name="Ines", organisation="Hollin House", phone="01632 960 118")
    )


def test_the_note_for_the_facilitator_is_never_printed_with_the_rest() -> None:
    details = ApplicationDetails(name="Ines", organisation="Hollin", hard_note="A hard anniversary")
    assert "anniversary" not in repr(details)


def test_the_second_of_two_people_screening_is_told_calmly() -> None:
    with pytest.raises(Refused, match="Rowan Achebe screened this application on"):
        applications.must_not_be_screened_since(
            seen_id=4, latest_id=5, who="Rowan Achebe", when="Tuesday 3 March 2026, 9:30am"
        )
    with pytest.raises(Refused, match="Someone else"):
        applications.must_not_be_screened_since(seen_id=None, latest_id=5, who="", when="today")
    applications.must_not_be_screened_since(seen_id=5, latest_id=5, who="", when="")
    applications.must_not_be_screened_since(seen_id=None, latest_id=None, who="", when="")


def test_nobody_is_told_no_without_a_sentence() -> None:
    with pytest.raises(Refused, match="a sentence that the person will read"):
        applications.must_say_why(is_eligible=False, sentence="  ")
    applications.must_say_why(is_eligible=True, sentence="")
    applications.must_say_why(is_eligible=False, sentence="This round is for leaders.")


@pytest.mark.parametrize("state", sorted(set(ApplicationState) - {ApplicationState.WITHDRAWN}))
def test_what_withdrawing_does_is_said_before_it_is_done(state: ApplicationState) -> None:
    said = applications.consequences_of_withdrawing(state, is_paired=False)
    assert len(said) >= 2
    asked = applications.consequences_of_withdrawing(state, is_paired=True)
    assert any("asked any questions" in line for line in asked) is (
        state != ApplicationState.STARTED
    )
