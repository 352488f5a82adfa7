"""``goldenthread allocate``: a problem file in, a plan and a report out."""

import argparse
import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path

from goldenthread.methods.allocation.clock import OutOfTime
from goldenthread.methods.allocation.plan import Plan, Violation
from goldenthread.methods.allocation.planning import allocate
from goldenthread.methods.allocation.problem import BadProblem, Problem
from goldenthread.methods.allocation.reader import read_problem
from goldenthread.methods.allocation.spreadsheets import read_spreadsheets
from goldenthread.methods.allocation.verifier import verify

WRITTEN, NO_ANSWER, BAD_INPUT, INFEASIBLE = 0, 1, 2, 3


def main(argv: list[str]) -> int:
    """Run the command; 0 plan written, 3 infeasible, 2 bad input, 1 stopped without an answer.

    Refusals are one sentence on standard error. The report is written for 0 and 3, the plan for 0.
    """
    options = _parser().parse_args(argv)
    try:
        problem = _read(options)
        plan = allocate(problem, seed=options.seed, time_limit_s=options.time_limit)
        violations = verify(problem, plan)
        if plan.status == "ok":
            _write_plan(options.out, plan)
        _write_report(options.report, plan, violations)
    except BadProblem as refusal:
        return _say(str(refusal), BAD_INPUT)
    except OSError as problem_with_file:
        name = Path(str(problem_with_file.filename)).name
        return _say(f"The file {name} could not be written.", BAD_INPUT)
    except OutOfTime:
        return _say("The limit was reached before any plan was found; allow more time.", NO_ANSWER)
    if plan.explanation is not None:
        return _say(f"{plan.explanation.sentence} {plan.explanation.smallest_fix}", INFEASIBLE)
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goldenthread allocate", description="Place people in cohorts and explain each place."
    )
    parser.add_argument("problem", nargs="?", type=Path, help="problem as JSON, plain or .gz")
    parser.add_argument("--applicants", type=Path, help="people as CSV, instead of a JSON problem")
    parser.add_argument("--cohorts", type=Path, help="cohorts as CSV, with --applicants")
    parser.add_argument("--out", type=Path, required=True, help="plan as CSV")
    parser.add_argument("--report", type=Path, required=True, help="report as JSON")
    parser.add_argument("--seed", type=int, help="replaces the seed in the problem")
    parser.add_argument("--time-limit", type=float, help="safety stop in seconds")
    return parser


def _read(options: argparse.Namespace) -> Problem:
    if options.seed is not None and options.seed < 0:
        raise BadProblem("The command, option --seed: a whole number of at least 0 is needed here.")
    if options.applicants is not None and options.cohorts is not None:
        return read_spreadsheets(options.applicants, options.cohorts)
    if options.problem is None:
        raise BadProblem(
            "The command, option PROBLEM: name a problem file, or give --applicants and --cohorts."
        )
    return read_problem(options.problem)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


def _write_plan(path: Path, plan: Plan) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("person_id", "cohort_id", "reason"))
        for placement in plan.placements:
            writer.writerow((placement.person_id, placement.cohort_id or "", placement.reason))


def _write_report(path: Path, plan: Plan, violations: tuple[Violation, ...]) -> None:
    row = asdict(plan)
    del row["placements"]
    row["violations"] = [asdict(violation) for violation in violations]
    row["elapsed_s"] = round(plan.elapsed_s, 3)
    path.write_text(json.dumps(row, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
