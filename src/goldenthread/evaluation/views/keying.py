"""Papers and calls: begun, written down by two people, settled. For evaluators over the offer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.evaluation.forms.answer import PostedPage, read_page
from goldenthread.evaluation.forms.keying import BlankForm, PaperNumberForm, chosen_in
from goldenthread.evaluation.operations import keying as operations
from goldenthread.evaluation.pages import keying as pages
from goldenthread.evaluation.queries import keying as queries
from goldenthread.evaluation.queries.keying import InHand, WaveInHand
from goldenthread.evaluation.rules.codes import PARTS, ParsedCode, parse_code
from goldenthread.evaluation.terms import ConfidentialityMode, KeyingState
from goldenthread.instruments.terms import ParsedAnswers

LINK = Permission.ANSWER_LINK
SAID = {
    KeyingState.SECOND: "Written down the first time. Now somebody else writes it down again.",
    KeyingState.DIFFERS: "Written down. The two differ; settle it beside the paper.",
    KeyingState.SETTLED: "Settled. These answers count now.",
}


@requires(LINK)
def keyed_list(request: ActorRequest, wave_id: int) -> HttpResponse:
    found = queries.wave_in_hand(request.actor, wave_id)
    if found.is_named:
        form: PaperNumberForm | BlankForm = PaperNumberForm(request.GET or None)
        if request.GET and form.is_valid():
            return redirect("evaluation:answer_by_hand", form.cleaned_data["number"])
    else:
        form = BlankForm(request.POST or None, groups=found.groups)
        if request.method == "POST" and form.is_valid():
            return _begun(request, found, form)
    return _list(request, found, form)


def _list(
    request: ActorRequest, found: WaveInHand, form: PaperNumberForm | BlankForm
) -> HttpResponse:
    context = {"page": pages.list_page(found), "form": form}
    return render(request, "evaluation/keyed_list.jinja", context)


def _begun(request: ActorRequest, found: WaveInHand, form: BlankForm) -> HttpResponse:
    try:
        form_id = operations.begin_blank(wave_id=found.wave_id, by=request.actor, **form.details())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _list(request, found, form)
    return redirect("evaluation:keyed_write", form_id)


@requires(LINK)
def keyed_write(request: ActorRequest, form_id: int) -> HttpResponse:
    found = queries.in_hand(request.actor, form_id)
    if found.state is KeyingState.DIFFERS:
        return redirect("evaluation:keyed_settle", form_id)
    place = pages.place_for(found, request.actor.id)
    if request.method != "POST":
        return _questions(request, found, place, None, ParsedCode())
    posted, code = read_page(found.items, request.POST), _code(request, found)
    if posted.go == "later" or posted.parsed.errors or code.errors:
        operations.save_entry(form_id=form_id, parsed=posted.parsed, by=request.actor)
        if posted.go == "later":
            return _back(request, found, "Kept. You can go on from the list.")
        return _questions(request, found, place, posted.parsed, code)
    return _finished(request, found, posted, code)


def _code(request: ActorRequest, found: InHand) -> ParsedCode:
    has_code = found.mode is ConfidentialityMode.OWN_CODE
    return parse_code(request.POST) if has_code else ParsedCode()


def _finished(
    request: ActorRequest, found: InHand, posted: PostedPage, code: ParsedCode
) -> HttpResponse:
    state = operations.finish_entry(
        form_id=found.form_id,
        parsed=posted.parsed,
        code=code.parts,
        now=timezone.now(),
        by=request.actor,
    )
    if state is KeyingState.DIFFERS:
        return redirect("evaluation:keyed_settle", found.form_id)
    return _back(request, found, SAID[state])


def _back(request: ActorRequest, found: InHand, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("evaluation:keyed_list", found.wave_id)


def _questions(
    request: ActorRequest,
    found: InHand,
    place: int,
    parsed: ParsedAnswers | None,
    code: ParsedCode,
) -> HttpResponse:
    _record_look(request, found)
    page = pages.write_page(found, place, parsed)
    context = {"found": found, "page": page, "parts": PARTS, "code": code}
    return render(request, "evaluation/keyed_write.jinja", context)


def _record_look(request: ActorRequest, found: InHand) -> None:
    if found.person_id:
        audit.record_view(
            by=request.actor,
            page="paper.read",
            subject=("paper", found.form_id),
            person_ids=[found.person_id],
        )


@requires(LINK)
def keyed_settle(request: ActorRequest, form_id: int) -> HttpResponse:
    found, both = queries.in_hand_beside(request.actor, form_id)
    page, code = pages.settle_page(found, both), ParsedCode()
    said = ""
    if request.method == "POST":
        code = _code(request, found)
        said = "" if code.errors else _settled(request, found, page, code)
        if not (said or code.errors):
            return _back(request, found, SAID[KeyingState.SETTLED])
    _record_look(request, found)
    context = {"found": found, "page": page, "parts": PARTS, "code": code, "said": said}
    return render(request, "evaluation/keyed_settle.jinja", context)


def _settled(request: ActorRequest, found: InHand, page: pages.SettlePage, code: ParsedCode) -> str:
    """What is still to do, in a sentence; nothing once it is settled."""
    try:
        operations.settle(
            form_id=found.form_id,
            chosen=chosen_in(request.POST, pages.differing_keys(page)),
            code=code.parts,
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        return str(refused)
    return ""


@requires(LINK)
def keyed_aside(request: ActorRequest, form_id: int) -> HttpResponse:
    found = queries.in_hand(request.actor, form_id)
    if request.method == "POST":
        operations.start_over(form_id=form_id, by=request.actor)
        return _back(request, found, "Put aside. What was written down is gone.")
    return render(request, "evaluation/keyed_aside.jinja", {"found": found})
