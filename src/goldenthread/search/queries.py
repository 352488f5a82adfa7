"""Finding: what the actor may see is settled in the same question that asks what is alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from goldenthread.access.actor import Actor
from goldenthread.search import rules
from goldenthread.search.kinds import Named, SearchKind, kinds_for
from goldenthread.search.models import Entry, Trigram
from goldenthread.search.terms import Found, Group, Hit

LETTERS_AT_LEAST = 2
AT_FIRST = 5
ON_A_PAGE = 20
COMPARED = 200
SUGGESTED = 8

Near = Mapping[str, Sequence[int]]


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
    shared = _sharing(words)
    candidates: dict[str, list[tuple[int, int, str, int]]] = {kind.key: [] for kind in kinds}
    for pk, kind, thing_id, names in _within(actor, kinds, words):
        candidates[kind].append((-shared.get(pk, 0), len(names), names, thing_id))
    ranking = rules.Ranking(words)
    found = {}
    for kind, rows in candidates.items():
        best = sorted(rows)[:COMPARED]
        found[kind] = ranking.nearest((thing_id, names) for _, _, names, thing_id in best)
    return found


def _alike(words: Sequence[str]) -> QuerySet[Any, dict[str, Any]]:
    """Entries that share enough trigrams with what was typed, with how many."""
    grams = rules.trigrams(" ".join(words))
    rows = Trigram.objects.filter(gram__in=grams).values("entry_id").order_by()
    shared: QuerySet[Any, Any] = rows.annotate(shared=Count("id"))
    return shared.filter(shared__gte=rules.least_shared(len(grams)))


def _sharing(words: Sequence[str]) -> dict[int, int]:
    """How many each entry shares. Only ever looked up for entries that are within reach."""
    return dict(_alike(words).values_list("entry_id", "shared"))


def _within(
    actor: Actor, kinds: Sequence[SearchKind], words: Sequence[str]
) -> Iterable[tuple[int, str, int, str]]:
    """Entries that are alike and within reach, however many: no limit comes before the reach."""
    if not kinds:
        return []
    reach = reduce(or_, (_reached(actor, kind) for kind in kinds))
    rows = Entry.objects.filter(reach, pk__in=_alike(words).values("entry_id"))
    return rows.values_list("pk", "kind", "thing_id", "words").iterator()


def _reached(actor: Actor, kind: SearchKind) -> Q:
    there = kind.within(actor).order_by().filter(pk=OuterRef("thing_id"))
    return Q(kind=kind.key) & Q(Exists(there))


def _hits(actor: Actor, kinds: Sequence[SearchKind], shown: Near) -> dict[tuple[str, int], Hit]:
    """What is shown, read from the tables themselves in one question, within reach once more."""
    wanted = [kind for kind in kinds if shown[kind.key]]
    if not wanted:
        return {}
    first, *rest = (_rows(actor, kind, shown[kind.key]) for kind in wanted)
    rows = first.union(*rest, all=True) if rest else first
    of = {kind.key: kind for kind in wanted}
    return {
        (key, pk): Hit(key, pk, title, _line(line), of[key].address(pk))
        for key, pk, title, line in rows
    }


def _rows(actor: Actor, kind: SearchKind, ids: Sequence[int]) -> QuerySet[Any, tuple[Any, ...]]:
    text = CharField()
    rows: QuerySet[Any, tuple[Any, ...]] = (
        kind.within(actor)
        .order_by()
        .filter(pk__in=ids)
        .annotate(
            hit_kind=Value(kind.key, output_field=text),
            hit_title=Cast(kind.title(), text),
            hit_line=Cast(kind.line(), text),
        )
        .values_list("hit_kind", "pk", "hit_title", "hit_line")
    )
    return rows


def _line(text: str | None) -> str:
    return ", ".join(part for part in (text or "").split("\n") if part)
