"""Walks every URL as one actor and collects what is wrong, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.test import Client

from goldenthread.access.actor import Actor
from goldenthread.access.table import TABLE
from tests.apps.web.sweep import actors, allowed, browser, forms
from tests.apps.web.sweep.addresses import Visit, foreign_visits, visits
from tests.apps.web.sweep.browser import Answer
from tests.apps.web.sweep.watch import RECORD, SESSIONS, Belongings
from tests.factories.world import World

SEARCHES: tuple[Mapping[str, str], ...] = (
    {"q": "Zz-B", "search": "Zz-B", "query": "Zz-B", "name": "Zz-B"},
    {"page": "2", "variant": "short"},
)
#: Words of a query string that narrow a list → the thing of the world.
NARROWED = ("programme", "offer", "cohort", "organisation", "place", "plan", "wave", "session")


#: For pages that are open to everyone, and for personal links, it matters little who asks.
ANYONE = ("anonymous", "learner", "coordinator")


#: Visits of one route by one actor, and how many of them are posted to.
MOST, MOST_POSTED = 6, 2


def some_a_route(found: Iterable[Visit], most: Callable[[Visit], int]) -> list[Visit]:
    """These visits, as many of each route as are worth it."""
    counted: Counter[str] = Counter()
    chosen = []
    for visit in found:
        counted[visit.route] += 1
        if counted[visit.route] <= most(visit):
            chosen.append(visit)
    return chosen


def is_list(visit: Visit, answer: Answer) -> bool:
    """A page that can be searched, narrowed, leafed through or downloaded."""
    return (
        "_list" in visit.name
        or "_export" in visit.name
        or 'method="get"' in answer.text
        or 'href="?' in answer.text
    )


def posted(visit: Visit) -> int:
    return MOST_POSTED


@dataclass
class Sweep:
    """Two worlds, the people of one of them, and what was already asked."""

    ours: World
    theirs: World
    clients: Mapping[str, Client]
    holders: Mapping[str, Actor]
    belongings: Belongings
    before: Mapping[str, str]
    recorded: int
    asked: int = 0
    _pages: dict[str, list[tuple[Visit, Answer]]] = field(default_factory=dict)
    _seen: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    _searched: dict[str, list[str]] = field(default_factory=dict)
    _visits: list[Visit] = field(default_factory=list)
    _foreign: list[Visit] = field(default_factory=list)

    def visits(self, actor: str) -> list[Visit]:
        """Our URLs; those that are closed to the actor, and have a foreign twin, are left out."""
        self._visits = self._visits or visits(self.ours)
        closed = {v.route for v in self.foreign(actor) if not self.may_open(actor, v)}
        open_to = [visit for visit in self._visits if visit.route not in closed]
        return some_a_route(open_to, partial(self.times_worth, actor))

    def foreign(self, actor: str) -> list[Visit]:
        """URLs with ids of the other world."""
        self._foreign = self._foreign or foreign_visits(self.ours, self.theirs)
        return some_a_route(self._foreign, partial(self.times_worth, actor))

    def may_open(self, actor: str, visit: Visit) -> bool:
        """Does the table let this actor in, by what the view declares?"""
        known = self.holders[actor]
        if visit.declared.kind == "permission":
            wanted = visit.declared.permissions
            return any(TABLE[g.role].may(permission) for g in known.grants for permission in wanted)
        return visit.declared.kind != "signed_in" or known.is_signed_in

    def times_worth(self, actor: str, visit: Visit) -> int:
        """How many ids are worth trying. One, where the actor is turned away before an id is read
        or reaches nothing at all, and where it does not matter who asks."""
        if visit.declared.kind in ("public", "personal_link"):
            return MOST if actor in ANYONE else 1
        if not self.may_open(actor, visit) or actor == actors.VANISHED:
            return 1
        return 2 if actor in actors.EXTRA else MOST

    def get(self, actor: str, path: str, query: Mapping[str, str] | None = None) -> Answer:
        self.asked += 1
        return browser.send(self.clients[actor], "GET", path, query)

    def pages(self, actor: str) -> list[tuple[Visit, Answer]]:
        """Every URL of world A as this actor; asked once."""
        if actor not in self._pages:
            self._pages[actor] = [(v, self.get(actor, v.path)) for v in self.visits(actor)]
        return self._pages[actor]

    def shown(self, actor: str) -> list[tuple[Visit, Answer]]:
        """The pages this actor really gets to see."""
        return [(v, a) for v, a in self.pages(actor) if a.status == 200]

    def queries(self, actor: str) -> dict[str, tuple[int, str]]:
        """By name of the page: the most queries that one of its addresses asked, and which."""
        counted: dict[str, tuple[int, str]] = {}
        for visit, answer in self.shown(actor):
            asked = (len(answer.asked.statements), visit.path)
            counted[visit.name] = max(counted.get(visit.name, (0, "")), asked)
        return counted

    # what is wrong with an answer

    def faults(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """A fault of the product, or a text of the other world."""
        line = f"{answer.method} {answer.path} ({visit.name}) as {actor} → {answer.status}"
        if answer.status >= 500:
            yield f"{line}: {answer.broke}"
        self._note(actor, visit, answer)
        for kind, around in answer.logged.items():
            yield f"{line}: leaves a text ({kind}) in a log: …{around}…"
        is_itself = answer.path == visit.path
        if is_itself and self.is_shut(actor, visit) and not answer.is_closed:
            yield f"{line}: opens without the permission that it declares."
        for kind, around in answer.theirs.items():
            if not allowed.may_see(actor, visit.name, kind):
                yield f"{line}: shows their {kind}: …{around}…"

    def must_be_closed(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """An address that names a thing of the other world is answered as if it were not there."""
        if answer.is_closed or answer.status >= 400 or visit.declared.kind == "public":
            return
        if allowed.may_open(actor, visit.name) or self._leads_nowhere(actor, answer):
            return
        yield (
            f"{answer.method} {answer.path} ({visit.name}) as {actor} → {answer.status} "
            f"{answer.location}: names a thing of the other world and is answered."
        )

    def _leads_nowhere(self, actor: str, answer: Answer) -> bool:
        """Sent on to a page that is not there."""
        if answer.status != 302 or not answer.location.startswith("/"):
            return False
        return browser.ask(self.clients[actor], "GET", answer.location).is_closed

    def changes(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """Rows of the other world that this request changed; asked only after it wrote."""
        line = f"{answer.method} {answer.path} ({visit.name}) as {actor}"
        if any("zz-b-" in letter.lower() for letter in answer.letters):
            yield f"{line} sends a letter to their people."
        written = answer.asked.written
        if written - {RECORD, SESSIONS}:
            now = self.belongings.fingerprint(written)
            for table in sorted(t for t in now if now[t] != self.before[t]):
                if not allowed.may_change(actor, visit.name, table):
                    yield f"{line} changes their {table}."
        if allowed.may_open(actor, visit.name):
            return
        if RECORD in written and self.belongings.times_recorded() != self.recorded:
            yield f"{line} is in the record as being about their people."

    def is_shut(self, actor: str, visit: Visit) -> bool:
        return visit.declared.kind in ("permission", "signed_in") and not self.may_open(
            actor, visit
        )

    def _note(self, actor: str, visit: Visit, answer: Answer) -> None:
        """Which kinds of our own texts this actor saw where. A personal link is its holder's, and
        the pages of an open offer and of an open link are everyone's."""
        if visit.declared.kind == "personal_link" or visit.name.startswith("learning:apply"):
            return
        if visit.declared.kind == "public" and visit.route.startswith("o/"):
            return
        for kind in answer.ours:
            self._seen.setdefault(actor, {}).setdefault(kind, set()).add(visit.name)

    def seen_by(self, actor: str) -> Mapping[str, set[str]]:
        """Kinds of our own texts, and the names of the pages on which this actor saw them."""
        for visit, answer in self.pages(actor):
            self._note(actor, visit, answer)
        self.searching(actor)
        return self._seen.get(actor, {})

    # the walks

    def looking(self, actor: str) -> Iterator[str]:
        """Everything that can be seen by opening addresses."""
        for visit, answer in self.pages(actor):
            yield from self.faults(actor, visit, answer)
        for visit in self.foreign(actor):
            with browser.leaving_no_trace(self.clients[actor]):
                self.asked += 1
                answer = browser.ask(self.clients[actor], "GET", visit.path)
                yield from self.faults(actor, visit, answer)
                yield from self.must_be_closed(actor, visit, answer)

    def searching(self, actor: str) -> list[str]:
        """Filters, searches and downloads on every page that opens; asked once."""
        if actor not in self._searched:
            self._searched[actor] = list(self._search(actor))
        return self._searched[actor]

    def _search(self, actor: str) -> Iterator[str]:
        narrowed = self._narrowed()
        for visit, first in self.shown(actor):
            if visit.declared.kind in ("public", "personal_link") and actor not in ANYONE:
                continue
            for query in (narrowed, *(SEARCHES if is_list(visit, first) else ())):
                answer = self.get(actor, visit.path, query)
                if answer.text != first.text:
                    yield from self.faults(actor, visit, answer)

    def asking_for(self, actor: str, names: Iterable[str]) -> Iterator[str]:
        """Each name typed into the search, and into the suggestions while typing."""
        there = [visit for visit in self.visits(actor) if visit.name.startswith("search:")]
        assert there, "the search is on no address"
        for visit in there:
            for name in names:
                yield from self.post(actor, visit, {"q": name})

    def _narrowed(self) -> Mapping[str, str]:
        """A query string that names things of the other world, and a view for evaluators."""
        ids = self.theirs.ids
        found = {name: str(ids.get(name) or 0) for name in NARROWED}
        found["organisation"] = str(ids["organisation_0"])
        found["person"] = str(self.theirs.people["learner"])
        found["target"] = str(ids["offer"])
        found |= {f"{name}_id": value for name, value in found.items()}
        return {**found, "view": "evaluation"}

    def posting(self, actor: str) -> Iterator[str]:
        """Every address is posted to: with nothing, with a plausible body, with their ids in it."""
        known = self._known_forms(actor)
        for visit in some_a_route(self.foreign(actor), posted):
            for body in ({}, *self._bodies(visit, known.get(visit.route, ()))):
                yield from self.post(actor, visit, body, must_be_closed=True)
        for visit in some_a_route(self.visits(actor), posted):
            if visit.declared.kind in ("public", "personal_link") and actor not in ANYONE:
                continue
            for body in ({}, *self._bodies(visit, known.get(visit.route, ()))):
                yield from self.post(actor, visit, body)

    def _known_forms(self, actor: str) -> Mapping[str, list[forms.Form]]:
        """Forms this actor is shown, by the route they go to."""
        routes = {visit.path: visit.route for visit in self.visits(actor)}
        known: dict[str, list[forms.Form]] = {}
        for visit, answer in self.shown(actor):
            for form in forms.forms_of(answer.text, visit.path):
                route = routes.get(form.action.partition("?")[0])
                if route is not None:
                    known.setdefault(route, []).append(form)
        return known

    def _bodies(self, visit: Visit, known: Iterable[forms.Form]) -> Iterator[Mapping[str, object]]:
        """At most three different plausible bodies, with and without ids of the other world."""
        told: list[Mapping[str, object]] = []
        for form in known:
            for body in (forms.body_of(form), *forms.bodies_with(form, self.theirs)):
                if body not in told:
                    told.append(body)
        yield from told[:3]

    def post(
        self,
        actor: str,
        visit: Visit,
        body: Mapping[str, object],
        *,
        must_be_closed: bool = False,
    ) -> Iterator[str]:
        """One POST, what it changed, and the page it leads to."""
        self.asked += 1
        client = self.clients[actor]
        with browser.leaving_no_trace(client):
            answer = browser.ask(client, "POST", visit.path, body)
            yield from self.faults(actor, visit, answer)
            yield from self.changes(actor, visit, answer)
            if must_be_closed:
                yield from self.must_be_closed(actor, visit, answer)
            if answer.status == 302 and answer.location.startswith("/"):
                after = browser.ask(client, "GET", answer.location)
                yield from self.faults(actor, visit, after)
