"""Reads an allocation problem from a mapping or a JSON file and refuses what makes no sense."""

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from goldenthread.methods.allocation.checks import refuse_contradictions
from goldenthread.methods.allocation.fields import Record, records
from goldenthread.methods.allocation.problem import (
    MODES,
    BadProblem,
    Cohort,
    Person,
    Problem,
    ServiceCover,
    Trainer,
    Venue,
)

NOT_USED_YET = ("travel_minutes", "published")
PERSON_FIELDS = frozenset(field.name for field in fields(Person))
COHORT_FIELDS = frozenset(field.name for field in fields(Cohort)) - {"minimum", "maximum"} | {
    "min",
    "max",
}
TOP_FIELDS = frozenset(field.name for field in fields(Problem)) - {"unused"} | {
    "name",
    "note",
    *NOT_USED_YET,
}
ORGANISATION_NAMES = ("organisation", "service", "agency")


def read_problem(source: Mapping[str, object] | str | Path) -> Problem:
    """The problem in a mapping, or in a JSON file (plain or ``.gz``) at a path.

    The format is described in ``docs/reference/allocation.md``. Raises ``BadProblem`` with one
    sentence naming the record and field for unknown or repeated ids, impossible limits, people
    kept apart from themselves, contradictory locks, empty pools and unreadable values.
    """
    top = Record("The problem", source if isinstance(source, Mapping) else _load(Path(source)))
    top.refuse_unknown(TOP_FIELDS)
    people = tuple(_person(r) for r in records("people", top.row.get("people", ())))
    venues = tuple(_venue(r) for r in records("venues", top.row.get("venues", ())))
    organisation = _organisation_attribute(top, people)
    problem = Problem(
        people=people,
        cohorts=_cohorts(top, venues, people, organisation),
        venues=venues,
        trainers=tuple(_trainer(r) for r in records("trainers", top.row.get("trainers", ()))),
        keep_apart=_pairs(top),
        keep_together=_groups(top, "keep_together"),
        locks={person: _as_text(top, "locks", c) for person, c in top.mapping("locks").items()},
        weights=_weights(top),
        service_cover=tuple(
            ServiceCover(team=r.text("team"), maximum=r.number("max", least=0))
            for r in records("service_cover", top.row.get("service_cover", ()))
        ),
        max_share=_shares(top),
        seed=top.number("seed", least=0, default=0),
        organisation_attribute=organisation,
        never_alone=top.texts("never_alone"),
        strata=top.texts("strata"),
        unused=tuple(name for name in NOT_USED_YET if top.row.get(name)),
    )
    refuse_contradictions(problem)
    return problem


def _load(path: Path) -> Mapping[str, object]:
    try:
        raw = path.read_bytes()
        loaded = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    except OSError:
        raise BadProblem(f"The problem file {path.name} could not be opened.") from None
    except ValueError:
        raise BadProblem(f"The problem file {path.name} is not readable as JSON.") from None
    if not isinstance(loaded, Mapping):
        raise BadProblem(f"The problem file {path.name} must hold one object with named fields.")
    return loaded


def _person(record: Record) -> Person:
    attributes = dict(record.mapping("attributes"))
    attributes |= {key: v for key, v in record.row.items() if key not in PERSON_FIELDS}
    modes = frozenset(record.texts("modes", default=MODES))
    for mode in sorted(modes - set(MODES)):
        raise record.refuse("modes", f"{mode} is not one of {' and '.join(MODES)}")
    return Person(
        id=record.text("id"),
        attributes={k: _as_text(record, k, v) for k, v in attributes.items() if v is not None},
        available=frozenset(record.texts("available", default=None)),
        modes=modes,
        needs=frozenset(record.texts("needs")),
        eligible=record.flag("eligible", default=True),
        must_place=record.flag("must_place", default=False),
        tier=record.number("tier", least=0, default=0),
        manager=record.text_or_none("manager"),
        lottery_rank=record.number_or_none("lottery_rank", least=0),
    )


def _as_text(record: Record, key: str, value: object) -> str:
    if isinstance(value, str | int | float):
        return str(value)
    raise record.refuse(key, "a text is needed here")


