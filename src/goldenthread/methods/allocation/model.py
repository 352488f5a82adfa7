"""The hard rules as a CP-SAT model: one function a rule, so a rule can be left out by name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from goldenthread.methods.allocation.index import Bools, Index
from goldenthread.methods.allocation.staffing import may_train

SHARE_UNIT = 10_000


@dataclass(frozen=True, eq=False)
class Model:
    """``x`` person in cohort, ``runs`` cohort runs, ``z`` trainer teaches cohort."""

    index: Index
    cp: cp_model.CpModel
    x: dict[tuple[int, int], cp_model.IntVar]
    runs: tuple[cp_model.IntVar, ...]
    z: dict[tuple[int, int], cp_model.IntVar]
    in_cohort: tuple[tuple[int, ...], ...]

    def size(self, k: int) -> cp_model.LinearExprT:
        return sum(self.x[i, k] for i in self.in_cohort[k])

    def at_level(self, k: int, attribute: str, name: str) -> list[cp_model.IntVar]:
        level, column = self.index.level(attribute, name), self.index.column(attribute)
        rows = self.index.levels
        return [self.x[i, k] for i in self.in_cohort[k] if rows[i, column] == level]


def build_model(
    index: Index,
    *,
    must: Bools,
    leave_out: frozenset[str] = frozenset(),
    people: Iterable[int] | None = None,
) -> Model:
    """The hard rules over ``people`` (default everybody), with ``must`` (n,) to be placed."""
    cp = cp_model.CpModel()
    wanted = range(len(index.people)) if people is None else sorted(people)
    x = {(i, int(k)): cp.new_bool_var("") for i in wanted for k in index.allowed[i].nonzero()[0]}
    members: list[list[int]] = [[] for _ in index.cohorts]
    for i, k in x:
        members[k].append(i)
    model = Model(
        index=index,
        cp=cp,
        x=x,
        runs=tuple(cp.new_bool_var("") for _ in index.cohorts),
        z=_trainer_variables(index, cp) if "trainers" not in leave_out else {},
        in_cohort=tuple(tuple(row) for row in members),
    )
    _one_each(model, wanted, must)
    for name, rule in RULES.items():
        if name not in leave_out:
            rule(model)
    return model


def _trainer_variables(
    index: Index, cp: cp_model.CpModel
) -> dict[tuple[int, int], cp_model.IntVar]:
    return {
        (t, k): cp.new_bool_var("")
        for t, trainer in enumerate(index.trainers)
        for k, cohort in enumerate(index.cohorts)
        if cohort.trainers_needed and may_train(trainer, cohort)
    }


def _one_each(model: Model, wanted: Iterable[int], must: Bools) -> None:
    for i in wanted:
        mine = [model.x[i, int(k)] for k in model.index.allowed[i].nonzero()[0]]
        if must[i]:
            model.cp.add_exactly_one(mine)
        elif mine:
            model.cp.add_at_most_one(mine)
    for (_, k), seat in model.x.items():
        model.cp.add_implication(seat, model.runs[k])


def _seats(model: Model) -> None:
    for k, running in enumerate(model.runs):
        model.cp.add(model.size(k) <= int(model.index.seats[k]) * running)


def _minimum(model: Model) -> None:
    for k, running in enumerate(model.runs):
        model.cp.add(model.size(k) >= max(1, int(model.index.minimum[k])) * running)


def _required(model: Model) -> None:
    for k, cohort in enumerate(model.index.cohorts):
        for attribute, names in cohort.required.items():
            for name in names:
                model.cp.add(sum(model.at_level(k, attribute, name)) >= model.runs[k])


def _keep_apart(model: Model) -> None:
    for clique in cliques(model.index.conflicts):
        for k in range(len(model.runs)):
            seats = [model.x[i, k] for i in clique if (i, k) in model.x]
            if len(seats) > 1:
                model.cp.add_at_most_one(seats)


def cliques(conflicts: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, ...]]:
    """Cliques that cover every keep-apart pair, grown greedily from the lowest pair not covered."""
    covered: set[tuple[int, int]] = set()
    for first, others in enumerate(conflicts):
        for second in others:
            if second < first or (first, second) in covered:
                continue
            clique = [first, second]
            for third in others:
                if third not in clique and all(third in conflicts[m] for m in clique):
                    clique.append(third)
            covered.update(combinations(sorted(clique), 2))
            yield tuple(sorted(clique))


def _keep_together(model: Model) -> None:
    for group in model.index.groups:
        for first, second in pairwise(group):
            for k in range(len(model.runs)):
                if (first, k) in model.x and (second, k) in model.x:
                    model.cp.add(model.x[first, k] == model.x[second, k])


def _venues(model: Model) -> None:
    bookings: dict[tuple[str, date], list[cp_model.IntVar]] = {}
    for k, cohort in enumerate(model.index.cohorts):
        for day in set(cohort.session_dates):
            if cohort.venue is not None:
                bookings.setdefault((cohort.venue, day), []).append(model.runs[k])
    for running in bookings.values():
        if len(running) > 1:
            model.cp.add_at_most_one(running)


def _service_cover(model: Model) -> None:
    dates = sorted({day for cohort in model.index.cohorts for day in cohort.session_dates})
    for cover in model.index.problem.service_cover:
        team = {
            i
            for i, person in enumerate(model.index.people)
            if person.attributes.get("team") == cover.team
        }
        for day in dates:
            away = [
                seat
                for (i, k), seat in model.x.items()
                if i in team and day in model.index.cohorts[k].session_dates
            ]
            model.cp.add(sum(away) <= cover.maximum)


def _max_share(model: Model) -> None:
    for attribute, shares in model.index.problem.max_share.items():
        for k, cohort in enumerate(model.index.cohorts):
            if cohort.single_organisation and attribute == _organisation(model):
                continue
            for name, share in shares.items():
                most = int(share * SHARE_UNIT + 1e-9)
                here = sum(model.at_level(k, attribute, name))
                model.cp.add(SHARE_UNIT * here <= most * model.size(k))


def _organisation(model: Model) -> str:
    return model.index.problem.organisation_attribute


def _trainers(model: Model) -> None:
    cp, index = model.cp, model.index
    teams: list[dict[int, cp_model.IntVar]] = [{} for _ in index.cohorts]
    taught: list[dict[int, cp_model.IntVar]] = [{} for _ in index.trainers]
    for (t, k), teaches in model.z.items():
        teams[k][t] = taught[t][k] = teaches
    for k, cohort in enumerate(index.cohorts):
        team = teams[k]
        cp.add(sum(team.values()) == cohort.trainers_needed * model.runs[k])
        for qual in cohort.quals if cohort.trainers_needed else ():
            holders = [v for t, v in team.items() if qual in index.trainers[t].quals]
            cp.add(sum(holders) >= model.runs[k])
    for t, trainer in enumerate(index.trainers):
        cp.add(sum(taught[t].values()) <= trainer.max_cohorts)
        _no_double_booking(model, taught[t])


def _no_double_booking(model: Model, taught: dict[int, cp_model.IntVar]) -> None:
    days: dict[date, list[cp_model.IntVar]] = {}
    for k, teaches in taught.items():
        for day in set(model.index.cohorts[k].session_dates):
            days.setdefault(day, []).append(teaches)
    for teaching in days.values():
        if len(teaching) > 1:
            model.cp.add_at_most_one(teaching)


def _own_trainer(model: Model) -> None:
    place = {trainer.id: t for t, trainer in enumerate(model.index.trainers)}
    for (i, k), seat in model.x.items():
        person = model.index.people[i]
        for t in (place.get(person.manager or ""), place.get(person.id)):
            if t is not None and (t, k) in model.z:
                model.cp.add_at_most_one((seat, model.z[t, k]))


RULES: dict[str, Callable[[Model], None]] = {
    "seats": _seats,
    "minimum": _minimum,
    "required": _required,
    "keep_apart": _keep_apart,
    "keep_together": _keep_together,
    "venues": _venues,
    "service_cover": _service_cover,
    "max_share": _max_share,
    "trainers": _trainers,
    "own_trainer": _own_trainer,
}
