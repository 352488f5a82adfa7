"""The list of applications, in words."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.learning.pages.offers import APPLICATION_TONES
from goldenthread.learning.queries.applications import ApplicationRow, ApplicationsPage
from goldenthread.learning.queries.offers import OfferCard
from goldenthread.learning.rules import applications as rules
from goldenthread.learning.terms import ApplicationState
from goldenthread.ui.downloads import DOWNLOADS
from goldenthread.ui.words import plural, short_day


@dataclass(frozen=True)
class Filter:
    """A way to narrow the list."""

    label: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Line:
    """One application in the list."""

    name: str
    href: str
    letter: str
    sector: str
    organisation: str
    to_match: tuple[str, ...]
    came: str
    state: str
    tone: str


@dataclass(frozen=True)
class ListPage:
    """The applications of an offer."""

    offer: OfferCard
    heading: str
    filters: tuple[Filter, ...]
    lines: tuple[Line, ...]
    found: ApplicationsPage
    address: str
    downloads: tuple[tuple[str, str], ...]
    clear: int
    clear_words: str
    next_href: str
    by_hand: int


def _letter_of(row: ApplicationRow) -> str:
    return row.sector_letter.lower() if row.sector_letter in "PEAMC" else ""


def _to_match(row: ApplicationRow) -> tuple[str, ...]:
    """What they wrote that is not connected to the directory yet; while it still counts."""
    if row.state not in rules.MAY_CHANGE_DATES:
        return ()
    organisation = () if row.is_organisation_known else ("Organisation to match",)
    return organisation if row.is_manager_known else (*organisation, "Line manager to match")


def _line(row: ApplicationRow) -> Line:
    state = row.state_name
    if row.state == ApplicationState.SUBMITTED:
        state = "Clearly meets them" if row.is_clear else "Needs reading"
    return Line(
        name=row.name,
        href=reverse("learning:application_show", args=(row.id,)),
        letter=_letter_of(row).upper(),
        sector=row.sector,
        organisation=row.organisation,
        to_match=_to_match(row),
        came=short_day(row.submitted_at),
        state=state,
        tone="" if row.is_clear else APPLICATION_TONES.get(row.state, "quiet"),
    )


def _filters(
    base: str, counts: Counter[ApplicationState], current: ApplicationState | None
) -> tuple[Filter, ...]:
    found = [Filter(f"All {counts.total()}", base, current is None)]
    for state in ApplicationState:
        if counts[state] or state == current:
            label = f"{rules.STATE_NAMES[state]} {counts[state]}"
            found.append(Filter(label, f"{base}?state={state.value}", state == current))
    return tuple(found)


def list_page(
    actor: Actor,
    offer: OfferCard,
    found: ApplicationsPage,
    *,
    state: ApplicationState | None,
    clear: int,
) -> ListPage:
    """The list as it is filtered, and what can be done with one button."""
    base = reverse("learning:application_list", args=(offer.id,))
    query = f"state={state.value}&" if state else ""
    export = reverse("learning:application_export", args=(offer.id, "KIND"))
    may_screen = actor.may_reach(Permission.APPLICATION_SCREEN, "offer", offer.id)
    counts = offer.counts
    waiting = counts[ApplicationState.SUBMITTED]
    return ListPage(
        offer=offer,
        heading=_heading(waiting, counts.total()),
        filters=_filters(base, counts, state),
        lines=tuple(_line(row) for row in found.rows),
        found=found,
        address=f"?{query}page=",
        downloads=tuple(
            (label, export.replace("KIND", kind) + (f"?{query[:-1]}" if query else ""))
            for kind, label in DOWNLOADS
        ),
        clear=clear if may_screen else 0,
        clear_words=f"Confirm {clear} that clearly meet{'s' if clear == 1 else ''} the criteria",
        next_href=reverse("learning:screening_next", args=(offer.id,))
        if may_screen and waiting > clear
        else "",
        by_hand=waiting - clear,
    )


def _heading(waiting: int, total: int) -> str:
    if waiting:
        return f"{plural(waiting, 'application')} to screen"
    return f"{plural(total, 'application')}, all screened" if total else "No applications yet"
