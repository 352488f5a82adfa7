"""The list of messages as a file. Messaging and exports are neighbours, so they meet here."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse

from goldenthread.exports.operations import Column, Sheet
from goldenthread.exports.responses import list_download
from goldenthread.messaging import registry
from goldenthread.messaging.registry import Heading


def download(
    *,
    name: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[str | datetime | None]],
    kind: str,
) -> HttpResponse:
    """Through the same door as every other file, which makes formulas harmless."""
    return list_download(Sheet("Messages", [Column(*one) for one in columns], rows), name, kind)


registry.register(download)
