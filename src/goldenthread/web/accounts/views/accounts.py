"""Accounts and the roles they hold, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.access import operations, queries
from goldenthread.access.guards import ActorRequest, requires
from goldenthread.access.terms import OutOfReach, Permission, Refused
from goldenthread.web.accounts import forms, scope_words


@requires(Permission.ACCESS_MANAGE)
@require_GET
def account_list(request: ActorRequest) -> HttpResponse:
    form = forms.SearchForm(request.GET)
    search = form.cleaned_data["search"] if form.is_valid() else ""
    page = queries.accounts(
        request.actor,
        today=timezone.localdate(),
        search=search,
        page=request.GET.get("page", "1"),
    )
    lines = [scope_words.account_line(account) for account in page.object_list]
    shown = {"form": form, "search": search, "page": page, "lines": lines}
    return render(request, "accounts/account_list.jinja", shown)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(["GET", "POST"])
def account_add(request: ActorRequest) -> HttpResponse:
    form = forms.AccountForm(request.POST or None)
    if form.is_valid():
        try:
            user_id = operations.create_user(**form.cleaned_data, by=request.actor)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"{form.cleaned_data['name']} can sign in. Now give a role.")
            return redirect("access:account_show", user_id)
    return render(request, "accounts/account_add.jinja", {"form": form})


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(["GET", "POST"])
def account_show(request: ActorRequest, user_id: int) -> HttpResponse:
    today = timezone.localdate()
    account = queries.account(request.actor, user_id, today=today)
    form = forms.GiveRoleForm(
        request.POST or None, scopes=scope_words.choices(), initial={"starts_on": today}
    )
    if form.is_valid():
        operations.grant_role(user_id=user_id, **form.given(), by=request.actor)
        messages.success(request, f"{account.name} has the role.")
        return redirect("access:account_show", user_id)
    shown = {"form": form, "account": account, "grants": scope_words.grant_lines(account)}
    return render(request, "accounts/account_show.jinja", shown)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(["GET", "POST"])
def grant_end(request: ActorRequest, user_id: int, grant_id: int) -> HttpResponse:
    today = timezone.localdate()
    account = queries.account(request.actor, user_id, today=today)
    found = [line for line in scope_words.grant_lines(account) if line.id == grant_id]
    if not found:
        raise OutOfReach(f"grant {grant_id}")
    form = forms.EndRoleForm(request.POST or None, initial={"last_day": today})
    if form.is_valid():
        operations.end_grant(grant_id=grant_id, on=form.last(), by=request.actor)
        messages.success(request, "The role has a last day now.")
        return redirect("access:account_show", user_id)
    shown = {"form": form, "account": account, "grant": found[0]}
    return render(request, "accounts/grant_end.jinja", shown)


@requires(Permission.ACCESS_MANAGE)
@require_http_methods(["GET", "POST"])
def account_close(request: ActorRequest, user_id: int) -> HttpResponse:
    account = queries.account(request.actor, user_id, today=timezone.localdate())
    if request.method == "GET":
        return render(request, "accounts/account_close.jinja", {"account": account})
    operations.close_account(user_id=user_id, by=request.actor)
    messages.success(request, f"{account.name} can no longer sign in.")
    return redirect("access:account_show", user_id)


@requires(Permission.ACCESS_MANAGE)
@require_POST
def account_open(request: ActorRequest, user_id: int) -> HttpResponse:
    operations.open_account(user_id=user_id, by=request.actor)
    messages.success(request, "This person can sign in again.")
    return redirect("access:account_show", user_id)
