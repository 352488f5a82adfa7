"""Signing in and out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import operations
from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, public_page, signed_in
from goldenthread.access.terms import Refused
from goldenthread.directory.operations.own_links import ask_own_page_link
from goldenthread.messaging import tasks
from goldenthread.web.accounts import forms, signing_in


@public_page("everyone signs in here")
@require_http_methods(["GET", "POST"])
def sign_in(request: ActorRequest) -> HttpResponse:
    if request.actor.is_signed_in:
        return redirect(signing_in.safe_next(request))
    form = forms.SignInForm(request.POST or None)
    if form.is_valid():
        try:
            signing_in.by_password(request, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(signing_in.safe_next(request))
    shown = {"form": form, "next": signing_in.safe_next(request)}
    return render(request, "accounts/sign_in.jinja", shown)


@public_page("a link by email stands in for a password")
@require_http_methods(["GET", "POST"])
def ask_link(request: ActorRequest) -> HttpResponse:
    form = forms.AskLinkForm(request.POST or None)
    if form.is_valid():
        try:
            signing_in.must_not_ask_too_often(request)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            email, now = form.cleaned_data["email"], timezone.now()
            if not operations.ask_for_sign_in_link(email=email, now=now, by=request.actor):
                _send_own_page_link(email, by=request.actor)
            return redirect("access:link_sent")
    return render(request, "accounts/ask_link.jinja", {"form": form})


def _send_own_page_link(email: str, *, by: Actor) -> None:
    """Someone who takes part without an account opens their own page with a link."""
    message_id = ask_own_page_link(email=email, now=timezone.now(), by=by)
    if message_id is not None:
        tasks.send_message.enqueue(message_id)


@public_page("the same words whether or not someone has this address")
@require_GET
def link_sent(request: ActorRequest) -> HttpResponse:
    return render(request, "accounts/link_sent.jinja", {"minutes": operations.LINK_MINUTES})


@public_page("mail scanners open links: opening shows a button, pressing it signs in")
@never_cache
@require_http_methods(["GET", "POST"])
def use_link(request: ActorRequest, token: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "accounts/use_link.jinja", {})
    try:
        user_id = operations.use_sign_in_link(token=token, now=timezone.now(), by=request.actor)
    except Refused as refused:
        shown = {"form": forms.AskLinkForm(), "sentence": str(refused)}
        return render(request, "accounts/ask_link.jinja", shown, status=409)
    signing_in.begin(request, user_id)
    return redirect("home")


@public_page("leaving is always possible")
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    signing_in.end(request, request.actor)
    messages.success(request, "You have signed out.")
    return redirect("access:sign_in")


@signed_in("people choose their own password")
@require_http_methods(["GET", "POST"])
def choose_password(request: ActorRequest) -> HttpResponse:
    form = forms.ChoosePasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        operations.choose_password(password=form.cleaned_data["password"], by=request.actor)
        signing_in.begin(request, request.actor.user_id or 0)
        messages.success(request, "Your new password is kept. Use it the next time you sign in.")
        return redirect("my_page")
    return render(request, "accounts/choose_password.jinja", {"form": form})


@public_page("shown when a form cannot be proved to be ours, most often because it is old")
def page_too_old(request: ActorRequest, reason: str = "") -> HttpResponse:
    return render(request, "accounts/page_too_old.jinja", {}, status=403)
