"""One page of the record, filtered and worded."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from goldenthread.access import queries as access
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.audit import pages, queries


@dataclass(frozen=True)
class RecordPage:
    """Lines, whether the chain is whole is a command's business, and where older ones begin."""

    lines: tuple[pages.EntryLine, ...]
    older_href: str


def record_page(actor: Actor, wanted: dict[str, Any]) -> RecordPage:
    """What a governance officer asked for; looking at one person's part is itself recorded."""
    if not actor.reach(Permission.AUDIT_VIEW).everything:
        raise OutOfReach("the record is read as a whole or not at all")
    person_id, kind = wanted.get("person"), wanted.get("kind") or ""
    found = queries.entries(
        person_id=person_id,
        subject=(kind, wanted.get("number") or "") if kind else None,
        before=wanted.get("before"),
    )
    if person_id:
        subject = ("person", person_id)
        audit.record_view(by=actor, page="record.read", subject=subject, person_ids=[person_id])
    names = access.names_of({e.actor_id for e in found.entries if e.actor_kind == "user"})
    lines = pages.lines(found.entries, names=names, you=actor.id)
    return RecordPage(lines, _older_href(wanted, found.older_before))


def _older_href(wanted: dict[str, Any], before: int | None) -> str:
    if before is None:
        return ""
    kept = {key: value for key, value in wanted.items() if value and key != "before"}
    return "?" + urlencode({**kept, "before": before})
