"""The words of an allocation problem: people, cohorts, venues, trainers and their rules."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

MODES = ("in_person", "online")


class BadProblem(Exception):
    """The input is not a problem; the message is one sentence naming the record and field."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An applicant. ``available`` holds cohort ids whose every session date the person can make.

    ``tier`` 0 is placed before tier 1, and so on. The lowest ``lottery_rank`` was drawn first;
    ``None`` leaves the draw to the seed. ``manager`` is the id of a person or of a trainer.
    """

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    available: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset(MODES)
    needs: frozenset[str] = frozenset()
    eligible: bool = True
    must_place: bool = False
    tier: int = 0
    manager: str | None = None
    lottery_rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """One set of learners. ``minimum`` and ``maximum`` count learners, never trainers.

    ``required`` maps an attribute to the levels that must each be present. ``single_organisation``
    names the one organisation whose people this set may take (a labelled comparison arm).
    """

    id: str
    date: dt.date
    session_dates: tuple[dt.date, ...]
    mode: str
    venue: str | None
    minimum: int
    maximum: int
    trainers_needed: int = 0
    quals: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    single_organisation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Venue:
    """A place with ``capacity`` seats, trainers included, and the features of the building."""

    id: str
    capacity: int
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Trainer:
    """``dbs_valid_until`` ``None`` means not recorded, which never counts as valid clearance."""

    id: str
    quals: frozenset[str] = frozenset()
    dbs_valid_until: dt.date | None = None
    available: frozenset[str] = frozenset()
    max_cohorts: int = 1


@dataclass(frozen=True, kw_only=True)
class ServiceCover:
    """At most ``maximum`` people whose ``team`` attribute is ``team`` may be away on one date."""

    team: str
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything one allocation needs; rows may come in any order, the plan does not depend on it.

    ``weights`` maps an attribute to how much mixing on it counts. ``max_share`` maps an attribute
    and level to the largest share (0 to 1) of a set. ``never_alone`` lists attributes on which
    nobody should be the only one of their level, if that can be avoided. ``strata`` lists the
    attributes within which a lottery is drawn where ``lottery_rank`` is missing. ``unused`` names
    fields that were read but that this version does not act on.
    """

    people: tuple[Person, ...]
    cohorts: tuple[Cohort, ...]
    venues: tuple[Venue, ...] = ()
    trainers: tuple[Trainer, ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    keep_together: tuple[tuple[str, ...], ...] = ()
    locks: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    service_cover: tuple[ServiceCover, ...] = ()
    max_share: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    seed: int = 0
    organisation_attribute: str = "organisation"
    never_alone: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
