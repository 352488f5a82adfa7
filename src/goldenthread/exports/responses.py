"""Handing a file to the person who asked for it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.exports.operations import csv_text, dictionary, workbook
from goldenthread.exports.terms import Sheet

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}


def download(content: bytes | str, filename: str, kind: str) -> HttpResponse:
    """A file to keep: never shown in the page, never stored on the way.

    `kind` is an ending of KINDS; the file name gets it when it has none.
    """
    body = content.encode("utf-8") if isinstance(content, str) else content
    name = filename if filename.endswith(f".{kind}") else f"{slugify(filename) or 'list'}.{kind}"
    response = HttpResponse(body, content_type=KINDS[kind])
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def list_download(sheet: Sheet, filename: str, kind: str) -> HttpResponse:
    """A list as it is shown, as CSV or XLSX; or what its columns mean. Any other kind is not there.

    A workbook says what its columns mean in a sheet of its own; a CSV file has no room for it.
    """
    if kind == "csv":
        return download(csv_text(sheet.columns, sheet.rows), filename, kind)
    if kind == "xlsx":
        return download(workbook([sheet]), filename, kind)
    if kind == "columns":
        return download(csv_text(*dictionary(sheet)), f"{filename}-columns", "csv")
    raise Http404
