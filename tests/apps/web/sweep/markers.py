"""Recognising a world by the bytes of an answer."""

import io
import re
import zipfile

from django.http import HttpResponseBase

A, B = "Aa-A", "Zz-B"
PATTERN = {mark: re.compile(rf"{mark}-([a-z]+)-\w+", re.IGNORECASE) for mark in (A, B)}
ZIP = b"PK\x03\x04"


def text_of(response: HttpResponseBase) -> str:
    """Everything the browser gets: what the headers say, and the body, unpacked if it is a zip."""
    streaming = getattr(response, "streaming", False)
    body = b"".join(response) if streaming else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{unpacked(bytes(body))}"


def unpacked(body: bytes) -> str:
    """A spreadsheet is a zip of XML; nothing hides in it."""
    if not body.startswith(ZIP):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(
            f"{name}\n{archive.read(name).decode('utf-8', 'replace')}"
            for name in archive.namelist()
        )


def found(text: str, mark: str) -> dict[str, str]:
    """Kinds of text of this world that stand here, each with one example and what is around it."""
    seen: dict[str, str] = {}
    for hit in PATTERN[mark].finditer(text):
        around = text[max(0, hit.start() - 60) : hit.end() + 20]
        seen.setdefault(hit.group(1).lower(), " ".join(around.split()))
    return seen
