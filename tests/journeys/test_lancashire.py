"""S1: from a sheet of sign-ups to findings, through the screens, with nothing prepared."""

import re

import pytest

from tests.journeys.visitor import Visitor, VisitorMaker

NAME = "Responding to self-harm with compassion"


def brings_in_sign_ups(rowan: Visitor) -> None:
    rowan.opens("/imports/").follows("Choose a file")
    rowan.page.locator("input[type=file]").set_input_files(rowan.site.folder / "sign-ups.xlsx")
    rowan.page.locator("select").first.select_option(label=NAME)
    rowan.presses("Read the file").presses("Look over 145 lines")
    # the preview says what each line would become, and names who is there twice
    rowan.sees("140 applications to bring in").sees("Nothing is written yet")
    rowan.opens("/offers/2/applications/").sees("No applications yet")
    rowan.opens("/imports/1/").sees("There already 5")
    rowan.presses_or_follows("Bring in 140 applications").presses("Bring in 140 applications")
    rowan.waits_for(re.compile("result|applications", re.I))


def screens(rowan: Visitor) -> None:
    rowan.opens("/").sees("Screen 140 applications")
    rowan.opens("/offers/2/applications/")
    rowan.presses("Confirm 135 that clearly meet the criteria").sees("135 applications confirmed")


def forms_cohorts(rowan: Visitor) -> None:
    rowan.opens("/offers/2/plans/").sees("135 people for 104 seats")
    rowan.presses(re.compile("Form 4 cohorts")).waits_for("See the result")
    rowan.follows("See the result").sees("Four cohorts, 104 people placed")
    rowan.sees("31 people").sees("All constraints met")
    if rowan.has_scripts:
        rowan.pictures("cohort-board")
    # someone's placement and someone's wait are explained
    rowan.page.locator("summary", has_text="Why").first.click()
    rowan.follows("Offer 104 places").sees("31 people hear that they are on the waiting list")
    rowan.presses("Offer 104 places").sees("104 places are offered")


def people_reply(rowan: Visitor) -> None:
    rowan.opens("/demo/").presses("Let people reply").sees("took their place")


def takes_the_register(marit: Visitor) -> None:
    marit.opens("/demo/").follows("Open the register").sees("0 of 26 marked")
    if marit.has_scripts:
        marit.pictures("session-register")
    marit.page.get_by_role("button", name=re.compile("Mark the other 26")).click()
    marit.page.wait_for_load_state()
    marit.presses("Finish").sees("The register is closed")


def answers(person: Visitor) -> None:
    person.opens("/demo/").waits_for(re.compile("Open one person")).follows(
        re.compile("Open one person")
    )
    person.sees("Why we ask").sees("If any of this is hard")
    if person.has_scripts:
        person.presses("Start the questions").sees("Question 1 of 17").pictures("questionnaire")
        person.follows("See all questions on one page")
    person.sees("Skip this question")
    for label in ("Some", "Quite a lot"):
        person.page.get_by_label(label, exact=True).first.check(force=True)
    person.presses("Check your answers").presses(re.compile("Send"))
    person.sees(re.compile("Thank you"))


def sees_findings(imani: Visitor) -> None:
    imani.opens("/demo/").presses("Let the others answer").sees("answered")
    imani.presses("Sign in as Imani Brook")
    imani.opens("/evaluation/2/findings/").sees("What we cannot say").sees("Described")
    imani.does_not_see("%")


@pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(True, id="scripts"),
        pytest.param(False, id="no-scripts", marks=pytest.mark.smoke),
    ],
)
def test_a_visitor_goes_from_sign_ups_to_findings(
    newcomer: VisitorMaker, *, javascript: bool
) -> None:
    rowan = newcomer(javascript=javascript).signs_in_as("Rowan Achebe")
    brings_in_sign_ups(rowan)
    screens(rowan)
    forms_cohorts(rowan)
    people_reply(rowan)
    takes_the_register(newcomer(javascript=javascript).signs_in_as("Marit Solheim"))
    answers(newcomer(javascript=javascript))
    sees_findings(newcomer(javascript=javascript))


def test_someone_applies_on_a_phone_without_an_account_or_javascript(
    visitor: VisitorMaker,
) -> None:
    imogen = visitor(javascript=False, width=375)
    imogen.opens("/apply/responding-to-self-harm/").sees("Before you read on")
    imogen.presses_or_follows("Start to apply").sees("Step 1 of 7").sees("Why we ask")
    imogen.fills("Your name", "Imogen Field").fills("Email address", "imogen@example.org")
    imogen.presses("Save and go on").fills("Where you work", "Eldmere Primary Care")
    # everything typed survives: the link brings back what was kept
    link = imogen.page.url
    imogen.presses("Save and go on")
    imogen.page.goto(link)
    imogen.page.wait_for_load_state()
    assert imogen.page.get_by_label("Where you work").input_value() == "Eldmere Primary Care"
    imogen.presses("Save and go on")
    for _ in range(6):
        if imogen.page.get_by_role("button", name=re.compile("Send")).count():
            break
        imogen.presses("Save and go on")
    imogen.presses(re.compile("Send")).sees(re.compile("Thank you|received|with us"))
    # and the way out is always there
    assert imogen.page.get_by_role("link", name="Leave this page").count() == 1
