"""The measuring itself: 20,000 people in 300 organisations, half of them in one programme."""

import random
import statistics
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime

from goldenthread.access.actor import Actor, HeldGrant
from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory import rules
from goldenthread.directory.models import Organisation, Person, Post
from goldenthread.learning.models import Application
from goldenthread.search import operations, queries
from tests.factories.directory import make_organisation
from tests.factories.learning_offers import make_offer
from tests.factories.names import SLIPS, invented_names

PEOPLE, ASKED, FIRST = 20_000, 1_000, 5
SEED = 20_26


def fill() -> tuple[dict[str, int], list[Organisation], int]:
    """Name to person, the organisations, and the programme half of the people applied to."""
    where = [make_organisation(f"Organisation of {name}") for name in invented_names(300, seed=7)]
    names = invented_names(PEOPLE, seed=SEED)
    people = Person.objects.bulk_create(
        [Person(name=name, key=rules.person_key(name)) for name in names], batch_size=500
    )
    posts = [
        Post(person=p, organisation=where[at % 300], starts_on=date(2024, 1, 1), title="Nurse")
        for at, p in enumerate(people)
    ]
    Post.objects.bulk_create(posts, batch_size=500)
    offer, sent = make_offer(), datetime(2026, 1, 5, tzinfo=UTC)
    applied = [
        Application(offer=offer, person=p, started_at=sent, last_saved_at=sent, submitted_at=sent)
        for p in people[::2]
    ]
    Application.objects.bulk_create(applied, batch_size=500)
    return {p.name: p.pk for p in people}, where, offer.programme_id


def actors(where: list[Organisation], programme_id: int) -> dict[str, Actor]:
    """Who asks."""

    def coordinator(kind: ScopeKind, scope_id: int | None) -> Actor:
        grant = HeldGrant(Role.COORDINATOR, kind, scope_id)
        return Actor(kind="user", id="1", name="Someone", grants=(grant,))

    return {
        "everything": coordinator(ScopeKind.EVERYTHING, None),
        "one programme": coordinator(ScopeKind.PROGRAMME, programme_id),
        "one organisation": coordinator(ScopeKind.ORGANISATION, where[0].pk),
    }


def accuracy(actor: Actor, people: dict[str, int]) -> None:
    chance = random.Random(SEED)
    asked = chance.sample(sorted(people), ASKED)
    for slip, make in SLIPS.items():
        missed = [n for n in asked if people[n] not in first(actor, make(n, chance))]
        share = 1 - len(missed) / ASKED
        print(f"{slip:<24}{ASKED:>7} names{share:>8.1%} in the first {FIRST}")


def first(actor: Actor, typed: str) -> Iterable[int]:
    groups = queries.find(actor, typed).groups
    return [hit.id for group in groups if group.kind == "person" for hit in group.hits[:FIRST]]


def latency(name: str, actor: Actor, typed: list[str]) -> None:
    taken = []
    for text in typed:
        fresh = Actor(kind=actor.kind, id=actor.id, name=actor.name, grants=actor.grants)
        started = time.perf_counter()
        queries.find(fresh, text)
        taken.append((time.perf_counter() - started) * 1000)
    p99 = statistics.quantiles(taken, n=100)[98]
    print(
        f"{name:<36}n {len(taken):>5}  median {statistics.median(taken):>6.1f} ms"
        f"  p99 {p99:>6.1f} ms  longest {max(taken):>6.1f} ms"
    )


def report(database: str) -> None:
    """Everything, printed."""
    started = time.perf_counter()
    people, where, programme_id = fill()
    filled = time.perf_counter()
    operations.refresh()
    print(f"{database}: {len(people)} people; index made in {time.perf_counter() - filled:.1f} s")
    known = actors(where, programme_id)
    accuracy(known["everything"], people)
    chance = random.Random(SEED + 1)
    slips = list(SLIPS.values())
    names = [slips[at % 4](n, chance) for at, n in enumerate(chance.sample(sorted(people), 400))]
    beginnings = [n.split()[1][:3] for n in chance.sample(sorted(people), 100)]
    for who, actor in known.items():
        latency(f"a name with a slip, {who}", actor, names)
        latency(f"three letters, {who}", actor, beginnings)
    print(f"in all {time.perf_counter() - started:.0f} s")
