"""The index is kept by operations; what tests make directly is put into it here."""

from collections.abc import Callable

import pytest

from goldenthread.access.actor import Actor
from goldenthread.search import operations, queries

Find = Callable[..., list[str]]


@pytest.fixture
def find(db: None) -> Find:
    """The titles found by this actor, after the index was put right; of one kind if it is named."""

    def titles(actor: Actor, typed: str, *, kind: str = "", is_indexed: bool = False) -> list[str]:
        if not is_indexed:
            operations.refresh()
        found = queries.find(actor, typed, kind=kind)
        return [hit.title for group in found.groups for hit in group.hits]

    return titles
