"""A form made with another tool becomes a draft here."""

from django.db import transaction

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.imports.rules import reading
from goldenthread.instruments.operations.instruments import create_instrument, must_edit
from goldenthread.instruments.operations.versions import add_version
from goldenthread.instruments.rules import xlsform_reading
from goldenthread.instruments.rules.xlsform_reading import FormRead
from goldenthread.instruments.terms import Licence


def read_form(content: bytes) -> FormRead:
    """The form in this workbook, or Refused with the line that cannot be asked here."""
    sheets = reading.sheets(content)
    return xlsform_reading.read(
        {name: [(row.number, row.cells) for row in rows] for name, rows in sheets.items()}
    )


@transaction.atomic
def bring_in_form(
    *, content: bytes, by: Actor, name: str = "", licence: Licence, instrument_id: int | None = None
) -> tuple[int, tuple[str, ...]]:
    """A new instrument with a draft, or a new draft of one we have; and what is different here.

    Nothing is asked of anyone until the draft is published, and it can be removed.
    """
    must_edit(by)
    form = read_form(content)
    title = name.strip() or form.title.strip()
    if not title:
        raise Refused("The form has no title. Type a name for it.")
    if licence is Licence.LICENSED:
        raise Refused("The questions of a licensed instrument are not kept here.")
    if instrument_id is None:
        instrument_id = create_instrument(name=title[:200], licence=licence, by=by)
    version_id = add_version(
        instrument_id=instrument_id,
        title=(form.title or title)[:200],
        why_we_ask=form.why_we_ask,
        content_note=form.content_note,
        items=form.items,
        by=by,
    )
    audit.record(by=by, action="version.brought_in", subject=("version", version_id))
    return version_id, form.remarks
