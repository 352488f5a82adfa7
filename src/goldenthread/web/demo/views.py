"""Pages of the demonstration: who to sign in as, the checklist, and other people's part."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.access import queries as accounts
from goldenthread.access.guards import ActorRequest, demo_page
from goldenthread.web.demo import checklist, others
from goldenthread.web.demo.visitors import visitors


@demo_page("shows whom a visitor may sign in as")
def welcome(request: ActorRequest) -> HttpResponse:
    steps = checklist.steps(today=timezone.localdate())
    return render(request, "web/demo_welcome.jinja", {"people": visitors(), "steps": steps})


@require_POST
@demo_page("signs in as a demonstration person with one click")
def sign_in(request: ActorRequest, key: str) -> HttpResponse:
    person = next((p for p in visitors() if p.key == key), None)
    if person is None:
        raise Http404
    user = accounts.user_by_email(person.email)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


@demo_page("the sheet of sign-ups that a visitor imports")
def sign_ups(request: ActorRequest) -> FileResponse:
    path = settings.DATA_DIR / "sign-ups.xlsx"
    return FileResponse(path.open("rb"), as_attachment=True, filename="sign-ups.xlsx")


@require_POST
@demo_page("the invented people reply to the places they were offered")
def let_people_reply(request: ActorRequest) -> HttpResponse:
    messages.success(request, others.reply(now=timezone.now()))
    return redirect("demo_welcome")


@require_POST
@demo_page("the invented people answer the questionnaire")
def let_others_answer(request: ActorRequest) -> HttpResponse:
    messages.success(request, others.answer(now=timezone.now()))
    return redirect("demo_welcome")
