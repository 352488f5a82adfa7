"""Questions as a file for other tools, and the list of instruments."""

from collections.abc import Iterable

from goldenthread.access.actor import Actor
from goldenthread.exports import operations as exports
from goldenthread.instruments import queries
from goldenthread.instruments.rules import xlsform
from goldenthread.instruments.terms import InstrumentCard, Licence, VersionView

LICENCES = {one: one.value.replace("_", " ").capitalize() for one in Licence}


def instruments_sheet(cards: Iterable[InstrumentCard]) -> exports.Sheet:
    """The list of instruments."""
    columns = (
        exports.Column("Instrument"),
        exports.Column("What it is for"),
        exports.Column("Licence", "Of a licensed one only scores are kept, never its questions."),
        exports.Column("Validated", "Whether research stands behind it."),
        exports.Column("Questions", "In the newest published version."),
    )
    rows = [
        (
            card.name,
            card.purpose,
            LICENCES[card.licence],
            card.is_validated,
            card.published.questions if card.published else None,
        )
        for card in cards
    ]
    return exports.Sheet("Instruments", columns, rows)


def xlsform_of(actor: Actor, version_id: int) -> tuple[str, bytes]:
    """The name of the file, and the form itself. A licensed shell has no questions to hand out."""
    view: VersionView = queries.version(actor, version_id)
    slug = xlsform.form_id(view.instrument)
    return f"{slug}_{view.number}", exports.form_workbook(xlsform.sheets(view, slug=slug))
