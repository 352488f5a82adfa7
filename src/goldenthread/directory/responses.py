"""Files that belong to imports: an empty sheet to fill in, and the lines as shown."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse

from goldenthread.exports.operations import Column, Sheet, workbook
from goldenthread.exports.responses import list_download
from goldenthread.imports.terms import Field


def template_of(name: str, fields: Callable[[int], Sequence[Field]]) -> Callable[[int], bytes]:
    """An empty sheet with a heading for everything we understand."""

    def template(target_id: int) -> bytes:
        columns = [Column(field.label, field.means) for field in fields(target_id)]
        return workbook([Sheet(name, columns)])

    return template


def lines_download(
    *, name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]], kind: str
) -> HttpResponse:
    """The lines of an import as shown."""
    return list_download(Sheet("Lines", columns, rows), name, kind)
