"""Sign-ups from a sheet: what learning tells the machine that imports files."""

from collections.abc import Sequence

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.directory.responses import lines_download, template_of
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.terms import Target
from goldenthread.learning.operations import signups, signups_many
from goldenthread.learning.pages.signup_panels import signups_panel
from goldenthread.learning.queries.signups import fields_for, offers_for_signups, plan_signups
from goldenthread.ui import slots


def targets(actor: Actor) -> Sequence[Target]:
    """The offers that sign-ups can go into."""
    return [
        Target(offer.id, offer.name, reverse("learning:offer_show", args=[offer.id]))
        for offer in offers_for_signups(actor)
    ]


kinds.register(
    ImportKind(
        key="sign-ups",
        position=10,
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
        apply_many=signups_many.add_signups,
        depending=signups.later_work,
        take_back=signups.take_back_signup,
        take_back_many=signups_many.take_back_signups,
        template=template_of("Sign-ups", fields_for),
        download=lines_download,
    )
)
slots.register_panel("offer.panels", signups_panel)
