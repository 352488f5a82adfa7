"""Every view says who may use it, and the guard holds it to that."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from goldenthread.access import guards
from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest
from goldenthread.access.terms import Permission, Role
from tests.factories.access import actor_with

pytestmark = pytest.mark.django_db


def asked_by(actor: Actor) -> ActorRequest:
    request = RequestFactory().get("/offers/3/", {"page": "2"})
    request.actor = actor
    return request


@guards.requires(Permission.OFFER_EDIT, Permission.AUDIT_VIEW)
def changes(request: ActorRequest, number: int) -> HttpResponse:
    """A page that needs one of two permissions."""
    return HttpResponse(str(number))


@guards.signed_in("it is about oneself")
def own(request: ActorRequest) -> HttpResponse:
    return HttpResponse("own")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.GOVERNANCE_OFFICER])
def test_any_one_of_the_permissions_opens_the_page(role: Role) -> None:
    assert changes(asked_by(actor_with(role)), 7).content == b"7"


def test_without_any_of_them_the_page_is_not_there() -> None:
    with pytest.raises(Http404):
        changes(asked_by(actor_with(Role.LEARNER)), 7)


@pytest.mark.parametrize("actor", [Actor.anonymous(), Actor.link(subject="invitation:42")])
def test_whoever_has_not_signed_in_is_asked_to_and_comes_back(actor: Actor) -> None:
    where = "/sign-in/?next=%2Foffers%2F3%2F%3Fpage%3D2"
    assert changes(asked_by(actor), 7)["Location"] == where
    assert own(asked_by(actor))["Location"] == where


def test_signing_in_is_enough_for_what_is_ones_own() -> None:
    assert own(asked_by(actor_with(Role.LEARNER))).content == b"own"


@pytest.mark.parametrize(
    ("declare", "kind"),
    [
        (guards.public_page, "public"),
        (guards.personal_link, "personal_link"),
        (guards.demo_page, "demo"),
        (guards.signed_in, "signed_in"),
    ],
)
def test_a_view_without_permissions_says_why(declare: object, kind: str) -> None:
    declared = declare("because")(lambda request: HttpResponse()).declared
    assert (declared.kind, declared.why, declared.permissions) == (kind, "because", ())


def test_a_view_with_permissions_names_them() -> None:
    assert changes.declared.permissions == (Permission.OFFER_EDIT, Permission.AUDIT_VIEW)
    assert changes.__name__ == "changes"
