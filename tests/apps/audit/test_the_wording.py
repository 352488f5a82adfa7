"""Whatever the record holds is said in plain words."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import goldenthread
from goldenthread.audit import pages
from goldenthread.audit.pages.wording import WORDS
from goldenthread.audit.terms import Entry
from goldenthread.evaluation.terms import InvitationState
from goldenthread.learning.terms import OfferStep, PlaceState

SOURCE = Path(goldenthread.__file__).parent
DOTTED = re.compile(r"[a-z_]+\.[a-z_]+")
# Acts named after a state: how the code writes them, and what they come out as.
FAMILIES = {
    "offer.{}": list(OfferStep),
    "place.{}": list(PlaceState),
    "wave.{}": [InvitationState.CLOSED, InvitationState.CANCELLED],
    "{}.taken_back": [
        *("person", "organisation", "post", "adjustment", "reporting_line"),
        *("organisation_name", "identifier", "attendance"),
    ],
    "{}.changed_back": ["person", "post", "organisation", "identifier", "reporting_line"],
}
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def calls_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node


def called(call: ast.Call) -> str:
    """The name of what is called, without what stands before the dot."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def texts_given(call: ast.Call) -> Iterator[str]:
    """Every text handed over as the act or the page, whatever the choice depends on."""
    named = [k.value for k in call.keywords if k.arg in {"action", "page"}]
    for value in (*call.args, *named):
        for part in ast.walk(value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def actions_in_code() -> set[str]:
    """Every text given as `action` or `page` to the record, anywhere in the source."""
    return {
        text
        for path in SOURCE.rglob("*.py")
        for call in calls_in(path)
        if "record" in called(call)
        for text in texts_given(call)
        if DOTTED.fullmatch(text)
    }


def families_in_code() -> set[str]:
    """Every act that is put together from a state, with {} for the state."""
    return {
        "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in text.values)
        for path in SOURCE.rglob("*.py")
        for call in calls_in(path)
        if "record" in called(call)
        for keyword in call.keywords
        if keyword.arg in {"action", "page"}
        for text in ast.walk(keyword.value)
        if isinstance(text, ast.JoinedStr)
    }


def test_every_act_and_look_in_the_code_has_a_sentence() -> None:
    """Missing one? Add it to `audit/pages/wording.py`: what was done, and why one does that."""
    assert sorted(actions_in_code() - WORDS.keys()) == []


def test_acts_named_after_a_state_have_a_sentence_for_each_state() -> None:
    assert families_in_code() == FAMILIES.keys()
    every = {family.format(state) for family, states in FAMILIES.items() for state in states}
    assert sorted(every - WORDS.keys()) == []


def test_sentences_are_short_and_say_neither_user_nor_subject() -> None:
    for wording in WORDS.values():
        said = f"{wording.what} {wording.why}".lower()
        assert len(wording.what) <= 60
        assert not {"user", "subject", "failed", "invalid"} & set(said.split())


def entry(**more: object) -> Entry:
    facts = {
        "at": NOON,
        "actor_kind": "user",
        "actor_id": "4",
        "action": "grant.given",
        "subject_kind": "user",
        "subject_id": "7",
        "is_view": False,
    }
    return Entry(**{**facts, **more})


def line(**more: object) -> pages.EntryLine:
    (made,) = pages.lines([entry(**more)], names={"4": "Robin Field"}, you="9")
    return made


def test_a_line_says_who_what_and_why() -> None:
    made = line()
    assert (made.who, made.what, made.about) == ("Robin Field", "Gave a role", "Account 7")
    assert made.why == "So that the person can do their part"


def test_a_line_names_the_person_it_concerns_by_number() -> None:
    assert line(person_id=5).about == "Account 7, person 5"
    assert line(subject_kind="person", subject_id="5", person_id=5).about == "Person 5"


def test_ones_own_acts_are_said_as_you() -> None:
    assert line(actor_id="9").who == "You"


def test_on_ones_own_page_a_personal_link_was_ones_own() -> None:
    (made,) = pages.lines([entry(actor_kind="link", actor_id="place:3")], names={}, is_own=True)
    assert made.who == "You, by your personal link"


def test_whoever_has_no_name_is_still_said() -> None:
    assert line(actor_id="5").who == "Someone whose account is closed"
    assert line(actor_kind="system", actor_id="").who == "Golden Thread, by itself"
    assert line(actor_kind="link", actor_id="invitation:42").who == "The holder of a personal link"
    assert line(actor_kind="anonymous", actor_id="").who == "Someone who had not signed in"
    assert line(actor_kind="robot", actor_id="").who == "robot"


def test_an_act_without_a_sentence_is_said_plainly() -> None:
    assert line(action="tea_round.held").what == "Tea round, held"
    assert line(action="tea.list", is_view=True).what == "Looked at: tea, list"
    assert line(subject_kind="tea_round", subject_id="2").about == "tea round 2"
