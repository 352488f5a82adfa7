"""Finding: what is alike, then what of that the actor may see, and only then what is nearest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast

from goldenthread.access.actor import Actor
from goldenthread.search import rules
from goldenthread.search.kinds import Named, SearchKind, kinds_for
from goldenthread.search.models import Entry
from goldenthread.search.terms import Found, Group, Hit

LETTERS_AT_LEAST = 2
AT_FIRST = 5
ON_A_PAGE = 20
COMPARED = 200
SUGGESTED = 8

PART = 10_000

Near = Mapping[str, Sequence[int]]


class Alike(NamedTuple):
    """Something whose names share trigrams with what was typed."""

    thing_id: int
    words: str
    shared: int


def may_search(actor: Actor) -> bool:
    """Is there any kind of thing that this actor may find?"""
    return bool(kinds_for(actor))


def named(rows: QuerySet[Any], ids: Collection[int] | None) -> Iterable[Named]:
    """By what things with a name are found: that, and how it is abbreviated."""
    wanted = rows if ids is None else rows.filter(pk__in=ids)
    found = wanted.order_by().values_list("pk", "name")
    return ((pk, (name, *rules.acronyms(name))) for pk, name in found)


def find(actor: Actor, typed: str, *, kind: str = "", page: int = 1) -> Found:
    """What is called like this among all that the actor may see; of one kind, a page of it."""
    text = rules.tidy(typed)
    words = rules.words_of(text)
    if sum(map(len, words)) < LETTERS_AT_LEAST:
        return Found(text, is_too_short=True)
    kinds = tuple(one for one in kinds_for(actor) if kind in ("", one.key))
    near = _nearest(actor, kinds, words)
    pagers = {key: _pager(ids, page if kind else 1) for key, ids in near.items()}
    most = None if kind else AT_FIRST
    shown = {key: list(pager.object_list)[:most] for key, pager in pagers.items()}
    hits = _hits(actor, kinds, shown)
    groups = (
        Group(
            kind=one.key,
            one=one.one,
            many=one.many,
            hits=tuple(hits[one.key, pk] for pk in shown[one.key] if (one.key, pk) in hits),
            pager=pagers[one.key],
        )
        for one in kinds
    )
    return Found(text, tuple(group for group in groups if group.hits))


def suggest(actor: Actor, typed: str) -> Found:
    """The few nearest, while someone is still typing."""
    found = find(actor, typed)
    left, groups = SUGGESTED, []
    for group in found.groups:
        groups.append(replace(group, hits=group.hits[:left]))
        left -= len(groups[-1].hits)
    return replace(found, groups=tuple(group for group in groups if group.hits))


def _pager(ids: list[int], page: int) -> Page[int]:
    return Paginator(ids, ON_A_PAGE).get_page(page)


def _nearest(
    actor: Actor, kinds: Sequence[SearchKind], words: Sequence[str]
) -> dict[str, list[int]]:
    """Ids of each kind, nearest first."""
    alike = _alike(kinds, words)
    reached = _reached(actor, kinds, alike)
    ranking = rules.Ranking(words)
    found = {}
    for kind in kinds:
        within = (one for one in alike[kind.key] if (kind.key, one.thing_id) in reached)
        best = nsmallest(COMPARED, within, key=_closeness)
        found[kind.key] = ranking.nearest((one.thing_id, one.words) for one in best)
    return found


def _closeness(one: Alike) -> tuple[int, int, str, int]:
    """Most trigrams shared first, then the shortest name."""
    return (-one.shared, len(one.words), one.words, one.thing_id)


def _alike(kinds: Sequence[SearchKind], words: Sequence[str]) -> dict[str, list[Alike]]:
    """By kind, all that share enough trigrams with what was typed, however many they are.

    Nobody's reach is known here: nothing of this is said before `_reached` has looked at it.
    """
    found: dict[str, list[Alike]] = {kind.key: [] for kind in kinds}
    grams = rules.trigrams(" ".join(words))
    rows = (
        Entry.objects.filter(trigrams__gram__in=grams)
        .annotate(shared=Count("trigrams"))
        .filter(shared__gte=rules.least_shared(len(grams)))
        .values_list("kind", "thing_id", "words", "shared")
    )
    # Were kinds part of the question, SQLite would begin with them instead of with the trigrams.
    for kind, thing_id, names, shared in rows:
        if kind in found:
            found[kind].append(Alike(thing_id, names, shared))
    return found


def _reached(
    actor: Actor, kinds: Sequence[SearchKind], alike: Mapping[str, Sequence[Alike]]
) -> set[tuple[str, int]]:
    """Those among them within reach, by kind and id: before any limit, in one question."""
    parts = [
        _marked(kind, kind.within(actor), [one.thing_id for one in alike[kind.key][at : at + PART]])
        for kind in kinds
        for at in range(0, len(alike[kind.key]), PART)
    ]
    return set(_together([rows.values_list("hit_kind", "pk") for rows in parts]))


def _marked(kind: SearchKind, rows: QuerySet[Any], ids: Sequence[int]) -> QuerySet[Any]:
    """These rows, each with its kind."""
    marked = Value(kind.key, output_field=CharField())
    found: QuerySet[Any] = rows.order_by().filter(pk__in=ids).annotate(hit_kind=marked)
    return found


def _together(parts: Sequence[QuerySet[Any, Any]]) -> Iterable[Any]:
    """One question for all of them."""
    if not parts:
        return []
    first, *rest = parts
    return first.union(*rest, all=True) if rest else first


def _hits(actor: Actor, kinds: Sequence[SearchKind], shown: Near) -> dict[tuple[str, int], Hit]:
    """What is shown, read from the tables themselves in one question, within reach once more."""
    of = {kind.key: kind for kind in kinds}
    rows = _together(
        [_worded(kind, actor, ids) for kind in kinds if (ids := shown[kind.key])],
    )
    return {
        (key, pk): Hit(key, pk, title, _line(line), of[key].address(pk))
        for key, pk, title, line in rows
    }


def _worded(kind: SearchKind, actor: Actor, ids: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    text = CharField()
    rows: QuerySet[Any] = _marked(kind, kind.within(actor), ids).annotate(
        hit_title=Cast(kind.title(), text), hit_line=Cast(kind.line(), text)
    )
    return rows.values_list("hit_kind", "pk", "hit_title", "hit_line")


def _line(text: str | None) -> str:
    return ", ".join(part for part in (text or "").split("\n") if part)
