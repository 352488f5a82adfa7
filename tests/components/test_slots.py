"""Slots: what an upper app puts on a lower page."""

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from goldenthread.access.models import Grant, User
from goldenthread.ui import slots
from tests.factories.access import UserFactory

TODAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_PANELS", {})
    monkeypatch.setattr(slots, "_TODOS", [])
    monkeypatch.setattr(slots, "_TALLIES", {})


def late(actor: Any, subject_id: int) -> slots.Panel:
    return slots.Panel("late.jinja", {"id": subject_id}, position=90)


def early(actor: Any, subject_id: int) -> slots.Panel:
    return slots.Panel("early.jinja", position=10)


def silent(actor: Any, subject_id: int) -> None:
    return None


def test_panels_stand_in_their_order_and_silent_ones_are_left_out() -> None:
    for maker in (late, silent, early, late):
        slots.register_panel("cohort.panels", maker)
    shown = [panel.template for panel in slots.panels("cohort.panels", None, 7)]
    assert shown == ["early.jinja", "late.jinja"]


def test_a_slot_that_nobody_fills_is_empty() -> None:
    assert slots.panels("person.panels", None, 7) == []


def test_what_is_most_urgent_comes_first() -> None:
    def two(actor: Any, today: date) -> list[slots.Todo]:
        return [
            slots.Todo("Friday", "B", "", "Do B", "/b/", 60),
            slots.Todo("Today", "A", "", "Do A", "/a/", 1),
        ]

    slots.register_todo(two)
    slots.register_todo(two)
    assert [todo.title for todo in slots.todos(None, TODAY)] == ["A", "B"]


def todo(number: int) -> slots.Todo:
    return slots.Todo("Now", f"{number} of them", "", "", "")


@pytest.mark.django_db
def test_numbers_of_rows_are_asked_for_in_one_statement_and_none_is_no_todo(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = UserFactory()
    slots.register_tally("one", lambda actor: User.objects.filter(pk=user.pk), todo)
    slots.register_tally("two", lambda actor: Grant.objects.all(), todo)
    slots.register_tally("three", lambda actor: None, todo)
    with django_assert_num_queries(1):
        assert [found.title for found in slots.todos(None, TODAY)] == ["1 of them"]
