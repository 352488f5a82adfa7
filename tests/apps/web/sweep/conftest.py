"""The two worlds, built once for each file of tests and taken back at its end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from goldenthread.search import operations as search
from tests.apps.web.sweep import actors, markers
from tests.apps.web.sweep.sweep import Sweep
from tests.apps.web.sweep.watch import Belongings, rows_now, rows_since
from tests.factories.world_rest import build_instruments, build_world


@pytest.fixture(scope="module")
def sweep(django_db_setup: None, django_db_blocker: Any) -> Iterator[Sweep]:
    """Everything happens inside one transaction, and each request inside one of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> Sweep:
    now, shared = timezone.now(), build_instruments()
    ours = build_world(markers.A, now=now, shared=shared)
    clients = actors.sign_in_all(ours)
    before = rows_now()
    theirs = build_world(markers.B, now=now, shared=shared)
    search.refresh()
    belongings = Belongings(theirs, rows_since(before))
    return Sweep(
        ours=ours,
        theirs=theirs,
        clients=clients,
        holders={name: actors.behind(client, now=now) for name, client in clients.items()},
        belongings=belongings,
        before=belongings.fingerprint(),
        recorded=belongings.times_recorded(),
    )
