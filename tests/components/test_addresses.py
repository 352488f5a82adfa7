"""Addresses in templates are those that Django would give."""

import pytest
from django.urls import reverse

from goldenthread.ui.jinja_environment import url


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("home", ()),
        ("learning:offer_show", (7,)),
        ("learning:member_move", (12, 3)),
        ("learning:member_move", (3, 12)),
        ("learning:cohort_export", (12, "csv")),
        ("learning:apply_show", ("a-slug",)),
    ],
)
def test_an_address_is_the_one_django_gives(name: str, args: tuple[int | str, ...]) -> None:
    wanted = reverse(name, args=args)
    assert url(name, *args) == wanted == url(name, *args)
