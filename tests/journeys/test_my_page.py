"""A person's own page: read, changed and left, by mouse, by keyboard and on a small phone."""

import re

from tests.journeys.visitor import Visitor, VisitorMaker

OWN = ("details", "contact", "correct", "forget", "held/details", "held/applications")


def goes_through(asha: Visitor) -> None:
    asha.opens("/my/").sees("On this page").sees("Who looked")
    for page in OWN:
        asha.opens(f"/my/{page}/")
    asha.opens("/my/contact/").fills("Nothing from", "8pm").fills("Until", "8am")
    asha.presses("Save my choices").sees("8pm to 8am")
    asha.presses(re.compile("Pause for 2 weeks")).sees("Paused until")
    asha.presses("Let messages go on").sees("Pause for a while")


def test_a_learner_reads_and_changes_what_is_held(visitor: VisitorMaker) -> None:
    goes_through(visitor().signs_in_as("Asha Bright"))


def test_the_same_without_javascript(visitor: VisitorMaker) -> None:
    goes_through(visitor(javascript=False).signs_in_as("Asha Bright"))
