"""Messages that did not arrive, and each person's link. Names for evaluators; looks are kept."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.evaluation.forms.links import ReachedForm
from goldenthread.evaluation.operations import links as operations
from goldenthread.evaluation.pages import links as pages
from goldenthread.evaluation.queries import links as queries
from goldenthread.evaluation.queries import plans
from goldenthread.evaluation.rules import links as rules
from goldenthread.evaluation.terms import ReachedHow

LINK = Permission.ANSWER_LINK


@requires(Permission.WAVE_VIEW)
def unreached_list(request: ActorRequest, plan_id: int) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    card = plans.plan(actor, plan_id, now=now)
    waves = queries.unreached_waves(actor, card, now=now)
    _record(request, "unreached.read", ("evaluation_plan", plan_id), _people(waves))
    may_join = actor.may_reach(LINK, "offer", card.offer_id)
    page = pages.unreached_page(card, waves, may_join=may_join)
    return render(request, "evaluation/unreached_list.jinja", {"page": page})


def _people(waves: tuple[queries.UnreachedWave, ...]) -> list[int]:
    return [one.person_id for wave in waves for one in wave.named]


def _record(
    request: ActorRequest, page: str, subject: tuple[str, int], person_ids: list[int]
) -> None:
    """A page that names nobody is nobody's business."""
    if person_ids:
        audit.record_view(by=request.actor, page=page, subject=subject, person_ids=person_ids)


@requires(LINK)
def invitation_list(request: ActorRequest, wave_id: int) -> HttpResponse:
    wave = queries.wave_of_links(request.actor, wave_id)
    if not rules.may_list(wave.mode):
        page = pages.links_page(wave, (), total=0)
        return render(request, "evaluation/invitation_list.jinja", {"page": page, "shown": None})
    shown, rows = queries.links_of(request.actor, wave, page=request.GET.get("page", "1"))
    _record(request, "invitations.read", ("wave", wave_id), [row.person_id for row in rows])
    page = pages.links_page(wave, rows, total=shown.paginator.count)
    return render(request, "evaluation/invitation_list.jinja", {"page": page, "shown": shown})


@requires(LINK)
def invitation_send(request: ActorRequest, invitation_id: int) -> HttpResponse:
    one = queries.one_link(request.actor, invitation_id)
    if request.method == "POST":
        _done(
            request,
            f"The link is on its way to {one.name} again.",
            lambda: operations.send_link_again(
                invitation_id=invitation_id, now=timezone.now(), by=request.actor
            ),
        )
    return redirect("evaluation:invitation_list", one.wave_id)


def _done(request: ActorRequest, said: str, act: Callable[[], None]) -> None:
    """A refusal is said on the list, beside what can still be done."""
    try:
        act()
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, said)


@requires(LINK)
def invitation_renew(request: ActorRequest, invitation_id: int) -> HttpResponse:
    one = queries.one_link(request.actor, invitation_id)
    if request.method == "POST":
        _done(
            request,
            f"A new link is on its way to {one.name}. The old one has ended.",
            lambda: operations.renew_link(
                invitation_id=invitation_id, now=timezone.now(), by=request.actor
            ),
        )
        return redirect("evaluation:invitation_list", one.wave_id)
    _record(request, "invitation.read", ("invitation", invitation_id), [one.person_id])
    context = {"one": one, "happens": pages.renew_sentences(one)}
    return render(request, "evaluation/invitation_renew.jinja", context)


@requires(LINK)
def invitation_reached(request: ActorRequest, invitation_id: int) -> HttpResponse:
    one = queries.one_link(request.actor, invitation_id)
    form = ReachedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _reached(request, form, invitation_id):
        messages.success(request, f"Noted that {one.name} knows of the questions.")
        return redirect("evaluation:unreached_list", one.plan_id)
    _record(request, "invitation.read", ("invitation", invitation_id), [one.person_id])
    context = {"one": one, "form": form}
    return render(request, "evaluation/invitation_reached.jinja", context)


def _reached(request: ActorRequest, form: ReachedForm, invitation_id: int) -> bool:
    try:
        operations.mark_reached(
            invitation_id=invitation_id,
            how=ReachedHow(form.cleaned_data["how"]),
            on=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
