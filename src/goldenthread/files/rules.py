"""What a file is, told from its content and never from its name."""

import re
import zipfile
from io import BytesIO

from goldenthread.access.terms import Refused
from goldenthread.files.terms import OLD_OFFICE, TEXT, UNKNOWN, XLSX

# First bytes of kinds we know.
BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
PART_HEAD = b"PK\x01\x02"
PARTS_AT_MOST = 2_000  # of a zipped file; listing very many would fill the memory
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def content_type(content: bytes) -> str:
    """The kind of a file by looking into it."""
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    return UNKNOWN if CONTROLS.search(content[:100_000]) else TEXT


def has_too_many_parts(content: bytes) -> bool:
    """Told from the bytes, before the list of parts is read."""
    return content.count(PART_HEAD) > PARTS_AT_MOST


def _zipped(content: bytes) -> str:
    if has_too_many_parts(content):
        return UNKNOWN
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return UNKNOWN
    return XLSX if "xl/workbook.xml" in names else "application/zip"


def tidy_name(name: str) -> str:
    """The last part of a name, without what could be read as a folder or a command."""
    last = re.split(r"[/\\]", name)[-1]
    return " ".join(re.sub(r"[\x00-\x1f<>:\"|?*]", " ", last).split())[:200] or "file"


def must_fit(size: int, max_bytes: int) -> None:
    """Not empty, and not larger than what this purpose takes."""
    if size == 0:
        raise Refused("The file has nothing in it. Choose another.")
    if size > max_bytes:
        megabytes = max(1, max_bytes // (1024 * 1024))
        raise Refused(f"The file is too large. Choose one of {megabytes} MB or less.")
