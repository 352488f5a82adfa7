"""Lets the test run empty its tables between tests, although the record may never be emptied."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest


def guards(vendor: str) -> tuple[list[str], list[str]]:
    """The statements that take the guard of the record away, and that put it back."""
    migration = import_module("goldenthread.audit.migrations.0002_append_only")
    return migration.UNGUARD[vendor], migration.GUARD[vendor]


@contextmanager
def unguarded_record() -> Iterator[None]:
    """For a test that plays someone who tampers with the record."""
    connection = import_module("django.db").connection
    away, back = guards(connection.vendor)
    with connection.cursor() as cursor:
        for statement in away:
            cursor.execute(statement)
        yield
        for statement in back:
            cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def emptying_tables_spares_the_guard() -> Iterator[None]:
    """Around each emptying of all tables, the guard is taken away and put back."""
    operations = type(import_module("django.db").connection.ops)
    original = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        statements = original(self, style, tables, **options)
        if "audit_event" not in tables:
            return list(statements)
        away, back = guards(self.connection.vendor)
        return [*away, *statements, *back]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield
