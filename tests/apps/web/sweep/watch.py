"""What a request asked of the database, and whether anything of the other world changed."""

import hashlib
import json
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model, Q

from goldenthread.access.models import User
from goldenthread.audit.models import Event, Seal
from goldenthread.jobs.models import Job
from goldenthread.messaging.models import Message
from tests.architecture.house import our_models
from tests.factories.world import World

WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# A session notes once a minute that its person is still there: not part of any page.
QUIET = re.compile(
    r'^\s*(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|UPDATE "django_session")', re.IGNORECASE
)
RECORD, SESSIONS = Event._meta.db_table, "django_session"
Rows = dict[type[Model], frozenset[Any]]


@dataclass
class Asked:
    """The statements of one request."""

    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not QUIET.match(sql):
            self.statements.append(sql)
        return execute(sql, params, many, context)

    @property
    def written(self) -> set[str]:
        """Tables that were written to."""
        return {hit.group(1) for sql in self.statements if (hit := WRITE.match(sql))}


@contextmanager
def listening() -> Iterator[Asked]:
    asked = Asked()
    with connection.execute_wrapper(asked):
        yield asked


def watched() -> list[type[Model]]:
    """Tables whose rows belong to someone; the record of what was done only grows."""
    there = set(connection.introspection.table_names())
    return [m for m in our_models() if m not in (Event, Seal) and m._meta.db_table in there]


def rows_now() -> Rows:
    return {m: frozenset(m._default_manager.values_list("pk", flat=True)) for m in watched()}


def rows_since(before: Rows) -> Rows:
    """Rows that were added."""
    return {model: pks - before.get(model, frozenset()) for model, pks in rows_now().items()}


@dataclass
class Belongings:
    """The rows of a world, and how to see whether any changed, went or gained company."""

    world: World
    rows: Rows

    def fingerprint(self, tables: Container[str] | None = None) -> dict[str, str]:
        """A digest of the world's rows of these tables, and of other rows that point at them."""
        found = {}
        for model, pks in self.rows.items():
            if tables is not None and model._meta.db_table not in tables:
                continue
            label = model._meta.label
            found[label] = _digest(model, Q(pk__in=pks))
            found[f"{label} beside"] = _digest(model, self._beside(model) & ~Q(pk__in=pks))
        return found

    def _beside(self, model: type[Model]) -> Q:
        """Rows that point at a row of this world."""
        found = self._soft(model)
        for key in model._meta.concrete_fields:
            target = key.related_model
            if isinstance(target, type) and self.rows.get(target):
                found |= Q(**{f"{key.name}__in": self.rows[target]})
        return found

    def _soft(self, model: type[Model]) -> Q:
        """Rows that point without a key."""
        if model is Message:
            scoped = Q(pk__in=())
            for kind in ("programme", "offer", "cohort"):
                ids = [v for k, v in self.world.ids.items() if k.endswith(kind)]
                scoped |= Q(scope_kind=kind, scope_id__in=ids)
            theirs = Q(to_address__istartswith=self.world.mark)
            return scoped | theirs | Q(person_id__in=self.world.people.values())
        if model is Job:
            return Q(started_by__in=[str(pk) for pk in self.rows.get(User, ())])
        return Q(pk__in=())

    def times_recorded(self) -> int:
        """Entries of the record about people of this world: a look at them leaves one."""
        return Event.objects.filter(person_id__in=self.world.people.values()).count()


def _digest(model: type[Model], mine: Q) -> str:
    fields = [f.attname for f in model._meta.concrete_fields if f.name != "last_login"]
    rows = model._default_manager.filter(mine).order_by("pk").values_list(*fields)
    text = json.dumps([[_plain(value) for value in row] for row in rows], default=str)
    return f"{len(rows)}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
