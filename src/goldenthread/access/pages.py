"""The permission table in words: for the page, and for the documentation made from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.access.table import ROWS, RoleRow, roles_with
from goldenthread.access.terms import Permission, Role, ScopeKind

GROUPS: Mapping[str, Mapping[Permission, str]] = {
    "People and organisations": {
        Permission.DIRECTORY_VIEW: "See organisations and places",
        Permission.DIRECTORY_EDIT: "Change organisations and places",
        Permission.PERSON_VIEW: "See people and how to reach them",
        Permission.PERSON_EDIT: "Change people's details",
    },
    "Programmes and learning": {
        Permission.PROGRAMME_VIEW: "See a programme",
        Permission.PROGRAMME_EDIT: "Change a programme",
        Permission.OFFER_VIEW: "See offers",
        Permission.OFFER_EDIT: "Write and open offers",
        Permission.APPLICATION_VIEW: "See who applied",
        Permission.APPLICATION_SCREEN: "Decide about applications",
        Permission.COHORT_VIEW: "See cohorts and their sessions",
        Permission.COHORT_FORM: "Form cohorts and move people",
        Permission.PLACE_OFFER: "Offer places",
        Permission.SESSION_RUN: "Run sessions and take the register",
        Permission.FLAG_VIEW: "Read pre-session notes",
        Permission.ATTENDANCE_VIEW: "See attendance",
        Permission.OWN_RECORD: "See everything held about oneself",
    },
    "Questions and findings": {
        Permission.INSTRUMENT_VIEW: "See sets of questions",
        Permission.INSTRUMENT_EDIT: "Write sets of questions",
        Permission.WAVE_VIEW: "See who was asked and how many answered",
        Permission.WAVE_PLAN: "Plan when people are asked",
        Permission.WAVE_SEND: "Ask people to answer, and remind them",
        Permission.ANSWER_LINK: "See which answers came from which person",
        Permission.FINDING_VIEW_EVALUATION: "Read findings as the evaluation team",
        Permission.FINDING_VIEW_PROGRAMME: "Read findings as the programme team",
        Permission.FINDING_VIEW_BOARD: "Read findings as the board",
        Permission.RISK_DECIDE: "Decide about risks to anonymity",
    },
    "Running Golden Thread": {
        Permission.IMPORT_RUN: "Bring in lists of people",
        Permission.OUTBOX_VIEW: "See messages and why they were sent",
        Permission.OUTBOX_SEND: "Send a message again that could not be delivered",
        Permission.JOB_VIEW: "See longer work that others started",
        Permission.AUDIT_VIEW: "Read who did and saw what",
        Permission.ACCESS_MANAGE: "Look after accounts and roles",
        Permission.SETTINGS_VIEW: "See the settings",
    },
}

WORDS: Mapping[Permission, str] = {
    p: words for group in GROUPS.values() for p, words in group.items()
}

SCOPE_WORDS: Mapping[ScopeKind, str] = {
    ScopeKind.EVERYTHING: "all of it",
    ScopeKind.PLACE: "a place and the organisations in it",
    ScopeKind.ORGANISATION: "an organisation",
    ScopeKind.PROGRAMME: "a programme, its offers and cohorts",
    ScopeKind.COHORT: "a cohort",
    ScopeKind.SELF: "only what is their own",
}


#: Said in words, because it follows from what a grant is over and not from the role alone.
SHARED_FACTS = (
    "",
    "## Facts that programmes share",
    "",
    "Organisations and places are published facts, one directory for the whole partnership.",
    "",
    "| fact | who sees it | who adds one | who changes it |",
    "|---|---|---|---|",
    "| Organisation | `directory.view` | `directory.edit` over a programme | `directory.edit` over "
    "it or its place; over the programme that it hosts, or in whose place it lies; whoever added "
    "it |",
    "| Place | `directory.view` | `directory.edit` over a programme | `directory.edit` over the "
    "programme whose place it is, or lies in; whoever added it |",
    "| Another name of an organisation | `directory.view` | `directory.edit` over a programme | "
    "nobody: names are learnt |",
    "| Room | `offer.edit` over its programme | `offer.edit` over the offer | – |",
    "",
    "Whoever looks after the whole directory holds the role of coordinator over everything. A room "
    "without a programme is shared by all, and only they add one.",
    "",
    "A line manager's role shows only people who report to them on that day, and of those over an "
    "organisation only those who work there. Numbers of people by organisation are exact for "
    "whoever sees the applications, and for leads and champions pass the disclosure table as for "
    "a board.",
)


@dataclass(frozen=True)
class PermissionLine:
    """One thing that may be done, and the roles that may do it."""

    words: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class RoleCard:
    """One role, with all it may do."""

    id: str
    name: str
    purpose: str
    wall: str
    may: tuple[str, ...]


def role_name(role: str) -> str:
    """How a role is called."""
    return next(row.name for row in ROWS if row.role == role)


def role_cards() -> tuple[RoleCard, ...]:
    """Every role, in the order of the table."""
    return tuple(_card(row) for row in ROWS)


def _card(row: RoleRow) -> RoleCard:
    may = tuple(words for permission, words in WORDS.items() if row.may(permission))
    return RoleCard(row.role.value, row.name, row.purpose, row.wall, may)


def permission_lines() -> Mapping[str, tuple[PermissionLine, ...]]:
    """By group: what may be done, and who may."""
    return {
        group: tuple(_line(permission, words) for permission, words in rows.items())
        for group, rows in GROUPS.items()
    }


def _line(permission: Permission, words: str) -> PermissionLine:
    return PermissionLine(words, tuple(role_name(role) for role in roles_with(permission)))


def reference() -> str:
    """The text of docs/reference/permissions.md."""
    return "\n".join(_reference_lines()) + "\n"


def _reference_lines() -> Iterator[str]:
    yield "# Who may do what"
    yield ""
    yield "Made from `goldenthread/access/table.py` by `goldenthread manage permissions_reference`."
    yield "A role is given over a scope, and reaches nothing outside it:"
    yield ""
    yield from (f"- `{kind.value}`: {words}" for kind, words in SCOPE_WORDS.items())
    yield ""
    yield "## Roles"
    yield ""
    yield "| role | id | what for | never |"
    yield "|---|---|---|---|"
    yield from (f"| {c.name} | `{c.id}` | {c.purpose} | {c.wall} |" for c in role_cards())
    for group, rows in GROUPS.items():
        yield ""
        yield f"## {group}"
        yield ""
        yield "| permission | id | roles |"
        yield "|---|---|---|"
        for permission, words in rows.items():
            roles = ", ".join(role_name(role) for role in roles_with(permission)) or "nobody yet"
            yield f"| {words} | `{permission.value}` | {roles} |"
    yield from SHARED_FACTS


def matrix() -> str:
    """The whole truth table as text: one line a role and permission, for the snapshot test."""
    rows = ((row, permission) for row in ROWS for permission in Permission)
    lines = (f"{r.role:<21} {p:<24} {'yes' if r.may(p) else '-'}" for r, p in rows)
    return "\n".join(lines) + "\n"


def roles_to_give() -> tuple[tuple[str, str], ...]:
    """Roles that hold any permission, as choices of a form: a role without one does nothing yet."""
    return tuple((row.role.value, row.name) for row in ROWS if row.permissions)


def purpose_of(role: Role) -> str:
    """What a role is for, in a sentence."""
    return next(row.purpose for row in ROWS if row.role == role)
