"""Interviews, person by person: for evaluators alone, and every look is recorded."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.evaluation.forms.interviews import AgreeForm, StopForm, TalkForm
from goldenthread.evaluation.operations import interviews as operations
from goldenthread.evaluation.pages import interviews as pages
from goldenthread.evaluation.queries import interviews as queries
from goldenthread.evaluation.queries import plans
from goldenthread.ui.forms import Form

LINK = (Permission.ANSWER_LINK,)


@requires(*LINK)
def interview_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    card = plans.plan(request.actor, plan_id, permissions=LINK)
    people = queries.interviewees(request.actor, plan_id)
    audit.record_view(
        by=request.actor,
        page="interviews.read",
        subject=("evaluation_plan", plan_id),
        person_ids=[one.person_id for one in people],
    )
    page = pages.interviews_page(card, people)
    return render(request, "evaluation/interview_list.jinja", {"page": page})


def _answer(
    request: ActorRequest, form: Form, *, plan_id: int, title: str, act: Callable[[], object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("evaluation:interview_list", plan_id)
    context = {"form": form, "title": title, "plan_id": plan_id}
    return render(request, "evaluation/interview_edit.jinja", context)


@requires(*LINK)
def interview_agree(request: ActorRequest, plan_id: int) -> HttpResponse:
    people = queries.may_agree(request.actor, plan_id)
    form = AgreeForm(request.POST or None, people=people)
    return _answer(
        request,
        form,
        plan_id=plan_id,
        title=pages.AGREE,
        act=lambda: operations.agree_to_interviews(
            plan_id=plan_id, now=timezone.now(), by=request.actor, **form.details()
        ),
    )


@requires(*LINK)
def interview_record(request: ActorRequest, invitation_id: int) -> HttpResponse:
    talk = queries.conversation(request.actor, invitation_id)
    form = TalkForm(request.POST or None)
    return _answer(
        request,
        form,
        plan_id=talk.plan_id,
        title=pages.talk_title(talk),
        act=lambda: operations.record_interview(
            invitation_id=invitation_id, by=request.actor, **form.cleaned_data
        ),
    )


@requires(*LINK)
def interview_stop(request: ActorRequest, plan_id: int, person_id: int) -> HttpResponse:
    name, waves = queries.may_stop(request.actor, plan_id, person_id)
    form = StopForm(request.POST or None, waves=waves)
    return _answer(
        request,
        form,
        plan_id=plan_id,
        title=pages.stop_title(name),
        act=lambda: operations.record_interview_withdrawal(
            plan_id=plan_id, person_id=person_id, by=request.actor, **form.details()
        ),
    )


@requires(*LINK)
def interview_reason(request: ActorRequest, withdrawal_id: int) -> HttpResponse:
    found = queries.withdrawal(request.actor, withdrawal_id)
    return render(request, "evaluation/interview_reason.jinja", {"found": found})
