"""Before forming cohorts, in words; and the pairs kept apart."""

from dataclasses import dataclass

from goldenthread.learning.forms.cohorts import APART_WORDS
from goldenthread.learning.pages.plans import PlanLine, plan_lines
from goldenthread.learning.queries.readiness import Apart, Readiness
from goldenthread.ui.words import counted, listed, plural


@dataclass(frozen=True)
class FormingPage:
    """What forming would start from, and what to know before."""

    offer_id: int
    offer: str
    heading: str
    can_form: bool
    button: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    running_job: int | None
    plans: tuple[PlanLine, ...]


def forming_page(found: Readiness) -> FormingPage:
    """The answer in the heading."""
    people = plural(found.people, "person", "people")
    can_form = bool(found.people and found.cohorts)
    return FormingPage(
        offer_id=found.offer_id,
        offer=found.offer,
        heading=f"{counted(found.people, 'person', 'people')} for {plural(found.seats, 'seat')}"
        if found.people
        else "Nobody to place yet",
        can_form=can_form and found.running_job is None,
        button=f"Form {plural(found.cohorts, 'cohort')} from {people}",
        facts=_facts(found),
        notes=tuple(_notes(found)),
        running_job=found.running_job,
        plans=plan_lines(found.plans),
    )


def _facts(found: Readiness) -> tuple[tuple[str, str], ...]:
    apart = plural(found.apart_known + found.apart_named, "pair")
    drawn = f"{found.drawn} of {found.people}"
    if found.last_seed is not None:
        drawn += f", seed {found.last_seed}"
    return (
        ("Cohorts to fill", str(found.cohorts)),
        ("Have a place already", str(found.settled)),
        ("Kept apart", apart),
        ("Drawn by lot", drawn),
    )


def _notes(found: Readiness) -> list[str]:
    said = []
    if not found.cohorts:
        said.append("There is no cohort to fill. Add one with its dates first.")
    if found.to_screen:
        said.append(
            f"{counted(found.to_screen, 'application is', 'applications are')} not screened yet, so"
            " not in the draw."
        )
    if found.nowhere:
        names = listed([*found.nowhere[:4], *_more(len(found.nowhere) - 4)])
        said.append(f"No date suits {names}. They will be on the waiting list.")
    if found.moved_unlocked:
        said.append(
            f"{counted(found.moved_unlocked, 'person', 'people')} you moved by hand"
            f" {'is' if found.moved_unlocked == 1 else 'are'} not locked and may be moved again."
        )
    if found.locked:
        said.append(f"{counted(found.locked, 'person is', 'people are')} locked and will stay.")
    return said


def _more(count: int) -> list[str]:
    return [f"{count} more"] if count > 0 else []


@dataclass(frozen=True)
class PairLine:
    """One pair kept apart."""

    id: int
    words: str
    reason: str


@dataclass(frozen=True)
class ApartPage:
    """The pairs of an offer."""

    offer_id: int
    offer: str
    pairs: tuple[PairLine, ...]
    has_people: bool


def apart_page(found: Apart) -> ApartPage:
    """Names and a kind of reason."""
    return ApartPage(
        offer_id=found.offer_id,
        offer=found.offer,
        pairs=tuple(
            PairLine(pair.id, listed(pair.names), APART_WORDS[pair.reason]) for pair in found.pairs
        ),
        has_people=len(found.people) > 1,
    )
