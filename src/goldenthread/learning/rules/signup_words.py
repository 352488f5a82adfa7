"""How a preview of sign-ups is worded."""

from collections.abc import Sequence
from datetime import datetime

from goldenthread.imports.terms import Remark
from goldenthread.learning.rules.signups import SignUp
from goldenthread.ui.words import day, in_london, listed, plural

NO_ADDRESS = "No email address, so we cannot write to them until you add one."
NO_ORGANISATION = "No organisation, so no group can be mixed with them in mind."
NO_DATES = "No date of this offer, so they cannot be placed until you add one."
LETTERS_LOST = (
    "Letters were lost in this file and show as “?”. Put them right before you write to them."
)
KNOWN = "In the directory already."


def detail(title: str, organisation: str) -> str:
    """Practice nurse, Hollin Road Surgery."""
    return ", ".join(part for part in (title, organisation) if part)


def applied_already(moment: datetime) -> str:
    """Someone whose application is in."""
    return f"Applied for this already, on {day(in_london(moment))}. Nothing changes."


def twice(same_as: int, why: str) -> str:
    """A later line of the same person."""
    return (
        f"Same person as line {same_as}: {why}. What they said later counts; "
        "their place in line is that of the first time."
    )


def nobodys(name: str) -> str:
    """A line that is nobody's."""
    if not name:
        return "There is no name on this line."
    return "Nothing but a name stands on this line. It looks like a note, not a person."


def notes(one: SignUp, *, is_known: bool, organisation: str, has_dates: bool) -> list[str]:
    """What is worth knowing of one person before they are brought in."""
    found = [KNOWN] if is_known else []
    if not one.email:
        found.append(NO_ADDRESS)
    if not organisation:
        found.append(NO_ORGANISATION)
    if not has_dates:
        found.append(NO_DATES)
    if one.unsure:
        found.append(f"Not sure yet of {listed(one.unsure)}.")
    if "?" in one.name or "?" in one.email:
        found.append(LETTERS_LOST)
    return found


def new_organisation(name: str, sector: str, people: int) -> str:
    """An organisation that will be added."""
    under = (
        f" under {sector[0].lower()}{sector[1:]}" if sector[1:2].islower() else f" under {sector}"
    )
    where = under if sector else ""
    return f"{name}: will be added{where} ({plural(people, 'person', 'people')})."


def spellings(name: str, ways: Sequence[str]) -> str:
    """One organisation written in several ways."""
    return f"{name}: written as {listed(f'“{way}”' for way in ways)}."


def remarks(
    *, new: Sequence[str], spelt: Sequence[str], strange: Sequence[str], people: Sequence[SignUp]
) -> tuple[Remark, ...]:
    """What is worth knowing of the whole sheet; nothing of what only facilitators read."""
    found = []
    if new:
        title = f"{plural(len(new), 'organisation')} not in the directory yet"
        found.append(Remark(title, tuple(new)))
    if spelt:
        found.append(Remark("Different spellings taken together", tuple(spelt)))
    if strange:
        found.append(
            Remark(
                "Dates that no group of this offer begins on",
                tuple(f"“{option}” is left out." for option in strange[:20]),
            )
        )
    held = sum(bool(one.hard_note) for one in people)
    if held:
        said = (
            f"{plural(held, 'person', 'people')} said something that only facilitators will read."
        )
        found.append(Remark("Kept for the facilitators", (said, "It is encrypted at once.")))
    return tuple(found)
