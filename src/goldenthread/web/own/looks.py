"""Who looked and what was changed, one line for a day, a person and a thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.access import queries as access
from goldenthread.audit import queries as audit
from goldenthread.audit.pages import EntryLine, lines
from goldenthread.ui.words import day, in_london, plural
from goldenthread.web.own.held import shown

AT_ONCE = 100


@dataclass(frozen=True)
class Looks:
    """Two lists of rows for a table, and where the earlier ones begin."""

    seen: tuple[tuple[str, str, str, str], ...]
    done: tuple[tuple[str, str, str, str], ...]
    older: int | None


def looks(person_id: int, *, you: str, before: int | None) -> Looks:
    """One page of it, newest first."""
    page = audit.entries(person_id=person_id, before=before, size=AT_ONCE)
    entries = shown(page.entries)
    names = access.names_of({e.actor_id for e in entries if e.actor_kind == "user"})
    found = lines(entries, names=names, you=you, is_own=True)
    return Looks(
        seen=_grouped([line for line in found if line.is_look]),
        done=_grouped([line for line in found if not line.is_look]),
        older=page.older_before,
    )


def _grouped(found: Sequence[EntryLine]) -> tuple[tuple[str, str, str, str], ...]:
    """The same person, thing and day is one line, with how often."""
    counted = Counter(
        (in_london(line.when).date(), line.who, line.what, line.why) for line in found
    )
    return tuple(
        (day(on), who, what if times == 1 else f"{what}, {plural(times, 'time')}", why)
        for (on, who, what, why), times in counted.items()
    )
