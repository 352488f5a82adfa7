"""Marks come in from a sheet, for people of the cohort only, and go again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.imports import operations, queries
from goldenthread.learning.models import Attendance, Cohort, Membership, Session
from goldenthread.learning.operations.registers import close_register, mark_attendance
from goldenthread.learning.terms import Mark
from tests.factories.access import actor_with
from tests.factories.directory import make_person
from tests.factories.imports import everything, sheet
from tests.factories.learning_cohorts import BY, FIRST, make_cohort, make_member

pytestmark = pytest.mark.django_db
NOW = FIRST + timedelta(days=15)
Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def cohort() -> Cohort:
    return make_cohort()


def member(cohort: Cohort, name: str) -> Membership:
    row = make_member(cohort)
    row.person.name, row.person.key = name, name.lower()
    row.person.save()
    return row


def previewed(cohort: Cohort, rows: Rows, *, by: Actor = BY) -> int:
    run_id = operations.start_import(
        kind="registers", target_id=cohort.pk, name="r.xlsx", content=sheet(rows), now=NOW, by=by
    )
    operations.plan_run(run_id=run_id, by=by)
    return run_id


def brought_in(run_id: int) -> int:
    operations.confirm_import(run_id=run_id, now=NOW, by=BY)
    operations.apply_run(run_id=run_id, now=NOW, by=BY)
    return run_id


def told(run_id: int) -> list[tuple[str, str]]:
    lines = queries.lines_page(queries.run_row(BY, run_id)).lines
    return [(line.outcome.value, line.reason) for line in lines]


def test_a_column_a_session_becomes_marks_and_goes_again(cohort: Cohort) -> None:
    ann, ben = member(cohort, "Ann Ames"), member(cohort, "Ben Bloom")
    stranger = make_person(name="Zoe Zand", email="zoe@example.org")
    first = Session.objects.get(cohort=cohort, number=1)
    marks = {ben.person_id: Mark.WHOLE}
    mark_attendance(session_id=first.pk, marks=marks, now=first.starts_at, by=BY)
    before = everything()
    rows = [
        ["Name", "Email", "14 April 2026", "Session 2"],
        ["Ann Ames", "", "yes", "left early"],
        ["", ben.person.email, "absent", "y"],
        ["Ann Ames", "", "Y", "part"],
        [stranger.name, stranger.email, "yes", ""],
        ["Ben Bloom", "", "perhaps so", ""],
        ["Ben Bloom", "", "", ""],
    ]
    run_id = previewed(cohort, rows)
    assert told(run_id)[:4] == [
        ("created", "Session 1: whole. Session 2: part."),
        ("changed", "Session 1: whole becomes not able to attend. Session 2: whole."),
        ("duplicate", "Line 2 says this already. Only that line counts."),
        ("refused", "Nobody of this name or address is in this cohort."),
    ]
    assert "perhaps so" in told(run_id)[4][1] and "no mark" in told(run_id)[5][1]
    assert everything() == before
    brought_in(run_id)
    assert Attendance.objects.get(person=ann.person, session=first).mark == Mark.WHOLE
    assert Attendance.objects.count() == 4
    operations.undo_import(run_id=run_id, now=NOW, by=BY)
    operations.take_back_run(run_id=run_id, now=NOW, by=BY)
    assert everything() == before


def test_a_line_a_mark_names_its_session(cohort: Cohort) -> None:
    member(cohort, "Ann Ames")
    rows = [["Name", "Session", "Mark"], ["Ann Ames", "1", "yes"], ["Ann Ames", "28/04/2026", "p"]]
    run_id = previewed(cohort, [*rows, ["Ann Ames", "9", "yes"]])
    assert [outcome for outcome, _ in told(run_id)] == ["created", "created", "refused"]
    brought_in(run_id)
    marks = Attendance.objects.order_by("session__number").values_list("mark", flat=True)
    assert list(marks) == [Mark.WHOLE, Mark.PART]


def test_a_register_closed_since_keeps_its_marks(cohort: Cohort) -> None:
    member(cohort, "Ann Ames")
    run_id = brought_in(previewed(cohort, [["Name", "Session 1"], ["Ann Ames", "yes"]]))
    first = Session.objects.get(cohort=cohort, number=1)
    close_register(session_id=first.pk, now=NOW + timedelta(hours=1), by=BY)
    with pytest.raises(Refused, match="was closed since"):
        operations.undo_import(run_id=run_id, now=NOW, by=BY)


def test_whoever_was_not_there_on_the_day_has_no_mark(cohort: Cohort) -> None:
    row = member(cohort, "Ann Ames")
    Membership.objects.filter(pk=row.pk).update(starts_on=FIRST.date() + timedelta(days=7))
    run_id = previewed(cohort, [["Name", "Session 1"], ["Ann Ames", "yes"], ["x", ""]])
    assert told(run_id)[0][0] == "refused"


def test_another_coordinators_cohort_is_out_of_reach(cohort: Cohort) -> None:
    other = make_cohort().offer.programme_id
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, other))
    with pytest.raises(OutOfReach):
        previewed(cohort, [["Name", "Session 1"], ["Ann Ames", "yes"]], by=by)
