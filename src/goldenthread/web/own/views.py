"""A person's own page, and what they do on it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access.guards import ActorRequest, public_page
from goldenthread.access.terms import Refused
from goldenthread.audit import operations as audit
from goldenthread.directory.operations import own as operations
from goldenthread.directory.operations.own_links import use_own_page_link
from goldenthread.directory.queries.own import own_details
from goldenthread.directory.terms import Adjustment
from goldenthread.exports.responses import download as as_file
from goldenthread.ui.words import day
from goldenthread.web.own import door, forms
from goldenthread.web.own.door import Own, own_view
from goldenthread.web.own.download import as_zip
from goldenthread.web.own.held import kind_of
from goldenthread.web.own.page import FORGET_HAPPENS, my_page
from goldenthread.web.own.wording import facts


@require_GET
@own_view
def show(request: ActorRequest, own: Own) -> HttpResponse:
    before = request.GET.get("before", "")
    known = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    page = my_page(own, today=timezone.localdate(), before=known)
    return render(request, "own/show.jinja", {"page": page})


@require_http_methods(["GET", "POST"])
@own_view
def details(request: ActorRequest, own: Own) -> HttpResponse:
    found = own_details(own.actor, own.id)
    needs = dict(found.needs)
    start = {
        "name": found.name,
        "pronouns": found.pronouns,
        "phone": found.phone,
        "codes": [code for code in needs if code != Adjustment.OTHER],
        "note": needs.get(Adjustment.OTHER, ""),
    }
    form = forms.OwnDetailsForm(request.POST or None, initial=start)
    return _form(request, own, form, "Your details", "Save my details")


@require_http_methods(["GET", "POST"])
@own_view
def contact(request: ActorRequest, own: Own) -> HttpResponse:
    found = own_details(own.actor, own.id)
    names = ("contact_by", "digest", "quiet_from", "quiet_until")
    start = {name: getattr(found, name) for name in names}
    form = forms.ContactForm(request.POST or None, initial=start)
    return _form(request, own, form, "How we write to you", "Save my choices")


SAVES: dict[type[forms.Form], tuple[Callable[..., None], str]] = {
    forms.OwnDetailsForm: (operations.change_own_details, "Saved. It is so everywhere from now."),
    forms.ContactForm: (operations.choose_contact, "Saved. We keep to it from now."),
}


def _form(request: ActorRequest, own: Own, form: forms.Form, title: str, act: str) -> HttpResponse:
    """One form, saved by its operation."""
    save, done = SAVES[type(form)]
    if request.method == "POST" and form.is_valid():
        try:
            save(person_id=own.id, **form.cleaned_data, by=own.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("my_page")
    return render(request, "own/form.jinja", {"form": form, "title": title, "act": act})


@require_POST
@own_view
def pause(request: ActorRequest, own: Own) -> HttpResponse:
    weeks = forms.weeks_of(request.POST.get("weeks"))
    today = timezone.localdate()
    until = operations.pause_own(person_id=own.id, weeks=weeks, today=today, by=own.actor)
    told = f"Paused. We ask you nothing until {day(until)}." if until else "Messages go on again."
    messages.success(request, told)
    return redirect("my_page")


@require_GET
@own_view
def held_kind(request: ActorRequest, own: Own, kind: str) -> HttpResponse:
    found = kind_of(kind)
    if found is None:
        raise Http404
    rows = [facts(row) for row in found.rows(own.id)]
    return render(request, "own/held.jinja", {"kind": found, "rows": rows})


@require_POST
@own_view
def download(request: ActorRequest, own: Own) -> HttpResponse:
    packed = as_zip(own.id, name=own.actor.name, now=timezone.now())
    audit.record(
        by=own.actor,
        action="person.downloaded",
        subject=("person", own.id),
        person_id=own.id,
    )
    return as_file(packed, "everything held about you", "zip")


@require_http_methods(["GET", "POST"])
@own_view
def correct(request: ActorRequest, own: Own) -> HttpResponse:
    form = forms.CorrectForm(request.POST or None, initial={"about": request.GET.get("about")})
    if request.method == "POST" and form.is_valid():
        operations.ask_correction(
            person_id=own.id, **form.cleaned_data, now=timezone.now(), by=own.actor
        )
        messages.success(request, "Thank you. We look at it and answer on this page.")
        return redirect("my_page")
    shown = {"form": form, "title": "Ask to put something right", "act": "Send it"}
    return render(request, "own/form.jinja", shown)


@require_http_methods(["GET", "POST"])
@own_view
def forget(request: ActorRequest, own: Own) -> HttpResponse:
    form = forms.ForgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.ask_to_be_forgotten(
            person_id=own.id, **form.cleaned_data, now=timezone.now(), by=own.actor
        )
        messages.success(
            request, "It is done, as far as it can be at once. A person does the rest."
        )
        return redirect("my_page")
    shown = {"form": form, "happens": FORGET_HAPPENS, "person_id": own.id}
    return render(request, "own/forget.jinja", shown)


@require_POST
@own_view
def close(request: ActorRequest, own: Own) -> HttpResponse:
    door.close(request)
    messages.success(request, "Your page is closed on this device.")
    return redirect("access:sign_in")


@public_page("mail scanners open links: opening shows a button, pressing it opens the page")
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: ActorRequest, token: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "own/by_link.jinja", {})
    try:
        person_id, _ = use_own_page_link(token=token, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("access:ask_link")
    door.open_for(request, person_id=person_id)
    return redirect("my_page")
