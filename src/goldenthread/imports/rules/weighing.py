"""A workbook is weighed before it is opened: a small file can unpack to more than a server holds.

The parts are streamed through a parser that keeps nothing and counts, and the first count that is
too high ends it. Names of parts say nothing here: whatever may be read as a sheet is counted.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from goldenthread.access.terms import Refused
from goldenthread.files.rules import PARTS_AT_MOST, has_too_many_parts
from goldenthread.imports.rules.tables import LONG_CELL, TOO_LONG, TOO_WIDE
from goldenthread.imports.terms import LONGEST_CELL, MAX_CELLS, MAX_SHEETS, MAX_TEXTS

MEGABYTE = 1024 * 1024
UNPACKED_AT_MOST = 60 * MEGABYTE
RATIO_AT_MOST = 100  # of parts above a megabyte; sheets that people fill in stay below 40
ROWS_AT_MOST = 1_048_576  # with the empty ones below a table
MARKS_IN_ONE = 100_000  # within one row or one text
OTHER_MARKS = 300_000  # styles, merged cells and the like
LONGEST_MARK = 4 * MEGABYTE  # one mark with all it says of itself
CHUNK = 256 * 1024

UNPACKS_TO_TOO_MUCH = (
    f"This workbook unpacks to more than {UNPACKED_AT_MOST // MEGABYTE} MB. Copy the sheet you "
    "need into a new workbook, and choose that."
)
PACKED_TOO_TIGHTLY = (
    "This workbook is packed more tightly than spreadsheet programs do it. Open it, copy the cells "
    "you need into a new workbook, and choose that."
)
TOO_MANY_PARTS = (
    f"This workbook holds more than {PARTS_AT_MOST:,} parts, such as pictures. Copy the cells you "
    "need into a new workbook, and choose that."
)
TOO_MANY_SHEETS = (
    f"The workbook has more than {MAX_SHEETS} sheets. Copy the one you need into a new workbook, "
    "and choose that."
)
TOO_MANY_CELLS = (
    f"The workbook has more than {MAX_CELLS:,} cells. Keep the sheet and columns you need, "
    "and try again."
)
TOO_MANY_TEXTS = (
    f"The workbook holds more than {MAX_TEXTS:,} different texts. Split it into smaller files."
)
TOO_MUCH_BESIDES = (
    "This workbook holds more styles and settings than cells. Copy the cells you need into a new "
    "workbook, and choose that."
)
WITH_INSTRUCTIONS = (
    "This workbook holds instructions that no spreadsheet program writes. Open it, copy the cells "
    "you need into a new workbook, and choose that."
)
BOUNDS = {
    "sheet": (MAX_SHEETS, TOO_MANY_SHEETS),
    "row": (ROWS_AT_MOST, TOO_LONG),
    "c": (MAX_CELLS, TOO_MANY_CELLS),
    "si": (MAX_TEXTS, TOO_MANY_TEXTS),
    "": (OTHER_MARKS, TOO_MUCH_BESIDES),
}


def must_have_few_parts(content: bytes) -> None:
    """Asked before anything of a zipped file is read, even its list of parts."""
    if content.startswith(b"PK") and has_too_many_parts(content):
        raise Refused(TOO_MANY_PARTS)


def must_be_light(content: bytes) -> None:
    """Refuse a workbook that would take more memory or time to open than a table is worth."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > UNPACKED_AT_MOST:
            raise Refused(UNPACKS_TO_TOO_MUCH)
        if any(_is_packed_too_tightly(part) for part in parts):
            raise Refused(PACKED_TOO_TIGHTLY)
        scale = _Scale()
        for part in parts:
            scale.weigh(packed, part)


def _is_packed_too_tightly(part: zipfile.ZipInfo) -> bool:
    """What a part says of itself is what is read of it at most."""
    return part.file_size > max(MEGABYTE, RATIO_AT_MOST * part.compress_size)


class _Scale:
    """Counts over all parts of one workbook."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(BOUNDS, 0)
        self.one = _One()

    def weigh(self, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """One part; a picture or a broken part ends where it stops being marked-up text."""
        self.one = _One()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_instructions
        with packed.open(part) as stream:
            given = 0
            while chunk := stream.read(CHUNK):
                given += len(chunk)
                try:
                    parser.Parse(chunk)
                except expat.ExpatError:
                    return
                if given - parser.CurrentByteIndex > LONGEST_MARK:
                    raise Refused(TOO_MUCH_BESIDES)

    def _start(self, name: str, _: object) -> None:
        local = name.rpartition(" ")[2]
        if not self.one.name and local in ("row", "si"):
            self.one = _One(local)
        key = local if local in BOUNDS else "" if not self.one.name else None
        if key is not None:
            self.counts[key] += 1
            most, sentence = BOUNDS[key]
            if self.counts[key] > most:
                raise Refused(sentence)
        self.one.letters = 0 if local == "c" else self.one.letters
        self.one.marks += 1
        self.one.depth += 1
        if self.one.name and self.one.marks > MARKS_IN_ONE:
            raise Refused(TOO_WIDE if self.one.name == "row" else LONG_CELL)

    def _end(self, _: str) -> None:
        self.one.depth -= 1
        if self.one.name and self.one.depth == 0:
            self.one = _One()

    def _text(self, text: str) -> None:
        """A cell may hold a formula beside its value, hence twice the length."""
        self.one.letters += len(text)
        if self.one.name and self.one.letters > 2 * LONGEST_CELL:
            raise Refused(LONG_CELL)


@dataclass
class _One:
    """The row or the text being read; nameless between them."""

    name: str = ""
    depth: int = 0
    marks: int = 0
    letters: int = 0


def _refuse_instructions(*_: object) -> None:
    """Marks that stand for other texts can multiply without end; workbooks have none."""
    raise Refused(WITH_INSTRUCTIONS)
