"""Imports: looked over, brought in, undone."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.imports import kinds, operations, pages, queries
from goldenthread.imports.terms import ImportState


@requires(Permission.IMPORT_RUN)
def run_list(request: ActorRequest) -> HttpResponse:
    reached = queries.targets(request.actor)
    context = {
        "runs": pages.run_lines(queries.runs(request.actor, reached)),
        "kinds": [kind for kind in kinds.all_kinds() if reached[kind.key]],
    }
    return render(request, "imports/run_list.jinja", context)


@requires(Permission.IMPORT_RUN)
def run_show(request: ActorRequest, run_id: int) -> HttpResponse:
    row = queries.run_row(request.actor, run_id)
    if row.state == ImportState.MATCHING:
        return redirect("imports:columns_match", run_id)
    chosen = pages.shown_of(request.GET.get("outcome", ""))
    page = request.GET.get("page", "")
    number = int(page[:6]) if page.isdecimal() else 1
    found = queries.lines_page(
        row, outcome=chosen.outcome, only_noted=chosen.only_noted, page=number
    )
    _record(request, run_id, found.lines)
    shown = pages.run_page(row, found, chosen)
    follows = row.job_id is not None and queries.may_follow(request.actor, row.job_id)
    context = {"page": shown, "run": row, "may_follow": follows}
    return render(request, "imports/run_show.jinja", context)


def _record(request: ActorRequest, run_id: int, lines: Sequence[queries.LineRow]) -> None:
    """Who was seen: lines already written are of people in the directory."""
    seen = [person_id for line in lines for person_id in line.person_ids]
    audit.record_view(
        by=request.actor, page="import.lines", subject=("import", run_id), person_ids=seen
    )


@requires(Permission.IMPORT_RUN)
def run_lines(request: ActorRequest, run_id: int, kind: str) -> HttpResponse:
    row = queries.run_row(request.actor, run_id)
    chosen = pages.shown_of(request.GET.get("outcome", ""))
    lines = queries.all_lines(row, outcome=chosen.outcome, only_noted=chosen.only_noted)
    download = kinds.kind_of(row.kind).download
    if download is None:
        raise OutOfReach(f"download of {row.kind}")
    _record(request, run_id, lines)
    columns, rows = pages.as_table(lines)
    return download(name=f"import-{run_id}", columns=columns, rows=rows, kind=kind)


def _follow(request: ActorRequest, run_id: int, job_id: int) -> HttpResponse:
    """To the work that was started, or back to the import when a colleague had started it."""
    if queries.may_follow(request.actor, job_id):
        return redirect("jobs:job_show", job_id)
    messages.info(request, "A colleague has started this already. This page shows how far it is.")
    return redirect("imports:run_show", run_id)


@requires(Permission.IMPORT_RUN)
def run_confirm(request: ActorRequest, run_id: int) -> HttpResponse:
    row = queries.run_row(request.actor, run_id)
    if request.method == "POST":
        job_id = operations.confirm_import(run_id=run_id, now=timezone.now(), by=request.actor)
        return _follow(request, run_id, job_id)
    context = {
        "run": row,
        "happens": pages.confirm_sentences(row),
        "act": f"Bring in {pages.things(row, row.to_write)}",
    }
    return render(request, "imports/run_confirm.jinja", context)


@requires(Permission.IMPORT_RUN)
def run_undo(request: ActorRequest, run_id: int) -> HttpResponse:
    row = queries.run_row(request.actor, run_id)
    now = timezone.now()
    if request.method == "POST":
        job_id = operations.undo_import(run_id=run_id, now=now, by=request.actor)
        return _follow(request, run_id, job_id)
    context = {
        "run": row,
        "depending": operations.depending_on(run_id=run_id, now=now, by=request.actor),
        "happens": pages.undo_sentences(row),
        "act": f"Take back {pages.things(row, row.written)}",
    }
    return render(request, "imports/run_undo.jinja", context)


@requires(Permission.IMPORT_RUN)
def run_discard(request: ActorRequest, run_id: int) -> HttpResponse:
    if request.method == "POST":
        operations.discard_import(run_id=run_id, by=request.actor)
        messages.success(request, "The file was put aside. Nothing of it was kept.")
        return redirect("imports:run_list")
    return redirect("imports:run_show", run_id)
