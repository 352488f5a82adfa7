"""The place behind a personal link, for whoever holds it."""

from dataclasses import dataclass

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory.queries import name_of
from goldenthread.learning.models import Application, PlaceOffer
from goldenthread.learning.terms import PlaceState

LINK = "application"


@dataclass(frozen=True)
class Holder:
    """Whoever holds the link; `place_id` is their newest place, 0 when there never was one."""

    actor: Actor
    slug: str
    token: str
    place_id: int


def holder_of(token: str) -> Holder:
    """The holder of this link, or OutOfReach: a wrong link and no link look the same."""
    head = token.partition("-")[0]
    known = head.isascii() and head.isdigit() and len(head) < 19
    row = (
        Application.objects.select_related("offer").filter(pk=int(head)).first() if known else None
    )
    if row is None or vault.subject_of_token(LINK, token, nonce=row.nonce) != row.pk:
        raise OutOfReach("no such link")
    newest = PlaceOffer.objects.filter(application=row).order_by("-pk")
    open_ = newest.filter(state=PlaceState.OFFERED)
    place_id = (
        open_.values_list("pk", flat=True).first() or newest.values_list("pk", flat=True).first()
    )
    return Holder(
        actor=Actor.link(subject=f"{LINK}:{row.pk}"),
        slug=row.offer.slug,
        token=token,
        place_id=place_id or 0,
    )


@dataclass(frozen=True)
class PlaceToTakeBack:
    """One open place, for the confirm page."""

    id: int
    offer_id: int
    name: str
    cohort: str


def place_to_take_back(actor: Actor, offer_id: int, place_id: int) -> PlaceToTakeBack:
    """An open place of this offer, for those who offer places."""
    actor.must_reach(Permission.PLACE_OFFER, "offer", offer_id)
    row = (
        PlaceOffer.objects.select_related("application", "cohort")
        .filter(pk=place_id, application__offer_id=offer_id, state=PlaceState.OFFERED)
        .first()
    )
    if row is None:
        raise OutOfReach(f"place {place_id}")
    return PlaceToTakeBack(
        row.pk, offer_id, name_of(row.application.person_id or 0), row.cohort.name
    )
