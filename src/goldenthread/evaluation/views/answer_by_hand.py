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
from goldenthread.evaluation.forms.answer import ScoresForm
from goldenthread.evaluation.forms.keying import BeginForm
from goldenthread.evaluation.operations import keying
from goldenthread.evaluation.pages import answer_by_hand as pages
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries import keying as in_hand
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules import keying as keying_rules


@requires(Permission.ANSWER_LINK)
def answer_by_hand(request: ActorRequest, invitation_id: int) -> HttpResponse:
    asked = queries.asked_by_hand(request.actor, invitation_id, now=timezone.now())
    if in_hand.form_of_invitation(invitation_id) is None:
        rules.must_be_open(asked.standing)
    if asked.version is not None and asked.version.subscales:
        return _scores(request, asked)
    return _begin(request, asked)


def _begin(request: ActorRequest, asked: Asked) -> HttpResponse:
    """How the answers come, before the questions. A paper in hand is gone on with."""
    keying_rules.must_be_for_a_person(asked.mode)
    begun = in_hand.form_of_invitation(asked.invitation_id)
    if begun is not None:
        return redirect("evaluation:keyed_write", begun)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _begun(request, asked, form)
        except Refused as refused:
            form.add_error("said", str(refused))
    page = pages.by_hand_page(asked, _whose(request, asked))
    return render(request, "evaluation/answer_begin.jinja", {"page": page, "form": form})


def _begun(request: ActorRequest, asked: Asked, form: BeginForm) -> HttpResponse:
    form_id = keying.begin_for_person(
        invitation_id=asked.invitation_id,
        now=timezone.now(),
        by=request.actor,
        **form.details(),
    )
    return redirect("evaluation:keyed_write", form_id)


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
    page = pages.by_hand_page(asked, _whose(request, asked))
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
