"""Walks every URL as one actor and collects what is wrong, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.test import Client

from goldenthread.access.actor import Actor
from tests.apps.web.sweep import allowed, browser, forms
from tests.apps.web.sweep.addresses import Visit, foreign_visits, visits
from tests.apps.web.sweep.browser import Answer
from tests.apps.web.sweep.watch import RECORD, SESSIONS, Belongings
from tests.factories.world import World

SEARCHES: tuple[Mapping[str, str], ...] = (
    {"q": "Zz-B", "search": "Zz-B", "query": "Zz-B", "name": "Zz-B"},
    {"format": "csv", "page": "2", "q": "Zz-B"},
    {"format": "xlsx"},
)
#: Words of a query string that narrow a list → the thing of the world.
NARROWED = ("programme", "offer", "cohort", "organisation", "place", "plan", "wave", "session")


#: For pages that are open to everyone, and for personal links, it matters little who asks.
ANYONE = ("anonymous", "learner", "coordinator")


def once_a_route(
    found: Iterable[Visit], is_worth_more: Callable[[Visit], bool]
) -> list[Visit]:
    """These visits, but one for each route where one is enough."""
    first: dict[str, Visit] = {}
    return [v for v in found if first.setdefault(v.route, v) is v or is_worth_more(v)]


@dataclass
class Sweep:
    """Two worlds, the people of one of them, and what was already asked."""

    ours: World
    theirs: World
    clients: Mapping[str, Client]
    actors: Mapping[str, Actor]
    belongings: Belongings
    before: Mapping[str, str]
    recorded: int
    asked: int = 0
    _pages: dict[str, list[tuple[Visit, Answer]]] = field(default_factory=dict)
    _visits: list[Visit] = field(default_factory=list)
    _foreign: list[Visit] = field(default_factory=list)

    def visits(self, actor: str) -> list[Visit]:
        """Our URLs; those that are closed to the actor, and have a foreign twin, are left out."""
        self._visits = self._visits or visits(self.ours)
        closed = {v.route for v in self.foreign(actor) if not self.may_open(actor, v)}
        open_to = [visit for visit in self._visits if visit.route not in closed]
        return once_a_route(open_to, partial(self.is_worth_more, actor))

    def foreign(self, actor: str) -> list[Visit]:
        """URLs with ids of the other world."""
        self._foreign = self._foreign or foreign_visits(self.ours, self.theirs)
        return once_a_route(self._foreign, partial(self.is_worth_more, actor))

    def may_open(self, actor: str, visit: Visit) -> bool:
        """Does the view's own declaration let this actor in?"""
        known = self.actors[actor]
        if visit.declared.kind == "permission":
            return any(known.may(permission) for permission in visit.declared.permissions)
        return visit.declared.kind != "signed_in" or known.is_signed_in

    def is_worth_more(self, actor: str, visit: Visit) -> bool:
        """One visit is enough where a guard turns the actor away before it reads an id, and where
        it does not matter who asks."""
        if visit.declared.kind in ("public", "personal_link"):
            return actor in ANYONE
        return self.may_open(actor, visit)

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

    # what is wrong with an answer

    def faults(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """A fault of the product, or a text of the other world."""
        line = f"{answer.method} {answer.path} ({visit.name}) as {actor} → {answer.status}"
        if answer.status >= 500:
            yield f"{line}: {answer.broke}"
        for kind, around in answer.theirs.items():
            if not allowed.may_see(actor, visit.name, kind):
                yield f"{line}: shows their {kind}: …{around}…"

    def must_be_closed(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """An address that names a thing of the other world is answered as if it were not there."""
        if answer.is_closed or visit.declared.kind == "public" or answer.theirs:
            return
        if answer.status < 400 and not allowed.may_open(actor, visit.name):
            yield (
                f"{answer.method} {answer.path} ({visit.name}) as {actor} → {answer.status} "
                f"{answer.location}: names a thing of the other world and is answered."
            )

    def changes(self, actor: str, visit: Visit, answer: Answer) -> Iterator[str]:
        """Rows of the other world that this request changed; asked only after it wrote."""
        line = f"{answer.method} {answer.path} ({visit.name}) as {actor}"
        written = answer.asked.written
        if written - {RECORD, SESSIONS}:
            now = self.belongings.fingerprint()
            for table in sorted(t for t in now if now[t] != self.before[t]):
                if not allowed.may_change(actor, visit.name, table):
                    yield f"{line} changes their {table}."
        if RECORD in written and self.belongings.times_recorded() != self.recorded:
            if not allowed.may_open(actor, visit.name):
                yield f"{line} is in the record as being about their people."
        for letter in answer.letters:
            if "zz-b-" in letter.lower():
                yield f"{line} sends a letter to their people."

    # the walks

    def looking(self, actor: str) -> Iterator[str]:
        """Everything that can be seen by opening addresses."""
        for visit, answer in self.pages(actor):
            yield from self.faults(actor, visit, answer)
        for visit in self.foreign(actor):
            answer = self.get(actor, visit.path)
            yield from self.faults(actor, visit, answer)
            yield from self.must_be_closed(actor, visit, answer)

    def searching(self, actor: str) -> Iterator[str]:
        """Filters, searches and downloads on every page that opens."""
        narrowed = {name: str(self.theirs.ids.get(name) or 0) for name in NARROWED}
        narrowed["organisation"] = str(self.theirs.ids["organisation_0"])
        narrowed["person"] = str(self.theirs.people["learner"])
        narrowed |= {f"{name}_id": value for name, value in narrowed.items()}
        for visit, first in self.shown(actor):
            for query in (*SEARCHES, narrowed):
                answer = self.get(actor, visit.path, query)
                if answer.text != first.text:
                    yield from self.faults(actor, visit, answer)

    def posting(self, actor: str) -> Iterator[str]:
        """Every address is posted to: with nothing, with a plausible body, with their ids in it."""
        known = self._known_forms(actor)
        for visit in self.foreign(actor):
            for body in ({}, *self._bodies(visit, known.get(visit.route, ()))):
                yield from self.post(actor, visit, body, must_be_closed=True)
        for visit in self.visits(actor):
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

    def _bodies(
        self, visit: Visit, known: Iterable[forms.Form]
    ) -> Iterator[Mapping[str, object]]:
        """At most two different plausible bodies, and both with ids of the other world."""
        told: list[Mapping[str, object]] = []
        for form in known:
            for body in (forms.body_of(form), *forms.bodies_with(form, self.theirs)):
                if body not in told:
                    told.append(body)
        yield from told[:4]

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
