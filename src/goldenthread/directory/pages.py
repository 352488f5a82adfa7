"""Pages of the directory, worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from goldenthread.directory.queries.details import LineRow, PersonDetail, PostRow
from goldenthread.directory.queries.organisations import (
    OrganisationDetail,
    OrganisationLine,
    PlaceRow,
)
from goldenthread.directory.queries.people import PeoplePage
from goldenthread.directory.terms import (
    ADJUSTMENT_WORDS,
    CONTACT_WORDS,
    CORRECTABLE,
    SCHEME_WORDS,
    SENIORITY_WORDS,
    OrganisationRow,
    PersonCard,
    RequestKind,
    RequestRow,
    RequestState,
    SectorRow,
)
from goldenthread.ui.downloads import DOWNLOADS
from goldenthread.ui.words import day, listed, plural


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as typed."""

    search: str = ""
    sector: str = ""
    organisation_id: int | None = None
    page: int = 1

    @property
    def query(self) -> str:
        """For links that keep the list as shown."""
        given = {"q": self.search, "sector": self.sector, "organisation": self.organisation_id}
        return urlencode({key: value for key, value in given.items() if value})

    @property
    def narrowing(self) -> dict[str, Any]:
        """For the query, beside the words."""
        return {"sector": self.sector, "organisation_id": self.organisation_id}

    @property
    def narrowed(self) -> bool:
        return bool(self.query)


def filters(data: Any) -> Filters:
    """From the address; what is not a number counts as not given."""
    organisation, page = str(data.get("organisation", "")), str(data.get("page", ""))
    return Filters(
        search=str(data.get("q", "")).strip()[:100],
        sector=str(data.get("sector", ""))[:60],
        organisation_id=int(organisation[:12]) if organisation.isdecimal() else None,
        page=int(page[:6]) if page.isdecimal() else 1,
    )


@dataclass(frozen=True)
class PeopleList:
    """The list of people."""

    filters: Filters
    cards: tuple[PersonCard, ...]
    sectors: tuple[SectorRow, ...]
    pager: Page[int]
    heading: str
    downloads: tuple[tuple[str, str], ...]
    may_add: bool


def file_links(name: str, query: str) -> tuple[tuple[str, str], ...]:
    ending = f"?{query}" if query else ""
    return tuple((label, reverse(name, args=[kind]) + ending) for kind, label in DOWNLOADS)


def people_list(
    found: PeoplePage, given: Filters, sectors: tuple[SectorRow, ...], *, may_add: bool
) -> PeopleList:
    """Word the list: how many, and of what."""
    heading = plural(found.total, "person", "people") if found.total else "People"
    downloads = file_links("directory:person_export", given.query)
    return PeopleList(given, found.cards, sectors, found.pager, heading, downloads, may_add)


@dataclass(frozen=True)
class PersonPage:
    """One person."""

    id: int
    name: str
    caption: str
    facts: tuple[tuple[Any, ...], ...]
    contact: tuple[tuple[Any, ...], ...]
    needs: tuple[str, ...]
    posts: tuple[dict[str, str], ...]
    managers: tuple["Line", ...]
    reports: tuple["Line", ...]
    open_posts: tuple[PostRow, ...]
    may_edit: bool


def month(moment: date) -> str:
    """March 2026: near enough for a post."""
    return f"{moment:%B %Y}"


def when(row: PostRow) -> str:
    """Since March 2024, or March 2024 to May 2025."""
    if row.ends_on is None:
        return f"{'Since' if row.is_current else 'From'} {month(row.starts_on)}"
    return f"{month(row.starts_on)} to {month(row.ends_on)}"


@dataclass(frozen=True)
class Line:
    """Someone this person reports to or manages; without a page of theirs, no name."""

    person_id: int | None
    name: str
    since: str


def _line(row: LineRow) -> Line:
    return Line(row.person_id, row.name, month(row.starts_on))


def _post(row: PostRow) -> dict[str, str]:
    words = f"{row.title}, {row.organisation}" if row.title else row.organisation
    notes = [SENIORITY_WORDS.get(row.seniority, ""), row.team]
    return {
        "when": when(row),
        "words": words,
        "href": reverse("directory:organisation_show", args=[row.organisation_id]),
        "note": ", ".join(note for note in notes if note),
    }


def _need(code: str, note: str) -> str:
    return note or ADJUSTMENT_WORDS[code]


