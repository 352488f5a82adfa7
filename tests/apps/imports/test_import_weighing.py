"""A small file that unpacks to much is refused before it costs memory."""

import gc
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest

from goldenthread.access.terms import Refused
from goldenthread.files.rules import content_type
from goldenthread.files.terms import UNKNOWN
from goldenthread.imports.rules import reading, weighing

MEGABYTE = 1024 * 1024
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


def plain() -> bytes:
    made, book = BytesIO(), openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Role"])
    book.worksheets[0].append(["Maya", "Nurse"])
    book.save(made)
    return made.getvalue()


def with_part(name: str, text: bytes, packing: int = ZIP_DEFLATED) -> bytes:
    """A good workbook in which one part is another."""
    made = BytesIO()
    with ZipFile(BytesIO(plain())) as whole, ZipFile(made, "w", packing) as packed:
        for part in {*whole.namelist(), name}:
            packed.writestr(part, text if part == name else whole.read(part))
    return made.getvalue()


def sheet_of(inner: bytes) -> bytes:
    return b"<worksheet " + MAIN + b"><sheetData>" + inner + b"</sheetData></worksheet>"


def texts_of(inner: bytes) -> bytes:
    return b"<sst " + MAIN + b">" + inner + b"</sst>"


def varied(count: int) -> bytes:
    """Different texts, so that they do not pack suspiciously well."""
    return b"".join(f"<si><t>{at * 7919 % 1_000_003:x}</t></si>".encode() for at in range(count))


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + texts_of(
    b"<si><t>&b;</t></si>"
)
SHEETS = b"".join(b'<sheet name="s%d" sheetId="%d"/>' % (at, at) for at in range(51))
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "unpacked": (lambda: with_part(SHEET, b" " * (61 * MEGABYTE)), "unpacks to more than 60 MB"),
    "packed tightly": (lambda: with_part(SHEET, b" " * (20 * MEGABYTE)), "packed more tightly"),
    "texts": (lambda: with_part(TEXTS, texts_of(varied(200_001))), "200,000 different texts"),
    "empty texts": (
        lambda: with_part(TEXTS, texts_of(b"<si/>" * 1_500_000), ZIP_STORED),
        "200,000 different texts",
    ),
    "texts elsewhere": (
        lambda: with_part("xl/media/i.png", texts_of(varied(200_001))),
        "different texts",
    ),
    "long text": (
        lambda: with_part(TEXTS, texts_of(b"<si><t>" + b"xy" * 40_000 + b"</t></si>")),
        "more than 32,767 letters",
    ),
    "rows": (
        lambda: with_part(SHEET, sheet_of(b'<row r="1"/>' * 800_000), ZIP_STORED),
        "20,000 lines",
    ),
    "cells": (
        lambda: with_part(SHEET, sheet_of(b"<row>" + b"<c/>" * 90_000 + b"</row>"), ZIP_STORED),
        "1,000,000 cells",
    ),
    "wide row": (
        lambda: with_part(SHEET, sheet_of(b"<row>" + b"<c/>" * 110_000 + b"</row>"), ZIP_STORED),
        "200 columns",
    ),
    "marks": (
        lambda: with_part("xl/styles.xml", b"<s>" + b"<x/>" * 310_000 + b"</s>", ZIP_STORED),
        "more styles and settings",
    ),
    "one long mark": (
        lambda: with_part("xl/styles.xml", b'<s a="' + b"x" * (9 * MEGABYTE) + b'"/>', ZIP_STORED),
        "more styles and settings",
    ),
    "sheets": (lambda: with_part("xl/w.xml", b"<w>" + SHEETS + b"</w>"), "more than 50 sheets"),
    "entities": (lambda: with_part(TEXTS, LAUGHS), "instructions"),
}


def many_parts() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as packed:
        for at in range(2_001):
            packed.writestr(f"p{at}", b"")
        packed.writestr("xl/workbook.xml", b"<x/>")
    return made.getvalue()


def peak_of_refusing(content: bytes, words: str) -> int:
    """What refusing took at most beside the file itself, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match=words) as refused:
            reading.read(content)
        assert str(refused.value).count(". ") <= 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_small_file_that_unpacks_to_much_is_refused_in_little_memory(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(weighing.BOUNDS, "row", (700_000, weighing.TOO_LONG))
    if name == "cells":
        monkeypatch.setitem(weighing.BOUNDS, "c", (80_000, weighing.TOO_MANY_CELLS))
    make, words = BOMBS[name]
    assert peak_of_refusing(make(), words) < 24 * MEGABYTE


def test_a_file_of_very_many_parts_is_not_even_listed() -> None:
    assert peak_of_refusing(many_parts(), "more than 2,000 parts") < MEGABYTE
    assert content_type(many_parts()) == UNKNOWN


def test_a_part_that_says_it_is_smaller_than_it_is_gives_no_more_than_it_says() -> None:
    content = bytearray(with_part(TEXTS, texts_of(varied(100_000)), ZIP_STORED))
    with ZipFile(BytesIO(content)) as packed:
        size = packed.getinfo(TEXTS).file_size
    told = size.to_bytes(4, "little")
    at = content.rfind(told, 0, content.rfind(TEXTS.encode()))
    content[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(Refused, match="cannot read this as a spreadsheet"):
        reading.read(bytes(content))


def test_a_workbook_with_pictures_and_long_notes_is_still_read() -> None:
    made, book = BytesIO(), openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["Name", "Notes"])
    page.append(["Maya", "x" * 32_767])
    for at in range(2_000):
        page.append([f"Person {at}", "The same words in every line"])
    book.save(made)
    with ZipFile(made, "a") as packed:
        packed.writestr("xl/media/image1.png", b"\x89PNG" + bytes(range(256)) * 100)
    assert len(reading.read(made.getvalue()).rows) == 2_001
