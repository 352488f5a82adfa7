"""S3: the year of action learning sets, walked from the offer to the questionnaire's findings."""

import re

from tests.journeys.visitor import VisitorMaker

OFFER = "Action learning sets, year one"


def test_a_coordinator_walks_the_year_from_the_offer_to_the_register(
    visitor: VisitorMaker,
) -> None:
    rowan = visitor().signs_in_as("Rowan Achebe")
    # given an offer whose round is over
    rowan.opens("/offers/").follows(OFFER).sees("23")
    # then its criteria say who widened them, when and why
    rowan.follows(re.compile("Criteria and how they changed"))
    rowan.sees("Works in a senior role").sees("Is a leader, at any grade")
    rowan.sees("Programme team").sees("7 November 2022")
    # and the plan places 23 people in four sets, with nobody waiting
    rowan.opens("/offers/").follows(OFFER).follows(re.compile("Cohorts, plans and places"))
    rowan.sees("Set A").sees("Set D")
    rowan.opens("/plans/1/").sees("Four cohorts, 23 people placed").sees("seed 2022")
    rowan.sees("Only Pinehurst Talking Service")
    # and a set has its members, sessions and registers
    rowan.opens("/cohorts/1/").sees("Set A").follows(re.compile("session", re.I))


def test_a_coordinator_sees_who_was_asked_and_never_who_said_what(
    visitor: VisitorMaker,
) -> None:
    rowan = visitor().signs_in_as("Rowan Achebe")
    rowan.opens("/evaluation/").follows(OFFER).sees("23").sees("10")
    rowan.opens("/evaluation/1/findings/").sees("9 of 10").sees("could plausibly be 6 to 10")
    # free text and the reason for stopping stay with the evaluators
    rowan.does_not_see("We changed how we end a difficult shift")
    rowan.does_not_see("Sickness and workload")


def test_an_evaluator_reads_ten_answers_as_ten_answers(visitor: VisitorMaker) -> None:
    imani = visitor().signs_in_as("Imani Brook")
    imani.opens("/evaluation/1/findings/")
    # the first table of the published report, in its order
    for line in ("9 of 10", "8 of 10", "10 of 10"):
        imani.sees(line)
    imani.sees("What we cannot say").sees("Described")
    imani.sees("What the 13 who did not answer think")
    # fifteen words, the most chosen named
    for word in ("calm", "certain", "challenge", "clarity", "hopeful", "support"):
        imani.sees(word)
    # who was asked, with denominators
    imani.sees("were asked").sees("spoke")
    imani.does_not_see("%")
    imani.pictures("findings")


def test_the_board_sees_no_numbers_without_a_signed_decision(visitor: VisitorMaker) -> None:
    leo = visitor().signs_in_as("Leo Farrant")
    leo.opens("/evaluation/1/findings/")
    leo.does_not_see("9 of 10")
    leo.does_not_see("A quieter corner is being set up")


def test_a_learner_sees_her_own_record_and_who_looked(visitor: VisitorMaker) -> None:
    asha = visitor().signs_in_as("Asha Bright")
    asha.opens("/my/").sees("Asha Bright").sees("Liaison team manager")
    asha.sees("Who looked")
    asha.pictures("my-page")


def test_the_year_can_be_walked_without_javascript(visitor: VisitorMaker) -> None:
    rowan = visitor(javascript=False).signs_in_as("Rowan Achebe")
    rowan.opens("/").opens("/offers/").follows(OFFER)
    for path in ("/offers/1/applications/", "/offers/1/criteria/", "/offers/1/cohorts/"):
        rowan.opens(path)
    for path in ("/plans/1/", "/cohorts/1/", "/sessions/1/", "/sessions/1/register/"):
        rowan.opens(path)
    rowan.opens("/evaluation/1/findings/").sees("9 of 10")
