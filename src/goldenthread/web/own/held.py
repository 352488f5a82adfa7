"""Everything held about one person, from every floor, and what is left out with the reason."""

from collections.abc import Mapping

from goldenthread.access import queries as access
from goldenthread.audit import queries as audit
from goldenthread.audit.pages import lines
from goldenthread.audit.terms import Entry
from goldenthread.directory import queries as directory
from goldenthread.ui import held
from goldenthread.ui.held import Kind, Row

# Being kept apart concerns another person too, who may be at risk from this one.
HELD_BACK = ("keep_apart.",)

#: Tables with a key to a person, or to something of theirs, that nobody is shown as their own.
EXCEPTIONS: Mapping[str, str] = {
    "evaluation.KeyedForm": "A paper being typed in; once settled it is among your answers.",
    "evaluation.KeyedEntry": "Typed twice, compared and deleted; what was settled is yours to see.",
    "learning.KeepApart": "Said in confidence by or about another person, who may be at risk.",
}

LEFT_OUT = (
    "What other people said about themselves, or in confidence. It is theirs.",
    "The names of people who report to you. Each of them can see that line on their own page.",
    "Notes that a computer made while groups were formed, because they name other people.",
    "Answers to questions that promised nobody could find yours. Nothing joins them to you, so "
    "nobody can look for them, not even for you.",
)


def shown(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What of the record a person reads about themselves."""
    return tuple(entry for entry in entries if not entry.action.startswith(HELD_BACK))


def account(person_id: int) -> list[Row]:
    user_id = directory.user_of_person(person_id)
    return list(access.own_account(user_id)) if user_id is not None else []


def record(person_id: int) -> list[Row]:
    """Who did and saw what, all of it."""
    entries = shown(audit.about_person(person_id, limit=100_000))
    names = access.names_of({e.actor_id for e in entries if e.actor_kind == "user"})
    you = directory.user_of_person(person_id)
    found = lines(entries, names=names, you=str(you or ""), is_own=True)
    return [
        {"when": one.when, "who": one.who, "what": one.what, "why": one.why, "about": one.about}
        for one in found
    ]


def kind_of(key: str) -> Kind | None:
    """One kind by its key."""
    return next((kind for kind in held.kinds() if kind.key == key), None)


held.register(
    Kind(
        key="account",
        title="Your account and roles",
        why="So that you can sign in, and see what your part needs.",
        until="Closed when you are forgotten.",
        tables=("access.User", "access.Grant", "access.SignInLink"),
        rows=account,
        position=15,
    )
)
held.register(
    Kind(
        key="record",
        title="Who looked, and what was changed",
        why="So that you can see who opened what is held about you.",
        until="Stays, as numbers without names, so that nobody can hide a look.",
        tables=("audit.Event",),
        rows=record,
        position=90,
    )
)
