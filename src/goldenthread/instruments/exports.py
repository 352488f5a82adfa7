"""Questions as a file for other tools."""

from goldenthread.access.actor import Actor
from goldenthread.exports import operations as exports
from goldenthread.instruments import queries
from goldenthread.instruments.rules import xlsform
from goldenthread.instruments.terms import VersionView


def xlsform_of(actor: Actor, version_id: int) -> tuple[str, bytes]:
    """The name of the file, and the form itself. A licensed shell has no questions to hand out."""
    view: VersionView = queries.version(actor, version_id)
    slug = xlsform.form_id(view.instrument)
    return f"{slug}_{view.number}", exports.form_workbook(xlsform.sheets(view, slug=slug))
