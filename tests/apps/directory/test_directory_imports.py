"""People, organisations and reporting lines come in from sheets, and go again without a trace."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.directory import operations as directory
from goldenthread.directory.models import (
    Organisation,
    OrganisationName,
    OutsideIdentifier,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.directory.queries.sheet_people import NOT_HERE
from goldenthread.directory.terms import IdentifierScheme
from goldenthread.imports import operations, queries
from goldenthread.imports.models import ImportRun
from goldenthread.search import operations as search
from tests.factories.access import SYSTEM, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_person, make_place, make_report
from tests.factories.imports import everything, sheet
from tests.factories.learning_cohorts import make_offer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Rows = Sequence[Sequence[object]]
PEOPLE = ["Name", "Email", "Organisation", "Job title", "Phone", "Adjustments"]
ORGANISATIONS = ["Organisation", "Sector", "Place", "Part of", "ODS code", "School URN"]
LINES = ["Name", "Email", "Organisation", "Line manager", "Line manager email", "From which day"]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    directory.install_sectors(SYSTEM)


def previewed(kind: str, rows: Rows, *, by: Actor = SYSTEM) -> int:
    run_id = operations.start_import(
        kind=kind, target_id=1, name="list.xlsx", content=sheet(rows), now=NOW, by=by
    )
    operations.plan_run(run_id=run_id, by=by)
    return run_id


def brought_in(kind: str, rows: Rows, *, by: Actor = SYSTEM) -> int:
    run_id = previewed(kind, rows, by=by)
    operations.confirm_import(run_id=run_id, now=NOW, by=by)
    operations.apply_run(run_id=run_id, now=NOW, by=by)
    return run_id


def undone(run_id: int) -> None:
    operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.take_back_run(run_id=run_id, now=NOW, by=SYSTEM)


def told(run_id: int, *, by: Actor = SYSTEM) -> list[tuple[str, str]]:
    lines = queries.lines_page(queries.run_row(by, run_id)).lines
    return [(line.outcome.value, line.reason) for line in lines]


def test_people_are_new_changed_there_already_or_refused_line_by_line() -> None:
    surgery = make_organisation("Hollin Road Surgery")
    known = make_person(name="Ann Ames", email="ann@example.org", organisation=surgery, title="GP")
    before = everything()
    rows = [
        PEOPLE,
        ["Ben Bloom", "ben@example.org", "Hollin Road Surgery", "Nurse", "", "Large print"],
        ["Ann Ames", "ANN@example.org", "Hollin Road Surgery", "Partner", "01234", ""],
        ["Ann Ames", "ann@example.org", "Hollin Road Surgery", "GP", "", ""],
        ["Cleo", "", "", "", "", ""],
        ["Dan Dale", "dan at example", "", "", "", ""],
        ["Eve Ely", "eve@example.org", "Kestrel Trust", "", "", ""],
    ]
    run_id = previewed("people", rows)
    assert everything() == before
    assert [outcome for outcome, _ in told(run_id)] == [
        *("created", "changed", "duplicate", "refused", "refused", "created")
    ]
    reasons = [reason for _, reason in told(run_id)]
    assert reasons[1] == "Phone number: 01234. Job title: GP becomes Partner."
    assert "Line 3 says this already" in reasons[2]
    assert "Nothing but a name" in reasons[3] and "not complete" in reasons[4]
    assert reasons[5] == "Kestrel Trust will be added to the directory."
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    assert operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM) == 3
    known.refresh_from_db()
    assert (known.phone, known.posts.get().title) == ("01234", "Partner")
    assert Post.objects.get(person__name="Ben Bloom").organisation == surgery
    undone(run_id)
    assert everything() == before


def test_what_comes_and_goes_is_found_by_name_and_no_longer() -> None:
    make_person(name="Ann Ames", email="ann@example.org")
    make_organisation("Harbour Trust")
    search.refresh()
    people = [PEOPLE, ["Ann Amos", "ann@example.org", "", "", "", ""]]
    people += [["Ben Bloom", "ben@example.org", "Kestrel Trust", "", "", ""]]
    for kind, rows in (
        ("people", people),
        ("organisations", [ORGANISATIONS, ["New", "GP", "", "", "RXX", ""]]),
        ("organisations", [ORGANISATIONS, ["Harbour Trust", "", "", "", "RYY", ""]]),
    ):
        run_id = brought_in(kind, rows)
        assert search.refresh() == 0
        undone(run_id)
        assert search.refresh() == 0


def test_a_line_that_says_what_is_known_changes_nothing() -> None:
    make_person(name="Ann Ames", email="ann@example.org", organisation=make_organisation("Acorn"))
    run_id = previewed("people", [PEOPLE, ["Dr ANN AMES", "ann@example.org", "Acorn", "", "", ""]])
    assert told(run_id) == [("duplicate", "Everything on this line is in the directory already.")]


def test_people_whose_details_changed_again_since_stay() -> None:
    person = make_person(name="Ann Ames", email="ann@example.org", phone="0")
    run_id = brought_in("people", [PEOPLE, ["Ann Ames", "ann@example.org", "", "", "01234", ""]])
    Person.objects.filter(pk=person.pk).update(phone="5678")
    with pytest.raises(Refused, match="Changed again since: Ann Ames"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)


def test_people_others_rest_on_stay() -> None:
    run_id = brought_in("people", [PEOPLE, ["Ann Ames", "ann@example.org", "", "", "", ""]])
    make_report(make_person(), Person.objects.get(name="Ann Ames"))
    with pytest.raises(Refused, match="1 reporting line"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)


def test_a_person_out_of_reach_looks_like_nobody_and_keeps_their_details() -> None:
    place = make_place()
    own = make_organisation("Own", place=place)
    elsewhere = make_person(name="Zoe Zand", email="zoe@example.org", phone="1")
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, own.pk))
    rows = [
        PEOPLE,
        ["Zoe Zand", "zoe@example.org", "Own", "", "2", ""],
        ["Yan Yu", "yan@example.org", elsewhere.posts.get().organisation.name, "", "", ""],
        ["Xia Xu", "xia@example.org", "Nobody's Yard", "", "", ""],
        ["Will Wu", "will@example.org", "Own", "", "", ""],
    ]
    run_id = previewed("people", rows, by=by)
    assert told(run_id, by=by) == [*[("refused", NOT_HERE)] * 3, ("created", "")]
    wide = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_offer().programme_id))
    assert told(previewed("people", rows, by=wide), by=wide)[:1] == [("created", "")]
    elsewhere.refresh_from_db()
    assert elsewhere.phone == "1"


def test_an_import_into_the_directory_is_seen_by_whoever_started_it() -> None:
    mine, other = user_with(Role.COORDINATOR), user_with(Role.COORDINATOR)
    client = client_of(mine)
    page = client.get("/imports/start/people/")
    assert "/imports/template/people/1/" in page.text
    assert client.get("/imports/template/people/1/").status_code == 200
    file = sheet([PEOPLE, ["Ann Ames", "ann@example.org", "", "", "", ""]])
    upload = {"target": "1", "file": _upload(file)}
    client.post("/imports/start/people/", upload)
    run_id = ImportRun.objects.get().pk
    assert client.get(f"/imports/{run_id}/columns/").status_code == 200
    assert client_of(other).get(f"/imports/{run_id}/columns/").status_code == 404
    assert "list.xlsx" not in client_of(other).get("/imports/").text
    assert "list.xlsx" in client.get("/imports/").text


def _upload(content: bytes) -> Any:
    return SimpleUploadedFile("list.xlsx", content)


def test_organisations_come_with_their_numbers_and_go_again() -> None:
    place = make_place("Saltby")
    trust = make_organisation("Harbour Trust", sector="third_sector")
    directory.set_identifier(
        organisation_id=trust.pk, scheme=IdentifierScheme.ODS, value="RXX", by=SYSTEM
    )
    before = everything()
    rows = [
        ORGANISATIONS,
        ["Alder School", "School", "Saltby", "", "", "123456"],
        ["Alder Nursery", "School", "", "Alder School", "", ""],
        ["Harbour Care Trust", "", "Saltby", "", "RXX", ""],
        ["Harbour Trust", "", "", "", "R1Z", ""],
        ["Birch", "Magic", "", "", "", ""],
        ["Cedar", "", "", "", "", ""],
        ["Dell", "Council", "Nowhere", "", "", ""],
        ["Elm", "Council", "", "Unheard of", "", ""],
        ["Fir", "Council", "", "", "", "12"],
    ]
    run_id = previewed("organisations", rows)
    outcomes = [outcome for outcome, _ in told(run_id)]
    assert outcomes == ["created", "created", "changed", "changed", *["refused"] * 5]
    reasons = [reason for _, reason in told(run_id)]
    assert reasons[2] == "Also known as Harbour Care Trust. Place: Saltby."
    assert "ODS code (NHS): RXX becomes R1Z." in reasons[3]
    assert [
        word in reason
        for word, reason in zip(
            ("Magic", "which sector", "Nowhere", "Unheard of", "6 numbers"),
            reasons[4:],
            strict=True,
        )
    ] == [True] * 5
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    assert operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM) == 4
    nursery = Organisation.objects.get(name="Alder Nursery")
    assert nursery.parent is not None and nursery.parent.name == "Alder School"
    trust.refresh_from_db()
    assert (trust.place, trust.name) == (place, "Harbour Trust")
    assert OutsideIdentifier.objects.get(organisation=trust).value == "R1Z"
    assert OrganisationName.objects.get().name == "Harbour Care Trust"
    undone(run_id)
    assert everything() == before


def test_organisations_kept_by_others_are_not_changed() -> None:
    trust = make_organisation("Harbour Trust")
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_offer().programme_id))
    run_id = previewed(
        "organisations", [ORGANISATIONS, ["Harbour Trust", "", "", "", "RXX", ""]], by=by
    )
    assert "Another programme keeps" in told(run_id, by=by)[0][1]
    narrow = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, trust.pk))
    rows = [ORGANISATIONS, ["New", "Council", "", "", "", ""]]
    assert (
        "cannot be added here" in told(previewed("organisations", rows, by=narrow), by=narrow)[0][1]
    )


def test_reporting_lines_end_the_one_before_and_undo_brings_it_back() -> None:
    acorn = make_organisation("Acorn")
    ann, ben, cleo = (
        make_person(name=name, email=f"{name[:3].lower()}@example.org", organisation=acorn)
        for name in ("Ann Ames", "Ben Bloom", "Cleo Cole")
    )
    make_report(ann, ben)
    make_report(cleo, ann)
    before = everything()
    rows = [
        LINES,
        ["Ann Ames", "ann@example.org", "", "Zed", "ben@example.org", ""],
        ["Ben Bloom", "", "Acorn", "Cleo Cole", "", "1 December 2026"],
        ["Cleo Cole", "cle@example.org", "", "Ben Bloom", "", "2026-12-01"],
        ["Ann Ames", "ann@example.org", "", "", "", ""],
        ["Nobody", "nobody@example.org", "", "Ben Bloom", "", ""],
        ["Ben Bloom", "ben@example.org", "", "", "ben@example.org", ""],
    ]
    run_id = previewed("reporting-lines", rows)
    assert [outcome for outcome, _ in told(run_id)] == [
        *("duplicate", "created", "changed", "refused", "refused", "refused")
    ]
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    now = ReportingLine.objects.filter(ends_on=None).values_list("person__name", "manager__name")
    assert ("Ben Bloom", "Cleo Cole") in set(now)
    undone(run_id)
    assert everything() == before


def test_a_line_that_would_never_have_begun_comes_back_under_its_own_number() -> None:
    ann, ben, cleo = (make_person(email=f"{n}@example.org") for n in ("ann", "ben", "cleo"))
    make_report(ann, ben, starts_on=date(2027, 5, 1))
    before = everything()
    rows = [LINES, ["", "ann@example.org", "", "", "cleo@example.org", "2026-12-01"]]
    run_id = brought_in("reporting-lines", rows)
    assert ReportingLine.objects.get(person=ann).manager == cleo
    undone(run_id)
    assert everything() == before


def test_managers_out_of_reach_are_not_known_here() -> None:
    own = make_organisation("Own")
    make_person(name="Ann Ames", email="ann@example.org", organisation=own)
    make_person(name="Zoe Zand", email="zoe@example.org")
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.ORGANISATION, own.pk))
    rows = [LINES, ["", "ann@example.org", "", "", "zoe@example.org", ""]]
    rows += [["", "zoe@example.org", "", "", "ann@example.org", ""]]
    said = [reason for _, reason in told(previewed("reporting-lines", rows, by=by), by=by)]
    assert "do not know this line manager" in said[0] and "We know nobody" in said[1]


def test_columns_are_remembered_for_the_next_file_with_the_same_headings() -> None:
    rows = [["Who", "Where to write", "x"], ["Ann Ames", "ann@example.org", ""]]
    run_id = operations.start_import(
        kind="people", target_id=1, name="a.xlsx", content=sheet(rows), now=NOW, by=SYSTEM
    )
    operations.match_columns(run_id=run_id, matching={"name": 0, "email": 1}, by=SYSTEM)
    operations.plan_run(run_id=run_id, by=SYSTEM)
    again = operations.start_import(
        kind="people", target_id=1, name="b.xlsx", content=sheet(rows), now=NOW, by=SYSTEM
    )
    assert queries.run_row(SYSTEM, again).matching == {"name": 0, "email": 1}


def test_facilitators_import_nothing() -> None:
    by = actor_with(Role.FACILITATOR)
    for kind in ("people", "organisations", "reporting-lines"):
        with pytest.raises(OutOfReach):
            previewed(kind, [PEOPLE, ["Ann", "ann@example.org", "", "", "", ""]], by=by)
