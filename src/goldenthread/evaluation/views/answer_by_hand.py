"""An evaluator writes down what somebody says by phone, has put on paper, or scored elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.directory import queries as directory
from goldenthread.evaluation import operations
from goldenthread.evaluation.forms.answer import ScoresForm, read_page
from goldenthread.evaluation.pages import answer_by_hand as pages
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.instruments.terms import ParsedAnswers


@requires(Permission.ANSWER_LINK)
def answer_by_hand(request: ActorRequest, invitation_id: int) -> HttpResponse:
    asked = queries.asked_by_hand(request.actor, invitation_id, now=timezone.now())
    rules.must_be_open(asked.standing)
    if asked.version is not None and asked.version.subscales:
        return _scores(request, asked)
    return _questions(request, asked)


def _questions(request: ActorRequest, asked: Asked) -> HttpResponse:
    if request.method != "POST":
        return _page(request, asked, None)
    posted = read_page(asked.items, request.POST)
    if posted.parsed.errors:
        return _page(request, asked, posted.parsed)
    operations.submit(
        invitation_id=asked.invitation_id,
        answers=posted.parsed.values,
        now=timezone.now(),
        by=request.actor,
    )
    return _done(request, asked)


def _page(request: ActorRequest, asked: Asked, parsed: ParsedAnswers | None) -> HttpResponse:
    page = pages.by_hand_page(asked, _whose(request, asked), parsed)
    return render(request, "evaluation/answer_by_hand.jinja", {"page": page, "form": None})


def _whose(request: ActorRequest, asked: Asked) -> str:
    audit.record_view(
        by=request.actor,
        page="answers.by_hand",
        subject=("invitation", asked.invitation_id),
        person_ids=[asked.person_id],
    )
    return directory.name_of(asked.person_id)


def _scores(request: ActorRequest, asked: Asked) -> HttpResponse:
    subscales = asked.version.subscales if asked.version else ()
    form = ScoresForm(request.POST if request.method == "POST" else None, subscales=subscales)
    if form.is_valid():
        try:
            _record_scores(request, asked, form)
            return _done(request, asked)
        except Refused as refused:
            form.add_error(None, str(refused))
    page = pages.by_hand_page(asked, _whose(request, asked), None)
    return render(request, "evaluation/answer_by_hand.jinja", {"page": page, "form": form})


def _record_scores(request: ActorRequest, asked: Asked, form: ScoresForm) -> None:
    operations.record_scores(
        invitation_id=asked.invitation_id,
        scores=form.cleaned_data,
        now=timezone.now(),
        by=request.actor,
    )


def _done(request: ActorRequest, asked: Asked) -> HttpResponse:
    messages.success(request, "Written down and sent.")
    return redirect("evaluation:plan_list")
