"""What a grant over a place or an organisation reaches."""

from goldenthread.access.scopes import Ids, register
from goldenthread.access.terms import ScopeKind
from goldenthread.directory.models import Organisation, Place


def _with_children(model: type[Place] | type[Organisation], ids: Ids) -> Ids:
    """These, as far as they exist, and everything nested in them, at any depth."""
    pairs = dict(model._default_manager.values_list("pk", "parent_id"))
    found = {i for i in ids if i in pairs}
    grown = True
    while grown:
        more = {child for child, parent in pairs.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def of_places(ids: Ids) -> dict[str, Ids]:
    """Nested places, and the organisations in them."""
    places = _with_children(Place, ids)
    inside = Organisation.objects.filter(place_id__in=places).values_list("pk", flat=True)
    return {"place": places, "organisation": frozenset(inside)}


def of_organisations(ids: Ids) -> dict[str, Ids]:
    """The organisations and their parts."""
    return {"organisation": _with_children(Organisation, ids)}


def register_scopes() -> None:
    """Called once at start."""
    register(ScopeKind.PLACE, of_places)
    register(ScopeKind.ORGANISATION, of_organisations)
