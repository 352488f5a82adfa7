"""Every URL with its parameters filled from one world."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import resolve

from goldenthread.access import queries as access
from goldenthread.access.guards import Declared
from goldenthread.messaging import links
from tests.architecture.house import addresses
from tests.factories.world import World
from tests.factories.world_rest import IMPORT_KIND

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
Values = Callable[[World], list[str]]


@dataclass(frozen=True)
class Visit:
    """One URL, filled in. `is_ours` when every id in it is of world A."""

    name: str
    route: str
    path: str
    declared: Declared
    is_ours: bool = True


def ids(*names: str) -> Values:
    """These ids of the world."""
    return lambda world: [str(world.ids[name]) for name in names]


def _people(world: World) -> list[str]:
    return [str(world.people[name]) for name in ("learner", "fresh")]


def _users(world: World) -> list[str]:
    return [str(world.users[name]) for name in ("learner", "account")]


def _applications(world: World) -> list[str]:
    return [str(world.applications[n]) for n in ("learner", "offered", "fresh", "draft")]


def words(*told: str) -> Values:
    """The same words in every world."""
    return lambda world: list(told)


def slugs(*names: str) -> Values:
    return lambda world: [world.words[f"slug:{name}"] for name in names]


def kept_words(*names: str) -> Values:
    """Words of the world as they stand."""
    return lambda world: [world.words[name] for name in names]


def token(kind: str, *named: str) -> Values:
    """The genuine tokens of personal links, as a message would carry them."""

    def values(world: World) -> list[str]:
        known = {**world.applications, **world.ids}
        paths = [links.path_of(kind, known[name]) for name in named]
        return [str(resolve(path).kwargs["token"]) for path in paths]

    return values


def _sign_in_tokens(world: World) -> list[str]:
    return [access.sign_in_token(world.ids["sign_in_link"])]


#: parameter, beginning of the route, values. The longest beginning that fits is taken.
REGISTRY: tuple[tuple[str, str, Values], ...] = (
    ("kind", "", words("csv", "xlsx")),
    ("format", "", words("csv", "xlsx")),
    ("kind", "imports/", words(IMPORT_KIND)),
    ("message_kind", "", words("place_offer")),
    ("target_id", "imports/", ids("offer")),
    ("person_id", "", _people),
    ("post_id", "", ids("post")),
    ("organisation_id", "", ids("organisation_0", "organisation_1")),
    ("place_id", "", ids("place", "town")),
    ("user_id", "", _users),
    ("grant_id", "", ids("grant")),
    ("programme_id", "", ids("programme")),
    ("offer_id", "", ids("offer", "open_offer")),
    ("application_id", "", _applications),
    ("cohort_id", "", ids("cohort", "next_cohort")),
    ("session_id", "", ids("session", "next_session")),
    ("plan_id", "", ids("plan", "draft_plan")),
    ("plan_id", "evaluation/", ids("evaluation_plan", "draft_evaluation_plan")),
    ("keep_apart_id", "", ids("keep_apart")),
    ("place_offer_id", "", ids("place_offered")),
    ("place_id", "offers/", ids("place_offered")),
    ("token", "places/", token("application", "offered", "learner")),
    ("membership_id", "", ids("membership")),
    ("venue_id", "", ids("venue")),
    ("change_id", "", ids("change")),
    ("wave_id", "", ids("wave", "wave_baseline")),
    ("invitation_id", "", ids("invitation")),
    ("withdrawal_id", "", ids("withdrawal")),
    ("decision_id", "", ids("risk_decision")),
    ("message_id", "", ids("message")),
    ("job_id", "", ids("job")),
    ("run_id", "imports/", ids("import_run")),
    ("import_id", "imports/", ids("import_run")),
    ("instrument_id", "", ids("instrument", "draft_instrument")),
    ("version_id", "", ids("version", "draft_version")),
    ("item_id", "", ids("item")),
    ("slug", "", slugs("open", "running")),
    ("token", "apply/", token("application", "draft")),
    ("step", "apply/", words("you", "hard")),
    ("token", "a/", token("evaluation.invitation", "invitation", "draft_invitation")),
    ("token", "answer/", token("evaluation.invitation", "invitation", "draft_invitation")),
    ("token", "sign-in/", _sign_in_tokens),
    ("token", "facilitate/", token("learning.facilitator", "facilitator_invitation")),
    ("token", "my/link/", token("own_page", "own_page_link")),
    ("kind", "my/held/", words("details", "applications", "answers")),
    ("request_id", "", ids("request")),
    ("asked_id", "", ids("facilitator_invitation")),
    ("form_id", "", ids("keyed_form", "differing_form")),
    ("link_id", "", ids("open_link")),
    ("token", "o/", kept_words("open_link")),
    ("token", "calendar/", kept_words("calendar")),
)


def values_for(parameter: str, route: str, world: World) -> list[str]:
    """What fills this parameter."""
    return max(fitting(parameter, route), key=lambda row: len(row[1]))[2](world)


def fitting(parameter: str, route: str) -> list[tuple[str, str, Values]]:
    return [row for row in REGISTRY if row[0] == parameter and route.startswith(row[1])]


def unknown() -> list[str]:
    """Parameters that the sweep does not know how to fill, in sentences for whoever added them."""
    return [
        f"The sweep does not know how to fill “{parameter}” of “{found.route}”. Add a line to "
        "REGISTRY in tests/apps/web/sweep/addresses.py, and what it points at to "
        "tests/factories/world_*.py."
        for found in addresses()
        for parameter in PARAMETER.findall(found.route)
        if not fitting(parameter, found.route)
    ]


def altered(theirs: str, mine: str) -> list[str]:
    """Their number with our signature, and their token with one letter changed."""
    last = "A" if theirs[-2] != "A" else "B"
    number, signature = theirs.partition("-")[0], mine.partition("-")[2]
    return [f"{number}-{signature}", theirs[:-2] + last + theirs[-1]]


Choice = tuple[str, ...]


def visits(ours: World) -> list[Visit]:
    """Every URL filled from our world."""
    return [
        _visit(address, choice, is_ours=True)
        for address in swept()
        for choice in _choices(address.route, ours)
    ]


def foreign_visits(ours: World, theirs: World) -> list[Visit]:
    """Every URL with parameters, filled from their world: wholly, and one parameter at a time."""
    found: dict[str, Visit] = {}
    for address in swept():
        for choice in _foreign_choices(address.route, ours, theirs):
            visit = _visit(address, choice, is_ours=False)
            found[visit.path] = visit
    return list(found.values())


def _choices(route: str, world: World) -> list[Choice]:
    """What fills the parameters of a route, together."""
    names = PARAMETER.findall(route)
    if names[:2] == ["slug", "token"]:
        rest = product(*(values_for(name, route, world) for name in names[2:]))
        return [(*page, *more) for page, more in product(_personal_pages(world), list(rest))]
    return list(product(*(values_for(name, route, world) for name in names)))


def _personal_pages(world: World) -> list[Choice]:
    """A personal page stands under the offer it is about."""
    own = (("open", "draft"), ("open", "newcomer"), ("running", "offered"), ("running", "learner"))
    tokens = token("application", *(name for _, name in own))(world)
    return [(world.words[f"slug:{offer}"], t) for (offer, _), t in zip(own, tokens, strict=True)]


def _foreign_choices(route: str, ours: World, theirs: World) -> Iterator[Choice]:
    """All of theirs; then each parameter of theirs among ours. Formats belong to nobody."""
    names = PARAMETER.findall(route)
    mine, other = _choices(route, ours), _choices(route, theirs)
    telling = [
        at for at in range(len(names)) if any(a[at] != b[at] for a, b in _pairs(mine, other))
    ]
    for own, foreign in _pairs(mine, other):
        for at in [telling] if len(telling) < 2 else [telling, *([one] for one in telling)]:
            mixed = [foreign[i] if i in at else own[i] for i in range(len(names))]
            if mixed != list(own):
                yield from _with_altered_token(names, mixed, own, foreign)


def _pairs(mine: list[Choice], other: list[Choice]) -> list[tuple[Choice, Choice]]:
    return list(zip(mine, other, strict=True))


def _with_altered_token(
    names: list[str], mixed: list[str], own: Choice, foreign: Choice
) -> Iterator[Choice]:
    """Whoever holds a genuine token is its holder; so their tokens are changed."""
    at = names.index("token") if "token" in names else -1
    if at < 0 or mixed[at] != foreign[at]:
        yield tuple(mixed)
        return
    for wrong in altered(foreign[at], own[at]):
        yield (*mixed[:at], wrong, *mixed[at + 1 :])


@dataclass(frozen=True)
class Swept:
    """An address whose view declares who may use it."""

    route: str
    declared: Declared


def swept() -> list[Swept]:
    """Every address of the product that can be filled; the rest fail in tests of their own."""
    return [
        Swept(found.route, found.declared)
        for found in addresses()
        if found.declared is not None and _is_known(found.route)
    ]


def _is_known(route: str) -> bool:
    return all(fitting(parameter, route) for parameter in PARAMETER.findall(route))


def _visit(address: Swept, choice: Choice, *, is_ours: bool) -> Visit:
    given = dict(zip(PARAMETER.findall(address.route), choice, strict=True))
    path = "/" + PARAMETER.sub(lambda hit: given[hit.group(1)], address.route)
    return Visit(resolve(path).view_name, address.route, path, address.declared, is_ours)
