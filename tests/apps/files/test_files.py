"""Files are kept encrypted, told from their content, and deleted on the promised day."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.files import operations, queries, rules, terms
from goldenthread.files.models import StoredFile
from tests.factories.access import SYSTEM

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Stored = Callable[..., int]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Any, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def stored(content: bytes = b"a,b\n1,2\n", **rest: Any) -> int:
    given = {"name": "sheet.csv", "purpose": "import", "max_bytes": 1000, **rest}
    return operations.store(content=content, by=SYSTEM, **given)


@pytest.mark.django_db
def test_a_file_comes_back_as_it_was_and_lies_encrypted() -> None:
    file_id = stored(b"secret words")
    assert operations.read(file_id=file_id, purpose="import") == b"secret words"
    lying = next(operations.folder().iterdir()).read_bytes()
    assert b"secret" not in lying and b"c2Vjcm" not in lying


@pytest.mark.django_db
def test_a_file_is_read_only_for_the_purpose_it_was_kept_for() -> None:
    file_id = stored()
    with pytest.raises(OutOfReach):
        operations.read(file_id=file_id, purpose="other")
    with pytest.raises(OutOfReach):
        operations.read(file_id=0, purpose="import")


@pytest.mark.django_db
def test_what_is_known_of_a_file_says_nothing_of_its_content() -> None:
    row = queries.stored_file(stored(name="../../etc/pass:wd.csv"))
    assert row is not None
    assert (row.name, row.size, row.content_type) == ("pass wd.csv", 8, terms.TEXT)
    assert queries.stored_file(0) is None


@pytest.mark.django_db
def test_an_empty_or_large_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="nothing in it"):
        stored(b"")
    with pytest.raises(Refused, match="1 MB or less"):
        stored(b"x" * 1001)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_gone_on_the_promised_day_and_not_before() -> None:
    stored(delete_after=NOW)
    kept = stored(delete_after=NOW + timedelta(days=1))
    assert operations.delete_expired(now=NOW, by=SYSTEM) == 1
    assert [row.pk for row in StoredFile.objects.all()] == [kept]
    assert len(list(operations.folder().iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_deleting_twice_is_harmless() -> None:
    file_id = stored()
    operations.delete(file_id=file_id, by=SYSTEM)
    operations.delete(file_id=file_id, by=SYSTEM)
    assert list(operations.folder().iterdir()) == []


@pytest.mark.django_db
def test_a_content_that_no_row_knows_is_swept_after_a_day() -> None:
    old, new = operations.folder() / "old", operations.folder() / "new"
    for path, age in ((old, 2), (new, 0)):
        path.write_bytes(b"x")
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
    operations.delete_expired(now=NOW, by=SYSTEM)
    assert (old.exists(), new.exists()) == (False, True)


def workbook() -> bytes:
    made = BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook(), terms.XLSX),
        (b"PK\x03\x04broken", terms.UNKNOWN),
        (b"PK\x05\x06" + b"\0" * 18, "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", terms.OLD_OFFICE),
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("Name;Rôle\n".encode("latin-1"), terms.TEXT),
        ("Name\n".encode("utf-16"), terms.TEXT),
        (b"\x00\x01\x02", terms.UNKNOWN),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert rules.content_type(content) == kind


@given(st.binary(max_size=300))
def test_looking_into_any_bytes_never_stumbles(content: bytes) -> None:
    assert rules.content_type(content)
    assert rules.content_type(b"PK\x03\x04" + content)


@given(st.text(max_size=300))
def test_a_tidied_name_is_never_a_path(name: str) -> None:
    made = rules.tidy_name(name)
    assert made and "/" not in made and "\\" not in made and len(made) <= 200
