"""Keeping files, handing them back, and deleting them on the promised day."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach
from goldenthread.audit import operations as audit
from goldenthread.files import rules
from goldenthread.files.models import StoredFile

SEALED_FOR = "stored-file"
ORPHAN_AFTER = timedelta(days=1)


def folder() -> Path:
    """Where the contents lie; readable by the deployment's account only."""
    made = Path(settings.DATA_DIR) / "files"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


@transaction.atomic
def store(
    *,
    name: str,
    content: bytes,
    purpose: str,
    max_bytes: int,
    by: Actor,
    delete_after: datetime | None = None,
) -> int:
    """Keep a file, encrypted, for one purpose. The caller has checked that the actor may."""
    rules.must_fit(len(content), max_bytes)
    key = secrets.token_hex(24)
    row = StoredFile.objects.create(
        name=rules.tidy_name(name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content_type=rules.content_type(content),
        purpose=purpose,
        key=key,
        stored_by_kind=by.kind,
        stored_by=by.id,
        delete_after=delete_after,
    )
    sealed = vault.seal(base64.b64encode(content).decode(), purpose=SEALED_FOR)
    (folder() / key).write_bytes(sealed)
    audit.record(by=by, action="file.stored", subject=("file", row.pk), detail={"purpose": purpose})
    return int(row.pk)


def read(*, file_id: int, purpose: str) -> bytes:
    """The content, for the purpose it was kept for; OutOfReach when it is gone."""
    row = StoredFile.objects.filter(pk=file_id, purpose=purpose).first()
    path = folder() / row.key if row else None
    if path is None or not path.exists():
        raise OutOfReach(f"file {file_id}")
    return base64.b64decode(vault.unseal(path.read_bytes(), purpose=SEALED_FOR))


@transaction.atomic
def delete(*, file_id: int, by: Actor) -> None:
    """Delete a file now; deleting it twice is harmless."""
    for row in StoredFile.objects.select_for_update().filter(pk=file_id):
        _remove(row, by)


def _remove(row: StoredFile, by: Actor) -> None:
    path, file_id = folder() / row.key, row.pk
    row.delete()
    audit.record(by=by, action="file.deleted", subject=("file", file_id))
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def delete_expired(*, now: datetime, by: Actor) -> int:
    """Delete what was promised to be gone by now, and contents that no row knows."""
    due = StoredFile.objects.select_for_update().filter(delete_after__lte=now)
    count = 0
    for row in due:
        _remove(row, by)
        count += 1
    _sweep(now)
    return count


def _sweep(now: datetime) -> None:
    """A content without a row was left by a write that was taken back."""
    known = set(StoredFile.objects.values_list("key", flat=True))
    for path in folder().iterdir():
        is_old = path.stat().st_mtime < (now - ORPHAN_AFTER).timestamp()
        if path.name not in known and is_old:
            path.unlink(missing_ok=True)
