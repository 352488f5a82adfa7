"""The pages of an import, from the file to undo."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.directory.models import Place
from goldenthread.imports.models import ImportLine, ImportRun
from goldenthread.jobs import operations as jobs
from goldenthread.jobs.models import Job
from tests.factories.access import client_of, user_with
from tests.factories.directory import make_place
from tests.factories.imports import sheet

pytestmark = pytest.mark.django_db
ROWS: list[list[Any]] = [["Place", "Secret"], ["Alder", "hush"], ["Birch", ""], ["ALDER", ""]]


@pytest.fixture
def coordinator() -> Client:
    return client_of(user_with(Role.COORDINATOR))


def upload(client: Client, county: Place, content: bytes | None = None) -> Any:
    name = "places.xlsx"
    file = SimpleUploadedFile(name, sheet(ROWS) if content is None else content)
    return client.post("/imports/start/test-places/", {"target": county.pk, "file": file})


def previewed(client: Client) -> int:
    upload(client, make_place("County"))
    run = ImportRun.objects.latest("pk")
    client.post(f"/imports/{run.pk}/columns/", {"name": "0", "secret": "1"})
    return run.pk


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_from_the_file_to_the_lines_and_back(coordinator: Client) -> None:
    assert "Nothing has been imported yet" in text(coordinator, "/imports/")
    run_id = previewed(coordinator)
    shown = text(coordinator, f"/imports/{run_id}/")
    assert "2 places to bring in" in shown and "The same as line 2" in shown
    assert "hush" not in shown
    assert "Bring in 2 places" in text(coordinator, f"/imports/{run_id}/confirm/")
    response = coordinator.post(f"/imports/{run_id}/confirm/")
    job = Job.objects.get()
    assert response["Location"] == f"/jobs/{job.pk}/"
    going_on = text(coordinator, f"/imports/{run_id}/")
    assert "0 places of 2 are in so far" in going_on and "Carry on" in going_on
    jobs.run(job.pk)
    done = text(coordinator, f"/imports/{run_id}/")
    assert "2 places are in" in done and "You can undo this import until" in done
    assert "Take back 2 places" in text(coordinator, f"/imports/{run_id}/undo/")
    coordinator.post(f"/imports/{run_id}/undo/")
    jobs.run(Job.objects.latest("pk").pk)
    assert "everything is as before" in text(coordinator, f"/imports/{run_id}/")
    assert not Place.objects.filter(name="Birch").exists()
    listed = text(coordinator, "/imports/")
    assert "places.xlsx" in listed and "Import places" in listed


def test_columns_are_suggested_and_can_be_changed(coordinator: Client) -> None:
    response = upload(coordinator, make_place())
    shown = text(coordinator, response["Location"])
    assert "For example: Alder, Birch or ALDER" in shown and "hush" not in shown
    missing = coordinator.post(response["Location"], {"name": ""})
    assert "Choose the column that holds: Name" in missing.content.decode()
    run = ImportRun.objects.get()
    assert coordinator.get(f"/imports/{run.pk}/")["Location"] == response["Location"]
    coordinator.post(response["Location"], {"name": "0", "kind": "=town"})
    run.refresh_from_db()
    assert run.matching == {"name": 0, "kind": "=town"}


def test_a_file_we_cannot_read_says_so_beside_the_file(coordinator: Client) -> None:
    response = upload(coordinator, make_place(), b"%PDF-1.7")
    assert "cannot read this as a spreadsheet" in response.content.decode()
    nothing = coordinator.post("/imports/start/test-places/", {})
    assert nothing.status_code == 200 and not ImportRun.objects.exists()


def test_lines_are_shown_by_what_they_become(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    shown = text(coordinator, f"/imports/{run_id}/?outcome=duplicate&page=x")
    assert "ALDER" in shown and "Birch" not in shown
    assert "Birch" in text(coordinator, f"/imports/{run_id}/?outcome=nonsense")


def test_lines_with_something_to_know_are_a_click_away(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    assert "With something to know" not in text(coordinator, f"/imports/{run_id}/")
    ImportLine.objects.filter(title="Birch").update(reason="A river runs through it")
    shown = text(coordinator, f"/imports/{run_id}/?outcome=noted")
    assert "With something to know" in shown and "A river runs" in shown
    assert "Alder" not in shown


def test_lines_are_handed_out_as_shown(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    page = text(coordinator, f"/imports/{run_id}/?outcome=duplicate")
    link = f"/imports/{run_id}/lines.csv?outcome=duplicate"
    assert link in page
    shown = text(coordinator, link)
    assert "ALDER" in shown and "Birch" not in shown and "hush" not in shown


def test_undo_shows_what_rests_on_the_import(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    coordinator.post(f"/imports/{run_id}/confirm/")
    jobs.run(Job.objects.get().pk)
    make_place("Hamlet", parent=Place.objects.get(name="Alder"))
    assert "Hamlet lies in Alder" in text(coordinator, f"/imports/{run_id}/undo/")
    response = coordinator.post(f"/imports/{run_id}/undo/")
    assert response.status_code == 409
    assert "Hamlet lies in Alder" in response.content.decode()


def test_a_file_is_put_aside(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    assert coordinator.get(f"/imports/{run_id}/discard/").status_code == 302
    shown = coordinator.post(f"/imports/{run_id}/discard/", follow=True)
    assert "Nothing of it was kept" in shown.content.decode()
    assert coordinator.get(f"/imports/{run_id}/").status_code == 404


def test_the_template_holds_the_columns_we_know(coordinator: Client) -> None:
    county = make_place()
    response = coordinator.get(f"/imports/template/test-places/{county.pk}/")
    assert response.content[:2] == b"PK"
    assert coordinator.get("/imports/template/test-places/0/").status_code == 404
    assert coordinator.get("/imports/template/nothing/1/").status_code == 404
    shown = text(coordinator, f"/imports/start/test-places/?target={county.pk}")
    assert "Download an empty sheet" in shown


def test_few_queries_for_each_page(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run_id = previewed(coordinator)
    for path in ("/imports/", f"/imports/{run_id}/", f"/imports/{run_id}/confirm/"):
        with django_assert_max_num_queries(12):
            text(coordinator, path)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.LEARNER, Role.CHAMPION])
def test_roles_that_do_not_import_find_nothing(coordinator: Client, role: Role) -> None:
    run_id = previewed(coordinator)
    client = client_of(user_with(role))
    for path in ("", "start/test-places/", f"{run_id}/", f"{run_id}/columns/", f"{run_id}/undo/"):
        assert client.get(f"/imports/{path}").status_code == 404


def test_an_import_into_something_out_of_reach_is_not_there(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    own = make_place()
    client = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PLACE, own.pk)))
    assert "places.xlsx" not in text(client, "/imports/")
    for path in ("", "columns/", "confirm/", "undo/"):
        assert client.get(f"/imports/{run_id}/{path}").status_code == 404
        assert client.post(f"/imports/{run_id}/{path}", {}).status_code in (404, 405)


def test_a_colleague_who_confirms_too_is_brought_back_to_the_import(coordinator: Client) -> None:
    run_id = previewed(coordinator)
    coordinator.post(f"/imports/{run_id}/confirm/")
    county = Place.objects.get(name="County")
    colleague = client_of(user_with(Role.COORDINATOR, over=(ScopeKind.PLACE, county.pk)))
    response = colleague.post(f"/imports/{run_id}/confirm/", follow=True)
    assert response.redirect_chain == [(f"/imports/{run_id}/", 302)]
    html = response.content.decode()
    assert "A colleague has started this already." in html
    assert "See how far it is" not in html
    assert "See how far it is" in text(coordinator, f"/imports/{run_id}/")
    assert Job.objects.count() == 1
