"""Sign-ups from a sheet: what learning tells the machine that imports files."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.exports.operations import Column, Sheet, workbook
from goldenthread.exports.responses import list_download
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.terms import Target
from goldenthread.learning.operations import signups
from goldenthread.learning.pages.signup_panels import signups_panel
from goldenthread.learning.queries.signups import fields_for, offers_for_signups, plan_signups
from goldenthread.ui import slots


def targets(actor: Actor) -> Sequence[Target]:
    """The offers that sign-ups can go into."""
    return [
        Target(offer.id, offer.name, reverse("learning:offer_show", args=[offer.id]))
        for offer in offers_for_signups(actor)
    ]


def template(offer_id: int) -> bytes:
    """An empty sheet with a heading for everything we understand."""
    columns = [Column(field.label, field.means) for field in fields_for(offer_id)]
    return workbook([Sheet("Sign-ups", columns)])


def download(
    *, name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]], kind: str
) -> HttpResponse:
    """The lines of an import as shown."""
    return list_download(Sheet("Lines", columns, rows), name, kind)


kinds.register(
    ImportKind(
        key="sign-ups",
        title="Import sign-ups",
        about="A list of people who signed up elsewhere, such as an export from Microsoft Forms. "
        "Each person becomes one application.",
        target_label="Which offer are they for?",
        one="application",
        many="applications",
        fields=fields_for,
        targets=targets,
        plan=plan_signups,
        apply=signups.add_signup,
        depending=signups.later_work,
        take_back=signups.take_back_signup,
        template=template,
        download=download,
    )
)
slots.register_panel("offer.panels", signups_panel)
