"""The menu: one area at most is the current one, and the page's own comes first."""

import pytest

from goldenthread.access.terms import Role
from goldenthread.web.navigation import items
from tests.factories.access import actor_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Home"),
        ("/sessions/", "My sessions"),
        ("/sessions/7/", "Offers"),
        ("/cohorts/3/", "Offers"),
        ("/directory/people/4/", "People"),
        ("/help/", None),
    ],
)
def test_one_area_is_current(path: str, label: str | None) -> None:
    shown = items(actor_with(Role.COORDINATOR), path)
    assert [item.label for item in shown if item.current] == ([label] if label else [])
