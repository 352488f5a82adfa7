"""What a role reaches, by name: access holds only kinds and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.access.pages import role_name
from goldenthread.access.terms import AccountCard, GrantRow, ScopeKind
from goldenthread.directory import queries as directory
from goldenthread.programmes import queries as programmes
from goldenthread.ui.words import day

# An administrator sees no content by right; names of programmes and organisations are published.
NAMING = Actor.system(reason="naming what a role reaches")
PLAIN = {ScopeKind.EVERYTHING.value: "Everything", ScopeKind.SELF.value: "Only what is their own"}


@dataclass(frozen=True)
class GrantLine:
    """A role as its page shows it."""

    id: int
    role: str
    over: str
    time: str
    is_over: bool


@dataclass(frozen=True)
class AccountLine:
    """Someone who can sign in, in a list."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    is_active: bool


def choices() -> tuple[tuple[str, str], ...]:
    """Everything a role can be given over on the page; cohorts are given by naming facilitators."""
    named = _names()
    return (
        *((f"{kind}:", words) for kind, words in PLAIN.items()),
        *((f"{kind}:{scope_id}", words) for (kind, scope_id), words in named.items()),
    )


def _names() -> Mapping[tuple[str, int], str]:
    found = {
        (ScopeKind.PROGRAMME.value, card.id): f"Programme: {card.name}"
        for card in programmes.programmes(NAMING)
    }
    found |= {
        (ScopeKind.PLACE.value, place.id): f"Place: {place.name}"
        for place in directory.places(NAMING)
    }
    return found | {
        (ScopeKind.ORGANISATION.value, row.id): f"Organisation: {row.name}"
        for row in directory.organisations(NAMING)
    }


def grant_lines(account: AccountCard) -> tuple[GrantLine, ...]:
    """The roles of one account, in words."""
    named = _names()
    return tuple(_line(grant, named) for grant in account.grants)


def _line(grant: GrantRow, named: Mapping[tuple[str, int], str]) -> GrantLine:
    return GrantLine(
        id=grant.id,
        role=role_name(grant.role),
        over=_over(grant, named),
        time=_time(grant.starts_on, grant.ends_on),
        is_over=grant.is_over,
    )


def _over(grant: GrantRow, named: Mapping[tuple[str, int], str]) -> str:
    if grant.scope_id is None:
        return PLAIN[grant.scope_kind]
    if grant.scope_kind == ScopeKind.COHORT:
        return f"Cohort {grant.scope_id}"
    gone = f"A {grant.scope_kind} that is no longer there, so it reaches nothing"
    return named.get((grant.scope_kind, grant.scope_id), gone)


def _time(starts_on: date, ends_on: date | None) -> str:
    return f"From {day(starts_on)}" + (f" to {day(ends_on)}" if ends_on else "")


def account_line(account: AccountCard) -> AccountLine:
    """One account in the list: the roles it holds, each once."""
    roles = tuple(dict.fromkeys(role_name(grant.role) for grant in account.held))
    return AccountLine(account.id, account.name, account.email, roles, account.is_active)
