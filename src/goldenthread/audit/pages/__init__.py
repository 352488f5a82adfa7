"""The record in plain words: who did or saw what, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.audit.pages.subjects import SUBJECTS
from goldenthread.audit.pages.wording import WORDS, Wording
from goldenthread.audit.terms import Entry


@dataclass(frozen=True)
class EntryLine:
    """One line of the record, as a page shows it."""

    when: datetime
    who: str
    what: str
    why: str
    about: str
    is_look: bool


def wording_of(action: str, *, is_view: bool) -> Wording:
    """The sentence for an action; one without a sentence of its own is still said plainly."""
    if action in WORDS:
        return WORDS[action]
    spoken = action.replace("_", " ").replace(".", ", ")
    return Wording(f"Looked at: {spoken}" if is_view else spoken.capitalize())


def about(kind: str, subject_id: str) -> str:
    """ "Application 7", in the words people use for it."""
    word = SUBJECTS.get(kind, kind.replace("_", " "))
    return f"{word} {subject_id}".strip()


def _about(entry: Entry) -> str:
    """The thing, and the person it concerns when that is someone else than the thing itself."""
    thing = about(entry.subject_kind, entry.subject_id)
    if entry.person_id is None or entry.subject_kind == "person":
        return thing
    return f"{thing}, person {entry.person_id}"


def who(entry: Entry, names: Mapping[str, str], *, you: str = "", is_own: bool = False) -> str:
    """The name of whoever did it; "You" for the reader's own acts."""
    if is_own and entry.actor_kind == "link":
        return "You, by your personal link"
    if entry.actor_kind == "user":
        if you and entry.actor_id == you:
            return "You"
        return names.get(entry.actor_id, "Someone whose account is closed")
    by_kind = {
        "system": "Golden Thread, by itself",
        "link": "The holder of a personal link",
        "anonymous": "Someone who had not signed in",
    }
    return by_kind.get(entry.actor_kind, entry.actor_kind)


def lines(
    entries: Iterable[Entry], *, names: Mapping[str, str], you: str = "", is_own: bool = False
) -> tuple[EntryLine, ...]:
    """Entries with every word in place, for a page.

    `names` are by account id; `you` is the reader's own. `is_own`: the entries are about the
    reader, so a personal link in them was the reader's.
    """
    return tuple(_line(entry, who(entry, names, you=you, is_own=is_own)) for entry in entries)


def _line(entry: Entry, name: str) -> EntryLine:
    wording = wording_of(entry.action, is_view=entry.is_view)
    return EntryLine(
        when=entry.at,
        who=name,
        what=wording.what,
        why=wording.why,
        about=_about(entry),
        is_look=entry.is_view,
    )
