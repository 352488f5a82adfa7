"""How people sit in the cohorts of an offer now, and which rules that breaks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from goldenthread.access.actor import Actor
from goldenthread.learning.queries.forming import forming
from goldenthread.learning.queries.plan_checks import broken_now, named
from goldenthread.learning.rules.plans import cohort_token, person_token, tokens_in

# Whether new dates suit is for each person to say; the form they filled in could not ask.
DATES = "available"


@dataclass(frozen=True)
class Seating:
    """Hard rules that the seating breaks, in words, and who never said whether the dates suit."""

    sentences: tuple[str, ...]
    without_dates: frozenset[tuple[int, int]]

    def new_since(self, before: "Seating") -> tuple[str, ...]:
        """What a change would break that was whole before it."""
        return tuple(one for one in self.sentences if one not in before.sentences)

    def dates_unknown(self, before: "Seating") -> int:
        """How many people the change brings to dates they have not been asked about."""
        return len(self.without_dates - before.without_dates)


def seating(actor: Actor, offer_id: int, *, on: date, cohort_ids: Collection[int] = ()) -> Seating:
    """By the independent verifier; the caller may form the cohorts of this offer.

    With `cohort_ids`, only what concerns one of these cohorts.
    """
    known = forming(actor, offer_id, on=on, begun=True)
    seated = {person_token(a): cohort_token(c) for a, c in known.settled.items()}
    broken = broken_now(known, seated).violations if known.problem.people else ()
    about = [v for v in broken if _concerns(v.sentence, cohort_ids)]
    said = [named(v.sentence, known) for v in about if v.rule != DATES]
    unknown = [tokens_in(v.sentence) for v in about if v.rule == DATES]
    return Seating(
        sentences=tuple(said),
        without_dates=frozenset(
            (next(n for k, n in tokens if k == "P"), next(n for k, n in tokens if k == "C"))
            for tokens in unknown
        ),
    )


def _concerns(sentence: str, cohort_ids: Collection[int]) -> bool:
    named_here = [number for kind, number in tokens_in(sentence) if kind == "C"]
    return not cohort_ids or not named_here or any(n in cohort_ids for n in named_here)