def _venue(record: Record) -> Venue:
    return Venue(
        id=record.text("id"),
        capacity=record.number("capacity", least=0),
        features=frozenset(record.texts("features")),
    )


def _trainer(record: Record) -> Trainer:
    return Trainer(
        id=record.text("id"),
        quals=frozenset(record.texts("quals")),
        dbs_valid_until=record.day_or_none("dbs_valid_until"),
        available=frozenset(record.texts("available")),
        max_cohorts=record.number("max_cohorts", least=0, default=1),
    )


def _cohorts(
    top: Record, venues: Sequence[Venue], people: Sequence[Person], organisation: str
) -> tuple[Cohort, ...]:
    features = {venue.id: venue.features for venue in venues}
    found = []
    for record in records("cohorts", top.row.get("cohorts", ())):
        cohort = _cohort(record)
        if "features" not in record.row and cohort.venue is not None:
            cohort = replace(cohort, features=features.get(cohort.venue, frozenset()))
        if record.row.get("single_organisation") is True:
            cohort = replace(cohort, single_organisation=_largest(cohort, people, organisation))
        found.append(cohort)
    return tuple(found)


def _cohort(record: Record) -> Cohort:
    record.refuse_unknown(COHORT_FIELDS)
    mode = record.text("mode")
    if mode not in MODES:
        raise record.refuse("mode", f"{mode} is not one of {' and '.join(MODES)}")
    day = record.day("date")
    single = record.row.get("single_organisation")
    flagged = isinstance(single, bool)
    return Cohort(
        id=record.text("id"),
        date=day,
        session_dates=record.days("session_dates") or (day,),
        mode=mode,
        venue=record.text_or_none("venue"),
        minimum=record.number("min", least=0),
        maximum=record.number("max", least=1),
        trainers_needed=record.number("trainers_needed", least=0, default=0),
        quals=frozenset(record.texts("quals")),
        features=frozenset(record.texts("features")),
        required={
            name: Record(f"{record.name}, required", {name: levels}).texts(name)
            for name, levels in record.mapping("required").items()
        },
        single_organisation=None if flagged else record.text_or_none("single_organisation"),
    )


def _largest(cohort: Cohort, people: Sequence[Person], organisation: str) -> str:
    """The organisation with most applicants for a set flagged, but not named, as single."""
    count = Counter(
        person.attributes.get(organisation, "")
        for person in people
        if cohort.id in person.available and organisation in person.attributes
    )
    if not count:
        raise BadProblem(
            f"Cohort {cohort.id}, field single_organisation: nobody who can attend it has a"
            f" recorded {organisation}."
        )
    return min(count, key=lambda name: (-count[name], name))


def _organisation_attribute(top: Record, people: Sequence[Person]) -> str:
    named = top.text_or_none("organisation_attribute")
    if named is not None:
        return named
    present = {name for person in people for name in person.attributes}
    return next((name for name in ORGANISATION_NAMES if name in present), "organisation")


def _groups(top: Record, key: str) -> tuple[tuple[str, ...], ...]:
    value = top.row.get(key, ())
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise top.refuse(key, "a list of groups of ids is needed here")
    return tuple(
        Record(f"Group {n} of {key}", {key: group}).texts(key) for n, group in enumerate(value, 1)
    )


def _pairs(top: Record) -> tuple[tuple[str, str], ...]:
    """Keep-apart pairs; a longer group stands for every pair within it."""
    return tuple(
        (first, second)
        for group in _groups(top, "keep_apart")
        for place, first in enumerate(group)
        for second in group[place + 1 :]
    )


def _weights(top: Record) -> dict[str, float]:
    row = top.mapping("weights")
    return {name: Record("Weights", row).share(name, most=1_000_000) for name in row}


def _shares(top: Record) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name in top.mapping("max_share"):
        levels = Record("Max_share", top.mapping("max_share")).mapping(name)
        share = Record(f"Max_share, {name}", levels)
        found[name] = {level: share.share(level, most=1.0) for level in levels}
    return found
