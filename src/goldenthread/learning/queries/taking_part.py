"""How many people of an organisation take part, for those who look after it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.queries.reach import people_at
from goldenthread.learning.models import Application, Attendance, Membership
from goldenthread.learning.terms import ApplicationState, Mark, OfferState
from goldenthread.methods.disclosure import Audience, Sensitivity, Shown, Step, show_funnel

APPLIED, PLACED, CAME = "Applied", "Have or had a place", "Came to a session"
NOT_SENT = (ApplicationState.STARTED, ApplicationState.WITHDRAWN)


@dataclass(frozen=True)
class TakingPart:
    """One offer: people by step, as this actor may see them. `is_exact`: they see the rows too."""

    offer_id: int
    offer: str
    shown: Shown
    is_exact: bool


def taking_part(actor: Actor, organisation_id: int, *, on: date) -> tuple[TakingPart, ...]:
    """By offer, the newest first. Whoever sees the applications of an offer sees its numbers;
    whoever looks after the organisation sees them as a board would."""
    rows = actor.reach(Permission.APPLICATION_VIEW)
    looks_after = organisation_id in actor.reach(Permission.DIRECTORY_VIEW).ids("organisation")
    if not (rows or looks_after):
        return ()
    steps = _steps(organisation_id, on=on)
    return tuple(
        TakingPart(pk, name, _shown(counts, is_exact=rows.covers("offer", pk)), is_exact)
        for (pk, name), counts in steps.items()
        if (is_exact := rows.covers("offer", pk)) or looks_after
    )


def _shown(counts: dict[str, set[int]], *, is_exact: bool) -> Shown:
    steps = [
        Step(label=label, n=len(people), sensitivity=Sensitivity.SENSITIVE)
        for label, people in counts.items()
    ]
    audience = Audience.PROGRAMME_TEAM if is_exact else Audience.BOARD
    return show_funnel(steps, audience=audience)


def _steps(organisation_id: int, *, on: date) -> dict[tuple[int, str], dict[str, set[int]]]:
    """By offer: who of those with a post there today took which step. Two queries."""
    there = people_at(organisation_id, on=on)
    sent = (
        Application.objects.filter(person__in=there)
        .exclude(state__in=NOT_SENT)
        .exclude(offer__state=OfferState.DRAFT)
        .order_by("-offer_id")
    )
    found: dict[tuple[int, str], dict[str, set[int]]] = {}
    for offer_id, name, person_id in sent.values_list("offer_id", "offer__name", "person_id"):
        of = found.setdefault((offer_id, name), {APPLIED: set(), PLACED: set(), CAME: set()})
        of[APPLIED].add(person_id or 0)
    by_id = {offer_id: of for (offer_id, _), of in found.items()}
    came = Attendance.objects.filter(
        person_id=OuterRef("person_id"),
        mark__in=(Mark.WHOLE, Mark.PART),
        session__cohort__offer_id=OuterRef("cohort__offer_id"),
    )
    members = Membership.objects.filter(person__in=there, cohort__offer__in=by_id)
    rows = members.annotate(came=Exists(came))
    for offer_id, person_id, has_come in rows.values_list("cohort__offer_id", "person_id", "came"):
        by_id[offer_id][PLACED].add(person_id)
        if has_come:
            by_id[offer_id][CAME].add(person_id)
    return found
