"""Questionnaires on paper: chosen, and shown for the printer. Looks at named ones are kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.audit import operations as audit
from goldenthread.evaluation.forms.papers import PaperForm
from goldenthread.evaluation.pages import papers as pages
from goldenthread.evaluation.pages.papers import Sheet
from goldenthread.evaluation.queries import papers as queries
from goldenthread.evaluation.queries.papers import PaperWave
from goldenthread.evaluation.rules import papers as rules

LINK = Permission.ANSWER_LINK


def _wave(request: ActorRequest, wave_id: int) -> PaperWave:
    wave = queries.wave_on_paper(request.actor, wave_id, now=timezone.now())
    questions = len(wave.version.items) if wave.version else 0
    rules.must_be_printable(wave.kind, wave.plan_state, questions=questions)
    return wave


def _form(request: ActorRequest, wave: PaperWave, *, is_bound: bool) -> PaperForm:
    return PaperForm(
        request.GET if is_bound else None,
        groups=pages.groups(wave),
        is_named=rules.is_named(wave.mode),
    )


@requires(LINK)
def paper_choose(request: ActorRequest, wave_id: int) -> HttpResponse:
    wave = _wave(request, wave_id)
    return _choose(request, wave, _form(request, wave, is_bound=False))


def _choose(request: ActorRequest, wave: PaperWave, form: PaperForm) -> HttpResponse:
    context = {"wave": wave, "form": form, "why": pages.why(wave)}
    return render(request, "evaluation/paper_choose.jinja", context)


@requires(LINK)
def paper_print(request: ActorRequest, wave_id: int) -> HttpResponse:
    wave = _wave(request, wave_id)
    form = _form(request, wave, is_bound=True)
    if not form.is_valid():
        return _choose(request, wave, form)
    page = pages.paper_page(wave, _sheets(request, wave, form), is_large=form.is_large)
    context = {"page": page, "leave_out": pages.LEAVE_OUT, "how": pages.HOW, "after": pages.AFTER}
    response = render(request, "evaluation/paper_print.jinja", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _sheets(request: ActorRequest, wave: PaperWave, form: PaperForm) -> list[Sheet]:
    group = wave.group(int(form.cleaned_data["cohort"]))
    if group is None:
        raise OutOfReach("a group that was not asked")
    absolute = request.build_absolute_uri
    if not rules.is_named(wave.mode):
        copies = form.cleaned_data["copies"] or 1
        path = reverse("evaluation:keyed_list", args=(wave.id,))
        return pages.blank_sheets(wave, group, copies=copies, absolute=absolute, key_path=path)
    return _named_sheets(request, wave, group.id)


def _named_sheets(request: ActorRequest, wave: PaperWave, cohort_id: int) -> list[Sheet]:
    papers = queries.person_papers(request.actor, wave, cohort_id, now=timezone.now())
    audit.record_view(
        by=request.actor,
        page="papers.printed",
        subject=("wave", wave.id),
        person_ids=[one.person_id for one in papers],
    )
    return pages.person_sheets(wave, papers, absolute=request.build_absolute_uri)
