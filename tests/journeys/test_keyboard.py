"""The two pages people use most, by keyboard alone: nothing in here may touch a mouse."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.keyboard import HAS_FOCUS, Keyboard
from tests.journeys.visitor import Visitor, VisitorMaker

SAID = {
    "About likert": "Agree",
    "About single": "Skipped",
    "About multiple": "Yes",
    "About short text": "A quiet room",
    "About long text": "More time together.",
    "About three words": "calm and hopeful",
    "About number": "12",
    "About date": "Skipped",
}
MARKS = ("Whole", "Part", "Not able to attend")


def shown(person: Visitor) -> Locator:
    """The one question in sight."""
    found = person.page.locator("[data-question]:visible")
    expect(found).to_have_count(1)
    return found


def is_asked(person: Visitor, number: int, wording: str) -> None:
    """One question is in sight, says where it stands, and has the focus at its heading."""
    person.sees(f"Question {number} of 8")
    heading = shown(person).get_by_role("heading")
    expect(heading).to_have_text(f"{number}. {wording}")
    assert heading.evaluate(HAS_FOCUS), f"{person.page.url}: the focus is not at the question"


def answers_the_first_half(person: Visitor, keys: Keyboard) -> None:
    keys.presses("Start the questions")
    is_asked(person, 1, "About likert")
    person.looks()
    keys.chooses("Agree", shown(person)).presses("Next")
    is_asked(person, 2, "About single")
    keys.presses("Skip this question")
    is_asked(person, 3, "About multiple")
    keys.ticks(shown(person).get_by_label("Yes", exact=True)).presses("Next")
    is_asked(person, 4, "About short text")
    # the browser's own Back leads one question back, with its answer, and Forward on again
    person.page.go_back()
    is_asked(person, 3, "About multiple")
    expect(shown(person).get_by_label("Yes", exact=True)).to_be_checked()
    person.page.go_forward()
    keys.types("A quiet room", shown(person).get_by_role("textbox"))
    person.page.keyboard.press("Enter")
    is_asked(person, 5, "About long text")
    keys.types("More time together.", shown(person).get_by_role("textbox"))
    with person.page.expect_response(lambda answer: answer.url.endswith("/save/")):
        keys.presses("Back")
    is_asked(person, 4, "About short text")


def answers_the_second_half(person: Visitor, keys: Keyboard) -> None:
    keys.types("calm", shown(person).get_by_label("First word"))
    keys.types("hopeful", shown(person).get_by_label("Second word"))
    keys.presses("Next")
    is_asked(person, 7, "About number")
    keys.types("ten", shown(person).get_by_role("textbox")).presses("Next")
    is_asked(person, 8, "About date")
    keys.presses("Skip this question")
    # what cannot be read comes back beside its question, with the words that were typed
    person.sees("Question 7: Enter a whole number, like 12.").sees("Question 7 of 8")
    person.looks()
    keys.tabs_to(person.page.get_by_role("link", name=re.compile("Question 7:")))
    person.page.keyboard.press("Enter")
    expect(shown(person).get_by_role("textbox")).to_be_focused()
    person.page.keyboard.press("Control+A")
    person.page.keyboard.type("12")


def test_a_questionnaire_is_answered_by_keyboard_alone(
    visitor: VisitorMaker, given: dict[str, str]
) -> None:
    person = visitor(width=320)
    keys = Keyboard(person.page)
    person.opens(given["questions"]).sees("Before you go on").sees("8 questions")
    answers_the_first_half(person, keys)
    # coming back by the link leads to the first question that was not reached yet
    person.opens(given["questions"]).sees("Question 6 of 8")
    answers_the_second_half(person, keys)
    keys.presses("Check your answers")
    person.sees("Before you send").looks()
    expect(person.page.locator(".said-list > div")).to_have_count(len(SAID))
    keys.presses("Send my answers")
    person.sees("Thank you. Your answers are in.").looks()
    # what was saved is what was said
    keys.follows("See your answers")
    for number, (wording, said) in enumerate(SAID.items(), start=1):
        row = person.page.locator(".said-list > div").nth(number - 1)
        expect(row.locator("dt")).to_have_text(f"{number}. {wording}")
        expect(row.locator("dd").first).to_have_text(said)


def test_leaving_at_once_leaves_no_question_behind_the_back_button(
    visitor: VisitorMaker, given: dict[str, str]
) -> None:
    person = visitor()
    keys = Keyboard(person.page)
    somewhere_else = {"body": "<title>Somewhere else</title>", "content_type": "text/html"}
    person.page.route(re.compile("^https:"), lambda route: route.fulfill(**somewhere_else))
    person.page.goto(f"{person.site.address}/help/")
    person.page.goto(person.site.address + given["other_questions"])
    keys.presses("Start the questions").presses("Next").presses("Next")
    is_asked(person, 3, "About multiple")
    for _ in range(3):
        person.page.keyboard.press("Shift")
    expect(person.page).to_have_title("Somewhere else")
    person.page.go_back()
    expect(person.page).to_have_url(f"{person.site.address}/help/")


def test_a_register_is_taken_by_keyboard_alone(
    visitor: VisitorMaker, given: dict[str, str]
) -> None:
    marit = visitor(width=320)
    keys = Keyboard(marit.page)
    marit.opens("/demo/")
    keys.presses("Sign in as Marit Solheim")
    expect(marit.page).to_have_url(f"{marit.site.address}/")
    marit.opens(given["register"]).sees("0 of 4 marked")
    people = marit.page.locator("fieldset.seg")
    for number, mark in enumerate(MARKS):
        keys.chooses(mark, people.nth(number))
        expect(marit.page.locator("[data-person]").nth(number)).to_have_class("kept")
    marit.sees("3 of 4 marked")
    keys.presses(re.compile("Mark the other 1"))
    expect(marit.page.locator("[data-person].kept")).to_have_count(4)
    marit.sees("4 of 4 marked")
    keys.presses("Finish")
    marit.sees("The register is closed")
    # what was saved is what was marked
    marit.opens(given["register"]).sees("4 of 4 marked").sees("Closed on")
    for number, mark in enumerate((*MARKS, "Whole")):
        expect(people.nth(number).get_by_label(mark, exact=True)).to_be_checked()
