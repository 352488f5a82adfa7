"""What the directory tells imports: people, organisations, and who manages whom."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory.operations import sheets
from goldenthread.directory.queries.sheet_lines import plan_lines
from goldenthread.directory.queries.sheet_organisations import plan_organisations
from goldenthread.directory.queries.sheet_people import plan_people
from goldenthread.directory.responses import lines_download, template_of
from goldenthread.directory.rules import sheet_lines, sheet_organisations, sheet_people
from goldenthread.imports import kinds
from goldenthread.imports.kinds import ImportKind
from goldenthread.imports.terms import Field, Target

DIRECTORY = 1
INTO = "What does the file go into?"


def _targets(permission: Permission, page: str) -> Callable[[Actor], Sequence[Target]]:
    """The one directory, for whoever edits some of it; each line is checked for reach."""

    def targets(actor: Actor) -> Sequence[Target]:
        may = actor.may(permission)
        return [Target(DIRECTORY, "The directory", reverse(page))] if may else []

    return targets


def _fields(fields: Sequence[Field]) -> Callable[[int], Sequence[Field]]:
    return lambda _: fields


people, organisations, lines = (
    _fields(fields)
    for fields in (sheet_people.FIELDS, sheet_organisations.FIELDS, sheet_lines.FIELDS)
)
KINDS = (
    ImportKind(
        key="people",
        title="Import people",
        about="People with their posts: one line a person. Whoever is here already is not added "
        "twice.",
        target_label=INTO,
        one="person",
        many="people",
        fields=people,
        targets=_targets(Permission.PERSON_EDIT, "directory:person_list"),
        plan=plan_people,
        apply=sheets.add_person_line,
        depending=sheets.later_work,
        take_back=sheets.take_back_line,
        template=template_of("People", people),
        download=lines_download,
        is_own=True,
    ),
    ImportKind(
        key="organisations",
        title="Import organisations",
        about="Organisations with the numbers other registers know them by, such as ODS codes: "
        "one line each.",
        target_label=INTO,
        one="organisation",
        many="organisations",
        fields=organisations,
        targets=_targets(Permission.DIRECTORY_EDIT, "directory:organisation_list"),
        plan=plan_organisations,
        apply=sheets.add_organisation_line,
        depending=sheets.later_work,
        take_back=sheets.take_back_line,
        template=template_of("Organisations", organisations),
        download=lines_download,
        is_own=True,
    ),
    ImportKind(
        key="reporting-lines",
        title="Import reporting lines",
        about="Who reports to whom: one line a person. A manager and their report are never put "
        "in the same group.",
        target_label=INTO,
        one="reporting line",
        many="reporting lines",
        fields=lines,
        targets=_targets(Permission.PERSON_EDIT, "directory:person_list"),
        plan=plan_lines,
        apply=sheets.add_reporting_line,
        depending=sheets.later_work,
        take_back=sheets.take_back_line,
        template=template_of("Reporting lines", lines),
        download=lines_download,
        is_own=True,
    ),
)
for kind in KINDS:
    kinds.register(kind)
