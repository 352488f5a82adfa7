"""A Microsoft Forms export becomes 140 applications, and goes again without a trace."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory import operations as directory
from goldenthread.directory.models import (
    AdjustmentNeed,
    Organisation,
    Person,
    Post,
    ReportingLine,
)
from goldenthread.imports import kinds, operations, queries
from goldenthread.imports.models import ImportLine
from goldenthread.imports.terms import Line, Outcome
from goldenthread.learning.models import (
    Application,
    Availability,
    CriteriaVersion,
    Criterion,
    CriterionAnswer,
    HardNote,
    Offer,
)
from goldenthread.learning.pages.signup_panels import signups_panel
from goldenthread.learning.queries import signups
from goldenthread.learning.terms import ApplicationSource, ApplicationState, CriterionKind
from goldenthread.messaging.models import Message
from goldenthread.search import operations as search
from goldenthread.ui.words import LONDON
from tests.factories.access import SYSTEM, actor_of, actor_with, client_of, user_with
from tests.factories.directory import make_organisation, make_person, make_post
from tests.factories.imports import sheet
from tests.factories.learning_cohorts import make_cohort, make_offer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
EXPORT = (Path(__file__).parents[2] / "data/signups/microsoft-forms-export.xlsx").read_bytes()
STARTS = ((2027, 1, 12, 9), (2027, 1, 21, 13), (2027, 2, 3, 9), (2027, 2, 15, 17))
ROWS = list(load_workbook(BytesIO(EXPORT)).worksheets[0].iter_rows(values_only=True))
TABLES = (
    *(Organisation, Person, Post, AdjustmentNeed, ReportingLine),
    *(Application, Availability, CriterionAnswer, HardNote),
)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def offer() -> Offer:
    directory.install_sectors(SYSTEM)
    made = make_offer("Responding well")
    for year, month, day, hour in STARTS:
        start = datetime(year, month, day, hour, 30, tzinfo=LONDON)
        make_cohort(made, session_times=[(start, start.replace(hour=hour + 3))])
    version = CriteriaVersion.objects.create(
        offer=made, number=1, decided_by="Us", decided_on=NOW.date(), why="Agreed"
    )
    Criterion.objects.create(
        version=version,
        key="meets",
        position=1,
        kind=CriterionKind.YES_NO,
        wording="Meets people",
        question="Do you meet people at work?",
    )
    return made


def only(*texts: str) -> bytes:
    """The lines of the export that hold one of these texts."""
    kept = [row for row in ROWS[1:] if any(text in str(row) for text in texts)]
    return sheet([ROWS[0], *kept])


def snapshot() -> Any:
    rows = [row for table in TABLES for row in table._default_manager.order_by("pk")]
    return json.loads(serializers.serialize("json", rows))


def started(offer: Offer, content: bytes = EXPORT, *, by: Any = SYSTEM) -> int:
    return operations.start_import(
        kind="sign-ups", target_id=offer.pk, name="forms.xlsx", content=content, now=NOW, by=by
    )


def previewed(offer: Offer, content: bytes = EXPORT, *, by: Any = SYSTEM) -> int:
    run_id = started(offer, content, by=by)
    operations.plan_run(run_id=run_id, by=by)
    return run_id


def brought_in(offer: Offer, content: bytes = EXPORT, *, by: Any = SYSTEM) -> int:
    run_id = previewed(offer, content, by=by)
    operations.confirm_import(run_id=run_id, now=NOW, by=by)
    operations.apply_run(run_id=run_id, now=NOW, by=by)
    return run_id


def undone(run_id: int, *, by: Any = SYSTEM) -> None:
    operations.undo_import(run_id=run_id, now=NOW, by=by)
    operations.take_back_run(run_id=run_id, now=NOW, by=by)


def test_a_forms_export_becomes_140_applications_and_goes_without_a_trace(offer: Offer) -> None:
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    before = snapshot()
    run_id = previewed(offer, by=by)
    assert snapshot() == before
    row = queries.run_row(by, run_id)
    assert row.counts == {Outcome.CREATED: 140, Outcome.DUPLICATE: 5}
    operations.confirm_import(run_id=run_id, now=NOW, by=by)
    assert operations.apply_run(run_id=run_id, now=NOW, by=by) == 140
    rows = Application.objects.filter(offer=offer, source=ApplicationSource.IMPORT)
    assert rows.count() == rows.values("person").distinct().count() == 140
    assert set(rows.values_list("state", flat=True)) == {ApplicationState.SUBMITTED}
    assert Person.objects.filter(email_key__isnull=True).count() == 3
    assert not Message.objects.exists()
    undone(run_id, by=by)
    assert snapshot() == before


def test_what_one_person_said_arrives_where_it_belongs(offer: Offer) -> None:
    brought_in(offer, only("Callum Hussain"))
    row = Application.objects.get(person__email="hussain138@example.org")
    assert row.submitted_at == datetime(2026, 11, 12, 1, 22, tzinfo=LONDON)
    assert row.availability.count() == 2
    assert row.modes == ["in_person", "online"]
    assert (row.prior_training, row.may_contact_for_evaluation) == ("No", True)
    assert HardNote.objects.get(application=row).wants_a_call
    codes = AdjustmentNeed.objects.filter(person=row.person).values_list("code", flat=True)
    assert set(codes) == {"hearing_loop", "large_print"}
    post = Post.objects.get(person=row.person)
    assert (post.title, post.organisation.name) == ("Psychologist", "NMCFT CAMHS")
    assert post.organisation.sector.code == "mental_health"


def test_someone_who_signed_up_twice_keeps_their_place_and_their_later_answer(
    offer: Offer,
) -> None:
    brought_in(offer, only("Hollie Evans", "Olga Fita"))
    assert Application.objects.count() == 2
    row = Application.objects.get(person__email="evans114@example.org")
    assert row.submitted_at == datetime(2026, 11, 8, 14, 7, tzinfo=LONDON)
    assert row.may_contact_for_evaluation is True


def test_the_preview_names_new_organisations_and_spellings_and_no_private_words(
    offer: Offer,
) -> None:
    make_organisation("Eldmere Primary Care")
    run_id = previewed(offer)
    remarks = {one.title: one.sentences for one in queries.run_row(SYSTEM, run_id).remarks}
    new = remarks["17 organisations not in the directory yet"]
    assert "Northmoor Police: will be added under emergency services (7 people)." in new
    assert any("“HOLLIN ROAD SURGERY”" in s for s in remarks["Different spellings taken together"])
    assert "Kept for the facilitators" in remarks
    shown = str(list(ImportLine.objects.values_list("title", "detail", "reason")))
    assert "quick call" not in shown
    assert "No email address" in shown


def test_an_organisation_written_otherwise_is_the_one_we_know(offer: Offer) -> None:
    known = make_organisation("Northmoor Constabulary", sector="emergency_services")
    directory.learn_name(organisation_id=known.pk, name="NorthmoorPolice", by=SYSTEM)
    brought_in(offer, only("NorthmoorPolice", "NORTHMOORPOLICE", "orthmoor Constabulary"))
    assert not Organisation.objects.filter(name="Northmoor Police").exists()
    assert Post.objects.filter(organisation=known).count() == 18


def row_of(**values: str) -> list[list[Any]]:
    return [list(values), list(values.values())]


def maya(**more: str) -> bytes:
    given = {"Name": "Maya Lowe", "Email": "maya@example.org", "Organisation": "Hub", **more}
    return sheet(row_of(**given))


def reasons(offer: Offer, content: bytes) -> str:
    run_id = previewed(offer, content)
    row = queries.run_row(SYSTEM, run_id)
    lines = queries.lines_page(row).lines
    return " ".join([*(one.reason for one in lines), *(str(one) for one in row.remarks)])


def test_whoever_looks_at_lines_brought_in_is_recorded(offer: Offer) -> None:
    user = user_with(Role.COORDINATOR)
    run_id = brought_in(offer, maya(), by=actor_of(user))
    assert client_of(user).get(f"/imports/{run_id}/").status_code == 200
    seen = Event.objects.get(is_view=True, action="import.lines")
    assert seen.person_id == Person.objects.get().pk


def test_someone_who_applied_already_is_named_and_nothing_changes(offer: Offer) -> None:
    brought_in(offer, maya())
    assert "Applied for this already, on Sunday 22 November 2026" in reasons(offer, maya())


def test_someone_who_applies_in_between_is_refused_when_it_is_brought_in(offer: Offer) -> None:
    run_id = previewed(offer, maya())
    brought_in(offer, maya(Role="Nurse"))
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    line = ImportLine.objects.get(run_id=run_id)
    assert (line.outcome, line.made) == (Outcome.REFUSED, [])
    assert "applied for this already" in line.reason


def test_someone_in_the_directory_already_is_told_apart(offer: Offer) -> None:
    person = make_person(name="Maya Lowe", email="maya@example.org", phone="")
    assert "In the directory already." in reasons(offer, maya())
    run_id = brought_in(offer, maya(Phone="01632 960 118", Access="BSL"))
    person.refresh_from_db()
    assert person.phone == "01632 960 118"
    undone(run_id)
    person.refresh_from_db()
    assert person.phone == "" and not person.adjustments.exists()


def test_what_is_missing_is_said_before_it_is_brought_in(offer: Offer) -> None:
    said = reasons(offer, sheet([["Name", "Role", "Dates"], ["Maya Lowe", "GP", "3 Mar 2027"]]))
    for words in ("No email address", "No organisation", "No date of this offer", "3 Mar 2027"):
        assert words in said


def test_lines_that_are_nobodys_are_refused_with_why(offer: Offer) -> None:
    said = reasons(offer, sheet([["Name", "Email"], ["TOTAL", ""], ["", "a@example.org"]]))
    assert "It looks like a note" in said and "There is no name on this line" in said


def test_an_unknown_sector_puts_a_new_organisation_under_other(offer: Offer) -> None:
    brought_in(offer, maya(Sector="space travel"))
    assert Organisation.objects.get(name="Hub").sector.code == "other"


def test_a_manager_known_by_address_becomes_a_reporting_line(offer: Offer) -> None:
    boss = make_person(email="boss@example.org")
    run_id = brought_in(offer, maya(Manager="boss@example.org"))
    assert ReportingLine.objects.get().manager_id == boss.pk
    assert Application.objects.get().line_manager_typed == "boss@example.org"
    undone(run_id)
    assert not ReportingLine.objects.exists()


def test_the_offers_own_question_can_be_a_column_or_yes_for_all(offer: Offer) -> None:
    brought_in(offer, maya(**{"Do you meet people at work?": "No"}))
    assert CriterionAnswer.objects.get().value is False
    run_id = started(offer, sheet(row_of(Name="Leo Farrant", Email="leo@example.org")))
    matching = {"name": 0, "email": 1, "criterion-meets": "=yes"}
    operations.match_columns(run_id=run_id, matching=matching, by=SYSTEM)
    operations.plan_run(run_id=run_id, by=SYSTEM)
    operations.confirm_import(run_id=run_id, now=NOW, by=SYSTEM)
    operations.apply_run(run_id=run_id, now=NOW, by=SYSTEM)
    leo = CriterionAnswer.objects.get(application__person__name="Leo Farrant")
    assert leo.value is True


def test_a_sheet_without_names_says_which_column_is_missing(offer: Offer) -> None:
    with pytest.raises(Refused, match="which column holds the name"):
        previewed(offer, sheet([["Email", "Role"], ["a@example.org", "GP"]]))


def test_undo_is_refused_once_an_application_has_been_looked_at(offer: Offer) -> None:
    run_id = brought_in(offer, maya())
    Application.objects.update(state=ApplicationState.ELIGIBLE)
    with pytest.raises(Refused, match="1 application has been looked at or taken back since: Maya"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)


def test_undo_is_refused_while_something_else_rests_on_a_person(offer: Offer) -> None:
    run_id = brought_in(offer, maya())
    make_post(Person.objects.get(), make_organisation())
    with pytest.raises(Refused, match="1 post"):
        operations.undo_import(run_id=run_id, now=NOW, by=SYSTEM)
    assert Application.objects.exists()


def test_the_note_for_facilitators_goes_with_undo(offer: Offer) -> None:
    run_id = brought_in(offer, maya(**{"Is there anything that would make this hard": "Yes"}))
    assert HardNote.objects.count() == 1
    undone(run_id)
    assert not HardNote.objects.exists()


def test_only_offers_within_reach_take_sign_ups(offer: Offer) -> None:
    other = make_offer("Elsewhere")
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    assert [one.id for one in signups.offers_for_signups(by)] == [offer.pk]
    with pytest.raises(OutOfReach):
        started(other, maya(), by=by)
    with pytest.raises(OutOfReach):
        signups.plan_signups(by, other.pk, [Line(2, {"name": "Maya"})])
    Offer.objects.update(state="finished")
    assert signups.offers_for_signups(SYSTEM) == ()


def test_looking_a_whole_sheet_over_takes_few_queries(
    offer: Offer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run_id = started(offer)
    with django_assert_max_num_queries(40):
        operations.plan_run(run_id=run_id, by=SYSTEM)


def test_the_template_names_the_offers_own_question(offer: Offer) -> None:
    template = kinds.kind_of("sign-ups").template
    assert template is not None
    assert template(offer.pk)[:2] == b"PK"
    labels: Sequence[str] = [field.label for field in signups.fields_for(offer.pk)]
    assert labels[-1] == "Do you meet people at work?"


def test_an_offer_that_takes_sign_ups_shows_the_way_to_bring_them_in(offer: Offer) -> None:
    by = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    panel = signups_panel(by, offer.pk)
    assert panel is not None
    assert panel.context["href"] == f"/imports/start/sign-ups/?target={offer.pk}"
    assert signups_panel(actor_with(Role.EVALUATOR), offer.pk) is None
    assert signups_panel(by, make_offer().pk) is None


def test_people_of_a_sheet_are_found_by_name_and_no_longer_when_undone(offer: Offer) -> None:
    search.refresh()
    run_id = brought_in(offer, only("Callum Hussain"))
    assert search.refresh() == 0
    undone(run_id)
    assert search.refresh() == 0
