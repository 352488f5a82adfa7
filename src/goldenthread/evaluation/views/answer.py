"""Answering behind a personal link: no account, nothing kept by the browser, calm at every turn."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, personal_link
from goldenthread.access.terms import Refused
from goldenthread.evaluation import operations
from goldenthread.evaluation.forms.answer import WithdrawForm, read_page
from goldenthread.evaluation.pages import answer as pages
from goldenthread.evaluation.pages import answer_over as over
from goldenthread.evaluation.pages import answer_said as said
from goldenthread.evaluation.queries import answers as queries
from goldenthread.evaluation.queries.answers import Asked
from goldenthread.evaluation.rules import answers as rules
from goldenthread.evaluation.rules.codes import PARTS, parse_code

AskedView = Callable[[ActorRequest, Asked], HttpResponse]
TokenView = Callable[[ActorRequest, str], HttpResponseBase]


def behind_link(*, only_open: bool = True) -> Callable[[AskedView], TokenView]:
    """Load what the link leads to. Whatever cannot be done now ends on the link's own page."""

    def decorate(view: AskedView) -> TokenView:
        @wraps(view)
        def opened(request: ActorRequest, token: str) -> HttpResponse:
            response = _answered(request, token, view, only_open=only_open)
            response.headers["Cache-Control"] = "no-store, private"
            return response

        return personal_link("whoever holds the link is the person who was asked")(opened)

    return decorate


def _answered(
    request: ActorRequest, token: str, view: AskedView, *, only_open: bool
) -> HttpResponse:
    asked = queries.asked(token, now=timezone.now())
    if asked is None:
        return render(request, "evaluation/answer_gone.jinja", status=404)
    if only_open and not asked.is_open:
        return _back(asked)
    try:
        return view(request, asked)
    except Refused:
        return _back(asked)


def _back(asked: Asked, end: str = "") -> HttpResponse:
    return redirect(f"/a/{asked.token}/{end}")


@behind_link(only_open=False)
def answer(request: ActorRequest, asked: Asked) -> HttpResponse:
    if not asked.is_open:
        return _over(request, asked)
    if pages.is_for_paper_only(asked):
        return _plain(request, pages.elsewhere_page(asked))
    if request.method == "POST":
        return _back(asked, _save(request, asked))
    page = pages.question_page(asked, is_whole="whole" in request.GET)
    return render(request, "evaluation/answer_questions.jinja", {"page": page})


def _over(request: ActorRequest, asked: Asked) -> HttpResponse:
    facts = over.Facts(
        now=timezone.now(),
        next_at=queries.next_asking(asked),
        has_answers=queries.sent_response(asked) is not None,
    )
    return _plain(request, over.over_page(asked, facts))


def _plain(request: ActorRequest, page: pages.PlainPage) -> HttpResponse:
    return render(request, "evaluation/answer_plain.jinja", {"page": page})


def _save(request: ActorRequest, asked: Asked) -> str:
    """Keep the page; returns where to go: back to it while something needs another look."""
    posted = read_page(asked.items, request.POST)
    operations.save_draft(
        invitation_id=asked.invitation_id,
        parsed=posted.parsed,
        skipped=posted.skipped,
        now=timezone.now(),
        by=asked.actor,
    )
    if posted.go == "later":
        return "later/"
    return "check/" if posted.go == "check" and not posted.parsed.errors else ""


@behind_link()
def answer_save(request: ActorRequest, asked: Asked) -> HttpResponse:
    if request.method != "POST" or pages.is_for_paper_only(asked):
        return _back(asked)
    _save(request, asked)
    return HttpResponse(status=204)


@behind_link()
def answer_check(request: ActorRequest, asked: Asked) -> HttpResponse:
    if asked.typed or pages.is_for_paper_only(asked):
        return _back(asked)
    code = parse_code(request.POST)
    if request.method == "POST" and not code.errors:
        return _send(asked, code.parts)
    context = {
        "page": said.check_page(asked),
        "parts": PARTS,
        "code": code,
        "mistakes": [(words, f"#code-{key}") for key, words in code.errors.items()],
    }
    return render(request, "evaluation/answer_check.jinja", context)


def _send(asked: Asked, code: tuple[str, ...]) -> HttpResponse:
    operations.submit(
        invitation_id=asked.invitation_id,
        answers=asked.answers,
        own_code=code,
        now=timezone.now(),
        by=asked.actor,
    )
    return _back(asked)


@behind_link()
def answer_later(request: ActorRequest, asked: Asked) -> HttpResponse:
    return _plain(request, over.later_page(asked))


@behind_link()
def answer_other_ways(request: ActorRequest, asked: Asked) -> HttpResponse:
    return _plain(request, over.other_ways_page(asked))


@behind_link()
def answer_paper(request: ActorRequest, asked: Asked) -> HttpResponse:
    page = pages.question_page(asked)
    context = {"page": page, "contact": pages.contact(asked)}
    return render(request, "evaluation/answer_paper.jinja", context)


@behind_link(only_open=False)
def answer_show(request: ActorRequest, asked: Asked) -> HttpResponse:
    if asked.is_open:
        page = said.draft_page(asked)
    else:
        sent = queries.sent_answers(asked, now=timezone.now())
        if sent is None:
            return _back(asked)
        page = said.sent_page(asked, sent)
    return render(request, "evaluation/answer_show.jinja", {"page": page})


@behind_link(only_open=False)
def answer_delete(request: ActorRequest, asked: Asked) -> HttpResponse:
    if not asked.is_open:
        rules.must_still_be_deletable(asked.mode, asked.plan_state)
    if request.method != "POST":
        page = over.ending(asked, over.delete_sentences(asked))
        return render(request, "evaluation/answer_delete.jinja", {"page": page})
    if asked.is_open:
        operations.delete_draft(invitation_id=asked.invitation_id, by=asked.actor)
    else:
        _take_back(asked)
    return _back(asked)


def _take_back(asked: Asked) -> None:
    operations.delete_answers(invitation_id=asked.invitation_id, now=timezone.now(), by=asked.actor)


@behind_link()
def answer_decline(request: ActorRequest, asked: Asked) -> HttpResponse:
    if request.method == "POST":
        operations.decline(invitation_id=asked.invitation_id, now=timezone.now(), by=asked.actor)
        return _back(asked)
    page = over.ending(asked, over.decline_sentences(asked))
    return render(request, "evaluation/answer_decline.jinja", {"page": page})


@behind_link(only_open=False)
def answer_again(request: ActorRequest, asked: Asked) -> HttpResponse:
    if request.method == "POST":
        operations.answer_after_all(
            invitation_id=asked.invitation_id, now=timezone.now(), by=asked.actor
        )
    return _back(asked)


@behind_link(only_open=False)
def answer_withdraw(request: ActorRequest, asked: Asked) -> HttpResponse:
    if asked.standing is rules.Standing.WITHDRAWN:
        return _back(asked)
    typed = request.POST if request.method == "POST" else None
    may_delete = over.may_delete(asked) and queries.has_sent(asked)
    form = WithdrawForm(typed, may_delete=may_delete)
    if form.is_valid():
        _withdraw(asked, form)
        return _back(asked)
    page = over.ending(asked, over.withdraw_sentences(asked))
    return render(request, "evaluation/answer_withdraw.jinja", {"page": page, "form": form})


def _withdraw(asked: Asked, form: WithdrawForm) -> None:
    operations.withdraw_from_evaluation(
        invitation_id=asked.invitation_id,
        deletes_answers=form.deletes_answers,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
        by=asked.actor,
    )
