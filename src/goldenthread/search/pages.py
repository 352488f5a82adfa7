"""Searching, worded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from goldenthread.search.queries import COMPARED
from goldenthread.search.terms import Found, Group, Hit
from goldenthread.ui.words import number, plural

TOO_SHORT = "Type at least two letters."
NOTHING = "Nothing you can see is called that. Check the spelling, or try part of the name."
CUT = f"These are the {COMPARED} nearest. Type more of the name to find others."


@dataclass(frozen=True)
class GroupView:
    """One kind of thing on the page."""

    heading: str
    hits: tuple[Hit, ...]
    own_href: str
    more_label: str
    note: str
    pager: Page[int] | None


@dataclass(frozen=True)
class FoundView:
    """The page of a search."""

    typed: str
    said: str
    groups: tuple[GroupView, ...]
    is_one_kind: bool
    all_href: str
    has_looked: bool


def found_page(found: Found, *, search: int | None, kind: str = "") -> FoundView:
    """What was found; before anything was typed, an invitation."""
    address = reverse("search:hit_list")
    here = f"{address}?search={search}" if search is not None else address
    has_looked = bool(found.typed)
    return FoundView(
        typed=found.typed,
        said=said(found) if has_looked else "",
        groups=tuple(_group(group, here, is_alone=bool(kind)) for group in found.groups),
        is_one_kind=bool(kind),
        all_href=here,
        has_looked=has_looked,
    )


def said(found: Found) -> str:
    """What came of it, in a sentence; also read out to people who do not see the list."""
    if found.is_too_short:
        return TOO_SHORT
    if not found.groups:
        return NOTHING
    return f"Found: {', '.join(_counted(group) for group in found.groups)}."


def _counted(group: Group) -> str:
    return plural(group.total, group.one, group.many)


def _group(group: Group, here: str, *, is_alone: bool) -> GroupView:
    has_more = not is_alone and group.total > len(group.hits)
    is_cut = is_alone and group.total >= COMPARED
    return GroupView(
        heading=group.many[:1].upper() + group.many[1:],
        hits=group.hits,
        own_href=f"{here}&kind={group.kind}",
        more_label=f"Show all {number(group.total)} {group.many}" if has_more else "",
        note=CUT if is_cut else "",
        pager=group.pager if is_alone else None,
    )


def suggested(groups: Iterable[Group]) -> list[tuple[str, Hit]]:
    """Each hit with what kind of thing it is."""
    return [(group.one, hit) for group in groups for hit in group.hits]
