"""What happened to an offer, from the record, with names as far as the reader may know them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import queries as audit
from goldenthread.audit.terms import Entry
from goldenthread.directory.models import Person
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    Offer,
    PlaceOffer,
    Session,
)
from goldenthread.learning.rules.history import Part, phrases


@dataclass(frozen=True)
class Happened:
    """One act: when, by whom (a name, or what kind of actor), and what it was about.

    A name the reader may not know is empty.
    """

    at: datetime
    actor_kind: str
    who: str
    action: str
    person: str
    cohort: str
    session: str
    cohort_id: int | None


@dataclass(frozen=True)
class History:
    """A page of what happened, newest first, and where the older acts begin."""

    offer_id: int
    offer: str
    lines: tuple[Happened, ...]
    older_before: int | None
    person_ids: tuple[int, ...]


def history(
    actor: Actor, offer_id: int, *, part: Part | None, before: int | None, size: int = 50
) -> History:
    """For whoever plans the offer; people are named for those who may see who applied."""
    actor.must_reach(Permission.OFFER_EDIT, "offer", offer_id)
    name = Offer.objects.filter(pk=offer_id).values_list("name", flat=True).first()
    if name is None:
        raise OutOfReach(f"offer {offer_id}")
    found = audit.history(_subjects(offer_id), actions=phrases(part), before=before, size=size)
    names_people = actor.may_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    lines = _named(found.entries, names_people=names_people)
    shown = {one.person_id for one in found.entries if one.person_id} if names_people else ()
    return History(offer_id, name, lines, found.older_before, tuple(sorted(shown)))


def _subjects(offer_id: int) -> dict[str, Iterable[object] | QuerySet[Any]]:
    """Everything of the offer that acts are about, as the record writes ids."""
    return {
        "offer": [str(offer_id)],
        "application": _ids(Application.objects.filter(offer=offer_id)),
        "place_offer": _ids(PlaceOffer.objects.filter(application__offer=offer_id)),
        "plan": _ids(CohortPlan.objects.filter(offer=offer_id)),
        "cohort": _ids(Cohort.objects.filter(offer=offer_id)),
        "session": _ids(Session.objects.filter(cohort__offer=offer_id)),
    }


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().annotate(as_text=Cast("pk", CharField()))
    return found.values("as_text")


def _named(entries: Sequence[Entry], *, names_people: bool) -> tuple[Happened, ...]:
    users = access.names_of({one.actor_id for one in entries if one.actor_kind == "user"})
    person_ids = {one.person_id for one in entries if one.person_id and names_people}
    people = dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))
    sessions = {
        str(pk): (number, cohort_id)
        for pk, number, cohort_id in Session.objects.filter(
            pk__in=_about(entries, "session")
        ).values_list("pk", "number", "cohort_id")
    }
    cohort_ids = {int(pk) for pk in _about(entries, "cohort")}
    cohort_ids |= {cohort_id for _, cohort_id in sessions.values()}
    cohorts = dict(Cohort.objects.filter(pk__in=cohort_ids).values_list("pk", "name"))
    return tuple(
        _happened(one, users, people, sessions=sessions, cohorts=cohorts) for one in entries
    )


def _about(entries: Sequence[Entry], kind: str) -> set[str]:
    return {one.subject_id for one in entries if one.subject_kind == kind}


def _happened(
    one: Entry,
    users: dict[str, str],
    people: dict[int, str],
    *,
    sessions: dict[str, tuple[int, int]],
    cohorts: dict[int, str],
) -> Happened:
    number, cohort_id = sessions.get(one.subject_id, (0, 0)) if _is(one, "session") else (0, 0)
    if _is(one, "cohort"):
        cohort_id = int(one.subject_id)
    cohort = cohorts.get(cohort_id, "")
    return Happened(
        at=one.at,
        actor_kind=one.actor_kind,
        who=users.get(one.actor_id, "") if one.actor_kind == "user" else "",
        action=one.action,
        person=people.get(one.person_id or 0, ""),
        cohort=cohort,
        session=f"{number} of {cohort}" if number else "",
        cohort_id=cohort_id or None,
    )


def _is(one: Entry, kind: str) -> bool:
    return one.subject_kind == kind
