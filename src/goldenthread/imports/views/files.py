"""A file comes in, and its columns are matched."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.imports import forms, kinds, operations, pages, queries
from goldenthread.imports.kinds import ImportKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.IMPORT_RUN)
def import_start(request: ActorRequest, kind: str) -> HttpResponse:
    found = kinds.kind_of(kind)
    form = _upload_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            run_id = _started(request, kind, form)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("imports:columns_match", run_id)
    context = {"form": form, "kind": found, "target": _target(request, found)}
    return render(request, "imports/import_start.jinja", context)


def _target(request: ActorRequest, kind: ImportKind) -> int:
    """The target asked for, or the only one there is: an empty sheet is made for it."""
    asked = request.GET.get("target", "")
    if asked.isdecimal():
        return int(asked)
    targets = kind.targets(request.actor)
    return targets[0].id if len(targets) == 1 else 0


def _upload_form(request: ActorRequest, kind: ImportKind) -> forms.UploadForm:
    targets = kind.targets(request.actor)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return forms.UploadForm(
        *given,
        targets=[(target.id, target.name) for target in targets],
        target_label=kind.target_label,
        initial={"target": request.GET.get("target") or (targets[0].id if targets else "")},
    )


def _started(request: ActorRequest, kind: str, form: forms.UploadForm) -> int:
    file = form.cleaned_data["file"]
    return operations.start_import(
        kind=kind,
        target_id=int(form.cleaned_data["target"]),
        name=file.name,
        content=file.read(),
        now=timezone.now(),
        by=request.actor,
    )


@requires(Permission.IMPORT_RUN)
def template(request: ActorRequest, kind: str, target_id: int) -> HttpResponse:
    found = kinds.kind_of(kind)
    kinds.target_of(request.actor, found, target_id)
    if found.template is None:
        raise OutOfReach(f"template of {kind}")
    response = HttpResponse(found.template(target_id), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}-template.xlsx"'
    response["Cache-Control"] = "no-store, private"
    return response


@requires(Permission.IMPORT_RUN)
def columns_match(request: ActorRequest, run_id: int) -> HttpResponse:
    run = queries.run_row(request.actor, run_id)
    form = _columns_form(request, run)
    if request.method == "POST" and form.is_valid():
        try:
            operations.match_columns(run_id=run_id, matching=form.matching(), by=request.actor)
            job_id = operations.look_over(run_id=run_id, by=request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            can_follow = job_id and queries.may_follow(request.actor, job_id)
            return redirect("jobs:job_show", job_id) if can_follow else _back(run_id)
    return render(request, "imports/columns_match.jinja", {"form": form, "run": run})


def _back(run_id: int) -> HttpResponse:
    return redirect("imports:run_show", run_id)


def _columns_form(request: ActorRequest, run: queries.RunRow) -> forms.ColumnsForm:
    choices = operations.columns_of(run_id=run.id, by=request.actor)
    return forms.ColumnsForm(
        request.POST or None,
        fields=[choice.field for choice in choices],
        headings=run.headings,
        hints=pages.column_hints(choices),
        initial={choice.field.key: choice.chosen for choice in choices},
    )
