"""Registers from a sheet: what learning tells the machine that imports files."""

from collections.abc import Sequence

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.directory.responses import lines_download, template_of
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.terms import Target
from goldenthread.learning.operations import register_sheets
from goldenthread.learning.queries.register_sheets import (
    cohorts_for_marks,
    fields_for,
    plan_marks,
)


def targets(actor: Actor) -> Sequence[Target]:
    """The cohorts whose registers the actor keeps."""
    return [
        Target(one.id, one.name, reverse("learning:cohort_show", args=[one.id]))
        for one in cohorts_for_marks(actor)
    ]


kinds.register(
    ImportKind(
        key="registers",
        title="Import registers",
        about="Who came to which session: one line a person with a column for each session, or "
        "one line a mark. Only people of the cohort are marked.",
        target_label="Which cohort is it of?",
        one="line of marks",
        many="lines of marks",
        fields=fields_for,
        targets=targets,
        plan=plan_marks,
        apply=register_sheets.add_marks,
        depending=register_sheets.later_work,
        take_back=register_sheets.take_back_marks,
        template=template_of("Register", fields_for),
        download=lines_download,
    )
)
