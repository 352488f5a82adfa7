"""Answering by an open link: no account, no name, short sentences, a yes before any question."""

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import wraps

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, public_page
from goldenthread.evaluation.forms.answer import read_page
from goldenthread.evaluation.forms.open_links import UNDER, YES, AgeForm, GuardianForm, OwnYesForm
from goldenthread.evaluation.operations import open_links as operations
from goldenthread.evaluation.pages import open_links as pages
from goldenthread.evaluation.pages.answer import mistakes_in
from goldenthread.evaluation.queries import open_links as queries
from goldenthread.evaluation.queries.open_links import Opened
from goldenthread.evaluation.rules import open_links as rules
from goldenthread.evaluation.rules.open_links import Yeses
from goldenthread.instruments.terms import ParsedAnswers
from goldenthread.ui.forms import Form

SALT = "evaluation.open"
HALF_A_DAY = 12 * 60 * 60
OpenView = Callable[[ActorRequest, Opened], HttpResponse]
TokenView = Callable[[ActorRequest, str], HttpResponseBase]


def behind_open_link(view: OpenView) -> TokenView:
    """Load what the link leads to; a closed one says so kindly. Nothing is kept by browsers."""

    @wraps(view)
    def opened(request: ActorRequest, token: str) -> HttpResponse:
        found = queries.opened(token, today=timezone.localdate())
        if found is None:
            raise Http404
        response = view(request, found) if found.is_open else _closed(request, found)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return public_page("people who use services answer without saying who they are")(opened)


def _closed(request: ActorRequest, found: Opened) -> HttpResponse:
    return _lines(request, found, "These questions have closed", pages.closed_lines(found))


def _lines(
    request: ActorRequest, found: Opened, title: str, lines: tuple[str, ...]
) -> HttpResponse:
    page = pages.easy_page(found, title, lines, is_over=True)
    return render(request, "evaluation/open_step.jinja", {"page": page, "form": None, "act": ""})


def _step(
    request: ActorRequest, found: Opened, title: str, lines: tuple[str, ...], form: Form
) -> HttpResponse:
    page = pages.easy_page(found, title, lines, is_over=False)
    context = {"page": page, "form": form, "act": "Go on"}
    return render(request, "evaluation/open_step.jinja", context)


def _pass(found: Opened, yeses: Yeses) -> str:
    """What was said so far travels with the person, signed; nothing of it is kept here."""
    return signing.dumps([found.link_id, asdict(yeses)], salt=SALT)


def _yeses(request: ActorRequest, found: Opened) -> Yeses | None:
    try:
        link_id, said = signing.loads(request.GET.get("said", ""), salt=SALT, max_age=HALF_A_DAY)
    except signing.BadSignature:
        return None
    return Yeses(**said) if link_id == found.link_id else None


def _on(found: Opened, end: str, yeses: Yeses) -> HttpResponse:
    return redirect(f"{found.path}{end}?said={_pass(found, yeses)}")


@behind_open_link
def open_start(request: ActorRequest, found: Opened) -> HttpResponse:
    form = AgeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _step(request, found, found.title, pages.start_lines(found), form)
    if form.cleaned_data["age"] != UNDER:
        return _on(found, "questions/", Yeses())
    if not found.allows_under_16:
        return redirect(f"{found.path}younger/")
    return _on(found, "guardian/", Yeses(is_under_16=True))


@behind_open_link
def open_younger(request: ActorRequest, found: Opened) -> HttpResponse:
    return _lines(request, found, "Thank you", pages.YOUNGER)


@behind_open_link
def open_guardian(request: ActorRequest, found: Opened) -> HttpResponse:
    yeses, form = _yeses(request, found), GuardianForm(request.POST or None)
    if yeses is None or not found.allows_under_16:
        return redirect(found.path)
    if request.method == "POST" and form.is_valid():
        return _on(found, "your-choice/", replace(yeses, guardian=True))
    return _step(request, found, "A parent or guardian first", pages.GUARDIAN, form)


@behind_open_link
def open_choice(request: ActorRequest, found: Opened) -> HttpResponse:
    yeses, form = _yeses(request, found), OwnYesForm(request.POST or None)
    if yeses is None or not yeses.guardian:
        return redirect(found.path)
    if request.method != "POST" or not form.is_valid():
        return _step(request, found, "Your choice", pages.OWN, form)
    if form.cleaned_data["own"] != YES:
        return redirect(f"{found.path}no/")
    return _on(found, "questions/", replace(yeses, own=True))


@behind_open_link
def open_no(request: ActorRequest, found: Opened) -> HttpResponse:
    return _lines(request, found, "That is fine", pages.NO)


@behind_open_link
def open_thanks(request: ActorRequest, found: Opened) -> HttpResponse:
    return _lines(request, found, "Thank you", pages.THANKS)


@behind_open_link
def open_questions(request: ActorRequest, found: Opened) -> HttpResponse:
    yeses = _yeses(request, found)
    if yeses is None or not rules.may_go_on(yeses, allows_under_16=found.allows_under_16):
        return redirect(found.path)
    if request.method != "POST":
        return _questions(request, found, ParsedAnswers({}))
    parsed = read_page(found.version.items, request.POST).parsed
    if parsed.errors:
        return _questions(request, found, parsed)
    if not ratelimit.consume(request, action="open_link", key=str(found.link_id)):
        return _questions(request, found, parsed, busy=pages.BUSY)
    return _sent(found, parsed, yeses)


def _sent(found: Opened, parsed: ParsedAnswers, yeses: Yeses) -> HttpResponse:
    operations.answer_openly(
        link_id=found.link_id, answers=parsed.values, yeses=yeses, today=timezone.localdate()
    )
    return redirect(f"{found.path}thanks/")


def _questions(
    request: ActorRequest, found: Opened, parsed: ParsedAnswers, *, busy: str = ""
) -> HttpResponse:
    page = pages.easy_page(found, found.title, (), is_over=False)
    mistakes = [(busy, "")] if busy else mistakes_in(found.version.items, parsed.errors)
    context = {"page": page, "found": found, "parsed": parsed, "mistakes": mistakes}
    status = 429 if busy else 200
    return render(request, "evaluation/open_questions.jinja", context, status=status)
