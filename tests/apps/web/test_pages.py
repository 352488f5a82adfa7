"""Pages that everyone may open, and how the product says no."""

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.web.middleware import CalmErrors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/help/", "/accessibility/", "/privacy/"])
def test_pages_about_the_service_are_open_to_everyone(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200


def test_nothing_on_a_page_comes_from_another_host_and_no_script_is_inline(client: Client) -> None:
    policy = client.get("/help/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


def test_a_page_that_is_not_there_is_calm(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "We cannot show this page" in answer.content.decode()


def test_home_sends_people_who_have_not_signed_in_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(settings.LOGIN_URL)


def test_one_click_sign_in_is_absent_outside_the_demonstration(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo_sign_in", args=["coordinator"])
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/sign-in/coordinator/").status_code == 404


def test_a_refusal_is_a_calm_page_and_out_of_reach_is_a_404(rf: RequestFactory) -> None:
    errors = CalmErrors(lambda request: HttpResponse())
    request = rf.get("/")
    with pytest.raises(Http404):
        errors.process_exception(request, OutOfReach("secret detail"))
    answer = errors.process_exception(request, Refused("The register is already closed."))
    assert answer is not None and answer.status_code == 409
    assert "The register is already closed." in answer.content.decode()
    assert errors.process_exception(request, ValueError()) is None