def person_page(found: PersonDetail) -> PersonPage:
    """Word the page of a person."""
    card = found.card
    where = [part for part in (card.title, card.organisation) if part]
    contact = [
        ("Contact by", CONTACT_WORDS[card.contact_by]),
        ("Email", card.email or "Not known"),
        ("Phone", card.phone or "Not known"),
    ]
    if found.paused_until:
        contact.append(("No messages until", day(found.paused_until)))
    return PersonPage(
        id=card.id,
        name=card.name,
        caption=", ".join(where) or "No post at the moment",
        facts=(
            ("Pronouns", card.pronouns or "Not given"),
            ("Sector", card.sector_name or "None"),
            ("Place", card.place or "None"),
        ),
        contact=tuple(contact),
        needs=tuple(_need(code, note) for code, note in found.needs),
        posts=tuple(_post(row) for row in sorted(found.posts, key=lambda r: not r.is_current)),
        managers=tuple(_line(row) for row in found.managers if row.is_current),
        reports=tuple(_line(row) for row in found.reports if row.is_current),
        open_posts=tuple(row for row in found.posts if row.ends_on is None),
        may_edit=found.may_edit,
    )


@dataclass(frozen=True)
class OrganisationsList:
    """The list of organisations."""

    filters: Filters
    lines: tuple[OrganisationLine, ...]
    sectors: tuple[SectorRow, ...]
    heading: str
    downloads: tuple[tuple[str, str], ...]
    may_add: bool


def organisations_list(
    lines: tuple[OrganisationLine, ...],
    given: Filters,
    sectors: tuple[SectorRow, ...],
    *,
    may_add: bool,
) -> OrganisationsList:
    """Word the list of organisations."""
    heading = plural(len(lines), "organisation") if lines else "Organisations"
    downloads = file_links("directory:organisation_export", given.query)
    return OrganisationsList(given, lines, sectors, heading, downloads, may_add)


def organisation_facts(found: OrganisationDetail) -> list[tuple[str, str]]:
    """What is known of an organisation, in words."""
    rows = [("Sector", found.sector), ("Place", found.place or "Not in one place")]
    if found.parts:
        rows.append(("Its parts", listed(name for _, name in found.parts)))
    rows.append(("Staff can turn to", found.welfare_contact or "Not known yet"))
    rows += [(SCHEME_WORDS[scheme], value) for scheme, value in found.identifiers]
    if found.other_names:
        rows.append(("Also written", listed(found.other_names)))
    return rows


def organisation_initial(found: OrganisationDetail | None) -> dict[str, Any]:
    """What stands in the form of an organisation at first."""
    if found is None:
        return {}
    return {
        "name": found.name,
        "sector": found.sector_id,
        "place": found.place_id,
        "parent": found.parent_id,
        "welfare_contact": found.welfare_contact,
        **dict(found.identifiers),
    }


def organisation_choices(
    rows: Sequence[OrganisationRow], *, without: int | None = None
) -> list[tuple[int, str]]:
    """For a list to pick from."""
    return [(row.id, row.name) for row in rows if row.id != without]


def place_choices(rows: Sequence[PlaceRow], *, without: int | None = None) -> list[tuple[int, str]]:
    """For a list to pick from; nested places are set in."""
    return [(row.id, "– " * row.depth + row.name) for row in rows if row.id != without]


@dataclass(frozen=True)
class RequestPage:
    """One request with what it asks for, and what an answer does."""

    id: int
    person_id: int
    name: str
    title: str
    words: str
    asked: str
    is_waiting: bool
    answer: str
    happens: tuple[str, ...]


def request_page(row: RequestRow) -> RequestPage:
    is_forget = row.kind is RequestKind.FORGET
    happens = FORGETTING if is_forget and row.state is RequestState.WAITING else ()
    return RequestPage(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        title="Asks to be forgotten" if is_forget else f"“{CORRECTABLE[row.about]}” is not right",
        words=row.words,
        asked=day(row.asked_at),
        is_waiting=row.state is RequestState.WAITING,
        answer=row.answer,
        happens=happens,
    )


def request_list(rows: Sequence[RequestRow]) -> tuple[RequestPage, ...]:
    """Those that wait come first, the oldest of them on top."""
    waiting = [row for row in rows if row.state is RequestState.WAITING]
    answered = [row for row in rows if row.state is not RequestState.WAITING]
    return tuple(request_page(row) for row in (*reversed(waiting), *answered))


FORGETTING = (
    "Their places, notes, drafts and the answers that could be found went when they asked.",
    "When you say “It is done”, their name, addresses, needs, reporting lines and the words they "
    "wrote are deleted at once. Nobody can bring them back.",
    "Sessions they came to stay as a number without a name.",
)
