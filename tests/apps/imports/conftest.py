"""A kind of import that exists only in these tests."""

from typing import Any

import pytest

from goldenthread.imports import kinds
from tests.factories.imports import PLACES


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(kinds, "_KINDS", {PLACES.key: PLACES})
