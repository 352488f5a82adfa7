"""The verifier's rules about a set as a whole: size, mix, cover, venue."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from goldenthread.methods.allocation.facts import Facts, Seated
from goldenthread.methods.allocation.plan import Violation
from goldenthread.methods.allocation.problem import Cohort


def cohort_violations(facts: Facts, seated: Seated, cohorts: Iterable[str]) -> Iterator[Violation]:
    """Every rule broken by the make-up of each of ``cohorts``; an empty one does not run."""
    for identifier in cohorts:
        members = seated.members.get(identifier, ())
        if members:
            cohort = facts.cohorts[identifier]
            yield from _size(facts, cohort, len(members))
            yield from _required(facts, cohort, members)
            yield from _share(facts, cohort, members)


def _size(facts: Facts, cohort: Cohort, size: int) -> Iterator[Violation]:
    room = cohort.maximum
    if cohort.venue is not None:
        room = min(room, facts.venues[cohort.venue].capacity - cohort.trainers_needed)
    if size > room:
        yield Violation(
            rule="capacity",
            sentence=f"{cohort.id} has {size} learners and room for {max(room, 0)}.",
        )
    if size < cohort.minimum:
        yield Violation(
            rule="minimum",
            sentence=f"{cohort.id} has {size} learners and needs at least {cohort.minimum}.",
        )


def _required(facts: Facts, cohort: Cohort, members: Iterable[str]) -> Iterator[Violation]:
    for attribute, levels in sorted(cohort.required.items()):
        present = {facts.people[m].attributes.get(attribute) for m in members}
        for level in levels:
            if level not in present:
                yield Violation(
                    rule="required",
                    sentence=f"{cohort.id} has nobody from {level.replace('_', ' ')}.",
                )


def _share(facts: Facts, cohort: Cohort, members: tuple[str, ...]) -> Iterator[Violation]:
    for attribute, shares in sorted(facts.problem.max_share.items()):
        if cohort.single_organisation and attribute == facts.problem.organisation_attribute:
            continue
        count = Counter(facts.people[m].attributes.get(attribute) for m in members)
        for level, share in sorted(shares.items()):
            if count[level] > Fraction(str(share)) * len(members):
                yield Violation(
                    rule="max_share",
                    sentence=f"{cohort.id} has {count[level]} of {len(members)} learners from"
                    f" {level.replace('_', ' ')}, more than the largest share of {share:.0%}.",
                )


def cover_violations(facts: Facts, seated: Seated) -> Iterator[Violation]:
    """Teams with more people away on one date than their service cover allows."""
    for rule in facts.problem.service_cover:
        away: Counter[date] = Counter()
        for person, cohort in seated.cohort_of.items():
            if facts.people[person].attributes.get("team") == rule.team:
                away.update(set(facts.cohorts[cohort].session_dates))
        for day, count in sorted(away.items()):
            if count > rule.maximum:
                yield Violation(
                    rule="service_cover",
                    sentence=f"{count} people of team {rule.team} would be away on"
                    f" {day.isoformat()}, and at most {rule.maximum} may be.",
                )


def venue_violations(facts: Facts, seated: Seated) -> Iterator[Violation]:
    """Venues that two running cohorts use on the same date."""
    taken: dict[tuple[str, date], str] = {}
    for identifier in sorted(seated.members):
        cohort = facts.cohorts[identifier]
        for day in sorted(set(cohort.session_dates)):
            if cohort.venue is None:
                continue
            other = taken.setdefault((cohort.venue, day), identifier)
            if other != identifier:
                yield Violation(
                    rule="venue",
                    sentence=f"{other} and {identifier} both use venue {cohort.venue} on"
                    f" {day.isoformat()}.",
                )
