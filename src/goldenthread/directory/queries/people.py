"""People within reach, as cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.directory import rules
from goldenthread.directory.models import AdjustmentNeed, Organisation, Person, Post
from goldenthread.directory.queries.reach import current_posts, people_within
from goldenthread.directory.terms import PersonCard

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50
WORDS_AT_MOST = 6


@dataclass(frozen=True)
class PeoplePage:
    """One page of people, how many there are, and where this page lies among them."""

    cards: tuple[PersonCard, ...]
    total: int
    pager: Page[int]


def _current(posts: Sequence[Post], on: date) -> Post | None:
    """The newest post held on this day."""
    held = [
        post
        for post in posts
        if post.starts_on <= on and (post.ends_on is None or post.ends_on >= on)
    ]
    return max(held, key=lambda post: (post.starts_on, -post.pk), default=None)


def card(row: Any, on: date) -> PersonCard:
    """A person and the post they hold on this day. `row` is one that `with_cards` made ready."""
    post = _current(row.held, on)
    organisation = post.organisation if post else None
    sector = organisation.sector if organisation else None
    place = organisation.place if organisation else None
    return PersonCard(
        id=row.pk,
        name=row.name,
        pronouns=row.pronouns,
        title=post.title if post else "",
        organisation_id=organisation.pk if organisation else None,
        organisation=organisation.name if organisation else "",
        sector_code=sector.code if sector else "",
        sector_letter=sector.letter if sector else "",
        sector_name=sector.name if sector else "",
        place=place.name if place else "",
        adjustments=tuple(need.code for need in row.needs),
        seniority=post.seniority if post else "",
        team_id=post.team_id if post else None,
        email=row.email,
        phone=row.phone,
        contact_by=row.contact_by,
    )


def parts_of_cards(path: str = "") -> tuple[Prefetch[Any], Prefetch[Any]]:
    """What a card reads besides the person, from rows that lead to people by this path.

    As plain lists: a queryset for each of hundreds of people costs more than their rows.
    """
    posts = Post.objects.select_related("organisation__sector", "organisation__place")
    needs = AdjustmentNeed.objects.all()
    return (
        Prefetch(f"{path}posts", queryset=posts, to_attr="held"),
        Prefetch(f"{path}adjustments", queryset=needs, to_attr="needs"),
    )


def loaded(rows: QuerySet[Person]) -> QuerySet[Person]:
    """With the posts and adjustments that `card` reads."""
    return rows.prefetch_related(*parts_of_cards())


def with_cards(rows: QuerySet[M]) -> QuerySet[M]:
    """Rows with a `person`, read together with all that `card` needs, for callers that have
    checked reach themselves."""
    return rows.select_related("person").prefetch_related(*parts_of_cards("person__"))


def _in_organisations(word: str, on: date) -> Q:
    """People with a post today in an organisation whose name holds the word."""
    key = rules.organisation_key(word)
    ids = list(Organisation.objects.filter(key__contains=key).values_list("pk", flat=True))
    if not key or not ids:
        return Q(pk__in=())
    posts = Post.objects.filter(current_posts(on), organisation_id__in=ids)
    return Q(pk__in=posts.order_by().values("person_id"))


def _matching(search: str, sector: str, organisation_id: int | None, on: date) -> Q:
    """Name, address or organisation, forgiving of case and accents; then sector, organisation."""
    posts = Post.objects.filter(current_posts(on)).order_by()
    found = Q()
    for word in rules.plain(search).split()[:WORDS_AT_MOST]:
        own = Q(key__contains=word) | Q(email_key__contains=word)
        found &= own | _in_organisations(word, on)
    if "@" in search:
        found |= Q(email_key__contains=rules.email_key(search) or "")
    if sector:
        there = posts.filter(organisation__sector__code=sector)
        found &= Q(pk__in=there.values("person_id"))
    if organisation_id is not None:
        there = posts.filter(organisation_id=organisation_id)
        found &= Q(pk__in=there.values("person_id"))
    return found


def matching(
    actor: Actor,
    *,
    search: str = "",
    sector: str = "",
    organisation_id: int | None = None,
    on: date | None = None,
) -> QuerySet[Person]:
    """People within reach that match, by name."""
    today = on or timezone.localdate()
    rows = Person.objects.filter(people_within(actor, Permission.PERSON_VIEW, on=today))
    return rows.filter(_matching(search, sector, organisation_id, today)).order_by("name", "id")


def people(
    actor: Actor,
    search: str = "",
    page: int = 1,
    *,
    sector: str = "",
    organisation_id: int | None = None,
    on: date | None = None,
) -> PeoplePage:
    """One page of the people within reach."""
    today = on or timezone.localdate()
    rows = matching(actor, search=search, sector=sector, organisation_id=organisation_id, on=today)
    total = rows.count()
    pager = Paginator(range(total), PAGE_SIZE).get_page(page)
    first = (pager.number - 1) * PAGE_SIZE
    cards = tuple(card(row, today) for row in loaded(rows)[first : first + PAGE_SIZE])
    return PeoplePage(cards, total, pager)


def all_people(
    actor: Actor,
    *,
    search: str = "",
    sector: str = "",
    organisation_id: int | None = None,
    on: date | None = None,
) -> tuple[PersonCard, ...]:
    """Everyone who matches, for a download of the list as shown."""
    today = on or timezone.localdate()
    rows = matching(actor, search=search, sector=sector, organisation_id=organisation_id, on=today)
    return tuple(card(row, today) for row in loaded(rows))


def cards_for(
    actor: Actor, person_ids: Iterable[int], *, on: date | None = None
) -> dict[int, PersonCard]:
    """Cards of those among these ids whom the actor reaches."""
    today = on or timezone.localdate()
    rows = Person.objects.filter(
        people_within(actor, Permission.PERSON_VIEW, on=today), pk__in=set(person_ids)
    )
    return {row.pk: card(row, today) for row in loaded(rows)}


def row_of(actor: Actor, person_id: int, on: date) -> Any:
    """The row of one person within reach with posts and adjustments, or OutOfReach."""
    within = people_within(actor, Permission.PERSON_VIEW, on=on)
    found = loaded(Person.objects.filter(within, pk=person_id)).first()
    if found is None:
        raise OutOfReach(f"person {person_id}")
    return found


def person(actor: Actor, person_id: int, *, on: date | None = None) -> PersonCard:
    """One person within reach, or OutOfReach."""
    today = on or timezone.localdate()
    return card(row_of(actor, person_id, today), today)
