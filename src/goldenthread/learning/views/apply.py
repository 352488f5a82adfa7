"""Applying without an account: a page anyone may open, and a link of one's own."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, personal_link, public_page
from goldenthread.access.terms import OutOfReach, Refused
from goldenthread.learning import operations
from goldenthread.learning.forms.application import BY_NAME, MODES, QuestionsForm, details_of
from goldenthread.learning.forms.application_steps import StepForm
from goldenthread.learning.pages import apply as pages
from goldenthread.learning.pages.apply_links import Links, later_page
from goldenthread.learning.pages.matching import dates_form
from goldenthread.learning.pages.mine import mine_page, withdraw_page
from goldenthread.learning.queries.applicants import (
    Writing,
    organisation_names,
    published_offer,
    writing,
)
from goldenthread.learning.queries.own_dates import dates_now
from goldenthread.learning.queries.standing import Standing, standing
from goldenthread.learning.rules.applications import is_told_by_email

ANYONE = "someone who would like to take part has no account"
OWN_LINK = "the applicant's own link opens only their own application"
SENT = "Thank you. Your application is in."


@public_page(ANYONE)
@require_GET
def apply_show(request: ActorRequest, slug: str) -> HttpResponse:
    offer = published_offer(request.actor, slug, now=timezone.now())
    return render(request, "learning/apply_show.jinja", {"page": pages.start_page(offer)})


@public_page(ANYONE)
@require_POST
def apply_start(request: ActorRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    offer = published_offer(request.actor, slug, now=now)
    if not ratelimit.consume(request, action="apply"):
        raise Refused("Many people are starting just now. Please try again in a few minutes.")
    key = operations.start_application(offer_id=offer.id, now=now, by=request.actor)
    return redirect("learning:apply_step", slug, key.token, "you")


@public_page(ANYONE)
@require_GET
def apply_sent(request: ActorRequest, slug: str) -> HttpResponse:
    """The same for everyone who sent a form with an address, whatever we hold under it."""
    offer = published_offer(request.actor, slug, now=timezone.now())
    return render(request, "learning/apply_sent.jinja", {"page": pages.start_page(offer)})


@personal_link(OWN_LINK)
@never_cache
@require_GET
def apply_mine(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    links = Links(slug, token)
    if at.is_draft:
        step = pages.first_open_step(at.draft.typed)
        return HttpResponseRedirect(links.step(step) if step else links.check)
    mine = standing(at.actor, at.draft.application_id, at.offer.criteria)
    return _mine(request, at, mine, QuestionsForm(criteria=mine.questions))


def _mine(request: ActorRequest, at: Writing, mine: Standing, form: QuestionsForm) -> HttpResponse:
    page = mine_page(mine, at.offer, Links(at.offer.slug, at.token))
    return render(request, "learning/apply_mine.jinja", {"page": page, "form": form})


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def apply_step(request: ActorRequest, slug: str, token: str, step: str) -> HttpResponse:
    if step not in BY_NAME:
        raise OutOfReach(f"step {step}")
    at = writing(slug, token, now=timezone.now())
    if not at.is_draft:
        return redirect("learning:apply_mine", slug, token)
    if request.method == "GET":
        return _step(request, at, pages.step_form(at, step))
    form = BY_NAME[step](request.POST, asked=pages.asked_of(at.offer))
    _save(at, form)
    if request.htmx:
        return HttpResponse(status=204)
    return _after_step(request, at, form)


def _save(at: Writing, form: StepForm) -> None:
    """As typed, before anything is checked, so that nothing is lost to a mistake."""
    private = "hard_note" in form.private
    operations.save_draft(
        application_id=at.draft.application_id,
        typed=form.typed(),
        hard_note=str(form.data.get("hard_note", "")) if private else None,
        wants_a_call=bool(form.data.get("wants_a_call")) if private else None,
        now=timezone.now(),
        by=at.actor,
    )


def _after_step(request: ActorRequest, at: Writing, form: StepForm) -> HttpResponse:
    links = Links(at.offer.slug, at.token)
    is_later = "later" in request.POST
    if not is_later and not form.is_valid():
        return _step(request, at, form)
    if is_later or form.step == "you":
        pk = at.draft.application_id
        operations.send_link(application_id=pk, now=timezone.now(), by=at.actor)
    if is_later:
        return HttpResponseRedirect(links.later)
    return HttpResponseRedirect(pages.step_page(at, form.step).next_href)


def _step(request: ActorRequest, at: Writing, form: StepForm) -> HttpResponse:
    names = organisation_names() if form.step == "work" else ()
    context = {"page": pages.step_page(at, form.step), "form": form, "organisations": names}
    return render(request, "learning/apply_step.jinja", context)


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def apply_check(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    if not at.is_draft:
        return redirect("learning:apply_mine", slug, token)
    if request.method == "POST":
        return _send(request, at)
    return _check(request, at)


def _check(request: ActorRequest, at: Writing, refused: str = "") -> HttpResponse:
    context = {"page": pages.check_page(at), "refused": refused}
    return render(request, "learning/apply_check.jinja", context)


def _send(request: ActorRequest, at: Writing) -> HttpResponse:
    details, _ = details_of(at.draft.typed, pages.asked_of(at.offer))
    if details is None:
        return _check(request, at)
    pk = at.draft.application_id
    try:
        operations.submit_application(
            application_id=pk, details=details, now=timezone.now(), by=at.actor
        )
    except Refused as refused:
        return _check(request, at, str(refused))
    if is_told_by_email(details):
        return redirect("learning:apply_sent", at.offer.slug)
    messages.success(request, SENT)
    return redirect("learning:apply_mine", at.offer.slug, at.token)


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def apply_later(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    if not at.is_draft:
        return redirect("learning:apply_mine", slug, token)
    if request.method == "POST":
        pk = at.draft.application_id
        to = operations.send_link(application_id=pk, now=timezone.now(), by=at.actor, again=True)
        if to:
            messages.success(request, f"We have sent the link to {to}.")
        return redirect("learning:apply_later", slug, token)
    page = later_page(at, address=request.build_absolute_uri)
    return render(request, "learning/apply_later.jinja", {"page": page})


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def apply_withdraw(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    if request.method == "GET":
        page = withdraw_page(at.draft.state, at.offer, Links(slug, token))
        return render(request, "learning/apply_withdraw.jinja", {"page": page})
    operations.withdraw_application(
        application_id=at.draft.application_id, now=timezone.now(), by=at.actor
    )
    if at.is_draft:
        messages.info(request, "What you typed has been deleted.")
        return redirect("learning:apply_show", slug)
    return redirect("learning:apply_mine", slug, token)


@personal_link(OWN_LINK)
@never_cache
@require_http_methods(["GET", "POST"])
def apply_dates(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    known = dates_now(at.draft.application_id, now=timezone.now())
    if not known.can_change:
        return redirect("learning:apply_mine", slug, token)
    form = dates_form(known, request.POST if request.method == "POST" else None)
    if form.is_valid():
        _change_dates(at, form)
        messages.success(request, "Your dates are changed.")
        return redirect("learning:apply_mine", slug, token)
    context = {"form": form, "offer": at.offer, "links": Links(slug, token)}
    return render(request, "learning/apply_dates.jinja", context)


def _change_dates(at: Writing, form: StepForm) -> None:
    operations.change_dates(
        application_id=at.draft.application_id,
        cohort_ids=[int(pk) for pk in form.cleaned_data.get("dates", ())],
        modes=MODES.get(form.cleaned_data["mode"], ()),
        by=at.actor,
    )


@personal_link(OWN_LINK)
@require_POST
def apply_questions(request: ActorRequest, slug: str, token: str) -> HttpResponse:
    at = writing(slug, token, now=timezone.now())
    mine = standing(at.actor, at.draft.application_id, at.offer.criteria)
    form = QuestionsForm(request.POST, criteria=mine.questions)
    if not form.is_valid():
        return _mine(request, at, mine, form)
    kept = operations.answer_new_questions(
        application_id=at.draft.application_id, answers=form.answers(), by=at.actor
    )
    if kept:
        messages.success(request, "Thank you. We have what you added.")
    return redirect("learning:apply_mine", slug, token)
