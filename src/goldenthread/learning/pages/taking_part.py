"""Who takes part from an organisation, in words and never in names."""

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Role
from goldenthread.directory.queries import organisations
from goldenthread.learning.queries.taking_part import TakingPart, taking_part
from goldenthread.methods.disclosure import ShownCell
from goldenthread.ui.slots import Panel

FEW = "fewer than 5"
GUARDED = (
    "These are numbers and never names. Where fewer than 5 people would show, the number is left "
    "out; numbers that lie close together are shown as a range."
)
LEADS = (Role.ORGANISATION_LEAD, Role.CHAMPION, Role.PLACE_LEAD)
MOST_NAMED = 6


def organisation_panel(actor: Actor, organisation_id: int) -> Panel | None:
    """For the page of an organisation."""
    sees = actor.may(Permission.APPLICATION_VIEW) or actor.may(Permission.DIRECTORY_VIEW)
    if not sees:
        return None
    found = taking_part(actor, organisation_id, on=timezone.localdate())
    is_lead = any(actor.has_role(role) for role in LEADS)
    if not found and not is_lead:
        return None
    context = {
        "rows": [(one.offer, *_cells(one)) for one in found],
        "note": "" if all(one.is_exact for one in found) else GUARDED,
    }
    return Panel("learning/_panel_taking_part.jinja", context, position=20)


def _cells(one: TakingPart) -> tuple[str, ...]:
    return tuple(_words(cell) for cell in one.shown.cells)


def _words(cell: ShownCell) -> str:
    if cell.hidden:
        return FEW
    return str(cell.value) if cell.value is not None else f"{cell.low} to {cell.high}"


def own_organisations_panel(actor: Actor, subject_id: int) -> Panel | None:
    """For the home page of those who look after an organisation or a place."""
    if not any(actor.has_role(role) for role in LEADS):
        return None
    reach = actor.reach(Permission.DIRECTORY_VIEW).ids("organisation")
    own = [(row.id, row.name) for row in organisations(actor) if row.id in reach]
    if not own:
        return None
    context = {"own": own[:MOST_NAMED], "more": len(own) - MOST_NAMED}
    return Panel("learning/_panel_own_organisations.jinja", context, position=10)
