"""A file in, looked over, brought in, taken back; nothing written before, nothing left after."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.directory.models import Place
from goldenthread.files.models import StoredFile
from goldenthread.imports import operations, queries
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.imports.operations import applying
from goldenthread.imports.operations.rows import unsealed
from goldenthread.imports.terms import ImportState, Outcome
from goldenthread.jobs import operations as jobs
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import Cancelled
from tests.factories.access import SYSTEM, actor_of, actor_with, user_with
from tests.factories.directory import make_place
from tests.factories.imports import sheet, snapshot

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ROWS = [["Place", "Secret"], ["Alder", "s1"], ["Birch", "s2"], ["ALDER", ""], ["", "x"]]


@pytest.fixture
def county() -> Place:
    return make_place("County")


def started(county: Place, rows: list[list[Any]] | None = None, by: Any = SYSTEM) -> int:
    return operations.start_import(
        kind="test-places",
        target_id=county.pk,
        name="places.xlsx",
        content=sheet(rows or ROWS),
        now=NOW,
        by=by,
    )


def previewed(county: Place, rows: list[list[Any]] | None = None) -> int:
    run_id = started(county, rows)
    operations.plan_run(run_id=run_id, by=SYSTEM)
    return run_id


def brought_in(county: Place, rows: list[list[Any]] | None = None) -> int:
    run_id = previewed(county, rows)
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    return run_id


def test_the_preview_says_what_each_line_becomes_and_writes_nothing(county: Place) -> None:
    before = snapshot()
    run_id = previewed(county)
    found = queries.lines_page(queries.run_row(SYSTEM, run_id)).lines
    assert [(line.number, line.outcome.value) for line in found] == [
        (2, "created"),
        (3, "created"),
        (4, "duplicate"),
        (5, "refused"),
    ]
    assert found[2].same_as == 2
    assert snapshot() == before
    row = queries.run_row(SYSTEM, run_id)
    assert (row.state, row.to_write, row.written) == (ImportState.PREVIEW, 2, 0)
    assert row.remarks[0].title == "Good to know"


def test_what_a_line_says_lies_encrypted_and_only_for_lines_to_write(county: Place) -> None:
    previewed(county)
    for line in ImportLine.objects.all():
        assert b"Alder" not in bytes(line.sealed)
    assert unsealed(ImportLine.objects.get(number=2).sealed) == {"name": "Alder"}
    assert bytes(ImportLine.objects.get(number=4).sealed) == b""


def test_confirming_writes_the_lines_and_deletes_the_file(county: Place) -> None:
    run_id = brought_in(county)
    assert set(Place.objects.filter(parent=county).values_list("name", flat=True)) == {
        "Alder",
        "Birch",
    }
    row = queries.run_row(SYSTEM, run_id)
    assert (row.state, row.written) == (ImportState.DONE, 2)
    assert not StoredFile.objects.exists()
    assert all(bytes(line.sealed) == b"" for line in ImportLine.objects.all())


def test_confirming_twice_brings_in_once(county: Place) -> None:
    run_id = previewed(county)
    first = operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    assert operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM) == first
    jobs.run(first)
    jobs.run(first)
    assert Place.objects.filter(parent=county).count() == 2
    with pytest.raises(Refused, match="brought in already"):
        operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)


def test_the_job_ends_with_a_sentence_and_the_way_to_the_result(county: Place) -> None:
    user = user_with(Role.COORDINATOR)
    by = actor_of(user)
    run_id = started(county, by=by)
    operations.plan_run(run_id=run_id, by=by)
    job_id = operations.confirm_import(run_id=run_id, now=NOW, by=by)
    jobs.run(job_id)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.sentence) == ("done", "2 places are in.")
    assert job.result["next_url"] == f"/imports/{run_id}/"
    undo_id = operations.undo_import(run_id=run_id, now=NOW, by=by)
    jobs.run(undo_id)
    assert "everything is as before" in Job.objects.get(pk=undo_id).sentence


def test_a_line_that_a_rule_refuses_keeps_the_rules_sentence(county: Place) -> None:
    run_id = brought_in(county, [["Place", "x"], ["Nowhere", "1"], ["Birch", "2"]])
    line = ImportLine.objects.get(run_id=run_id, number=2)
    assert (line.outcome, line.reason) == (Outcome.REFUSED, "There is no such place.")
    assert list(Place.objects.filter(parent=county).values_list("name", flat=True)) == ["Birch"]


def test_work_that_was_stopped_goes_on_where_it_was(
    county: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "LINES_AT_ONCE", 1)
    run_id = previewed(county)
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)

    def stop(percent: float, doing: str) -> None:
        if percent > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM, report=stop)
    assert queries.run_row(SYSTEM, run_id).written == 1
    assert operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM) == 2


def test_what_was_half_brought_in_can_be_undone_once_the_work_is_stopped(county: Place) -> None:
    before = snapshot()
    run_id = previewed(county)
    job_id = operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    with pytest.raises(Refused, match="Stop that first"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    jobs.cancel(job_id=job_id, by=SYSTEM)
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)
    assert snapshot() == before


def test_undoing_a_stopped_import_leaves_neither_file_nor_lines_to_read(county: Place) -> None:
    run_id = previewed(county)
    job_id = operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    jobs.cancel(job_id=job_id, by=SYSTEM)
    assert StoredFile.objects.count() == 1
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)
    run = ImportRun.objects.get(pk=run_id)
    assert (run.state, run.file_id, bytes(run.samples)) == (ImportState.UNDONE, None, b"")
    assert {bytes(line.sealed) for line in run.lines.all()} == {b""}
    assert not StoredFile.objects.exists()


def test_samples_and_remarks_go_when_undo_is_over(county: Place) -> None:
    run_id = previewed(county)
    job_id = operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    jobs.cancel(job_id=job_id, by=SYSTEM)
    ImportRun.objects.filter(pk=run_id).update(remarks=[{"title": "x", "sentences": ["Birch"]}])
    operations.forget_old(now=NOW + timedelta(days=31))
    run = ImportRun.objects.get(pk=run_id)
    assert (bytes(run.samples), run.remarks, run.lines.count()) == (b"", [], 0)


def test_undo_is_refused_with_a_list_while_later_work_rests_on_it(county: Place) -> None:
    run_id = brought_in(county)
    make_place("Hamlet", parent=Place.objects.get(name="Alder"))
    with pytest.raises(Refused, match="Hamlet lies in Alder"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    assert operations.depending_on(run_id=run_id, now=NOW, by=SYSTEM)
    assert Place.objects.filter(name="Birch").exists()


def test_undo_is_over_after_thirty_days(county: Place) -> None:
    run_id = brought_in(county)
    with pytest.raises(Refused, match="30 days"):
        operations.undo_import(run_id=run_id, now=NOW + timedelta(days=31), by=SYSTEM)


def test_an_import_is_undone_once(county: Place) -> None:
    run_id = brought_in(county)
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)
    with pytest.raises(Refused, match="has been undone"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)


NAMES = st.lists(
    st.sampled_from(["Alder", "ALDER", "Birch", "Cedar", "Known", "known", "Nowhere", ""]),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(names=NAMES)
def test_confirm_and_undo_leave_everything_as_before(names: list[str]) -> None:
    Place.objects.all().delete()
    county = make_place("County")
    Place.objects.create(name="Known", code="known")
    before = snapshot()
    run_id = started(county, [["Place", "x"], *([name, "1"] for name in names)])
    operations.match_columns(run_id=run_id, matching={"name": 0, "secret": 1}, by=SYSTEM)
    operations.plan_run(run_id=run_id, by=SYSTEM)
    if queries.run_row(SYSTEM, run_id).to_write == 0:
        with pytest.raises(Refused, match="nothing to bring in"):
            operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
        return
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)
    assert snapshot() == before


def test_matching_other_columns_forgets_the_earlier_preview(county: Place) -> None:
    run_id = previewed(county)
    operations.match_columns(run_id=run_id, matching={"name": 1}, by=SYSTEM)
    assert not ImportLine.objects.exists()
    operations.plan_run(run_id=run_id, by=SYSTEM)
    assert queries.lines_page(queries.run_row(SYSTEM, run_id)).lines[0].title == "s1"


def test_samples_of_private_columns_are_never_shown(county: Place) -> None:
    choices = {c.field.key: c for c in operations.columns_of(run_id=started(county), by=SYSTEM)}
    assert choices["name"].samples == ("Alder", "Birch", "ALDER")
    assert choices["secret"].chosen == 1 and choices["secret"].samples == ()


def test_a_long_file_is_looked_over_in_the_background(
    county: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.imports.operations.planning.LOOKED_OVER_AT_ONCE", 2)
    run_id = started(county)
    job_id = operations.look_over(run_id=run_id, by=SYSTEM)
    assert job_id is not None
    jobs.run(job_id)
    assert "2 can be brought in" in Job.objects.get(pk=job_id).sentence
    assert queries.run_row(SYSTEM, run_id).state == ImportState.PREVIEW


def test_a_file_we_cannot_read_is_not_kept(county: Place) -> None:
    with pytest.raises(Refused):
        operations.start_import(
            kind="test-places", target_id=county.pk, name="x", content=b"%PDF", now=NOW, by=SYSTEM
        )
    assert not StoredFile.objects.exists() and not ImportRun.objects.exists()


def test_a_file_nobody_confirms_goes_after_seven_days(county: Place) -> None:
    run_id = previewed(county)
    assert operations.forget_old(now=NOW + timedelta(days=6)) == 0
    assert operations.forget_old(now=NOW + timedelta(days=7)) == 1
    assert not StoredFile.objects.exists() and not ImportLine.objects.exists()
    with pytest.raises(OutOfReach):
        queries.run_row(SYSTEM, run_id)


def test_lines_go_when_undo_is_over(county: Place) -> None:
    brought_in(county)
    operations.forget_old(now=NOW + timedelta(days=30))
    assert not ImportLine.objects.exists()
    assert ImportRun.objects.get().state == ImportState.DONE


def test_a_file_put_aside_leaves_nothing(county: Place) -> None:
    run_id = previewed(county)
    operations.discard_import(run_id=run_id, by=SYSTEM)
    assert not ImportLine.objects.exists() and not StoredFile.objects.exists()
    with pytest.raises(Refused, match="put aside"):
        operations.plan_run(run_id=run_id, by=SYSTEM)


def test_another_places_coordinator_reaches_nothing_of_an_import(county: Place) -> None:
    run_id = previewed(county)
    other = actor_with(Role.COORDINATOR, over=(ScopeKind.PLACE, make_place().pk))
    facilitator = actor_with(Role.FACILITATOR)
    for actor in (other, facilitator):
        assert queries.runs(actor, queries.targets(actor)) == ()
        with pytest.raises(OutOfReach):
            queries.run_row(actor, run_id)
        with pytest.raises(OutOfReach):
            operations.confirm_import(run_id=run_id, now=NOW, by=actor)
        with pytest.raises(OutOfReach):
            started(county, by=actor)
    with pytest.raises(OutOfReach):
        operations.plan_run(run_id=0, by=SYSTEM)
    with pytest.raises(OutOfReach):
        operations.start_import(
            kind="nothing", target_id=1, name="x", content=b"", now=NOW, by=SYSTEM
        )
