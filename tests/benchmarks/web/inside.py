"""What to visit, chosen from the database itself, and how many questions each page asks it.

Imported once Django is set up for the database that the server uses too.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.evaluation.models import Invitation
from goldenthread.evaluation.queries.answers import path_of
from goldenthread.evaluation.terms import ConfidentialityMode, InvitationState
from goldenthread.instruments.models import Item
from goldenthread.learning.models import (
    Application,
    Cohort,
    CohortPlan,
    Facilitator,
    Membership,
    Offer,
    Session,
)
from goldenthread.learning.terms import ApplicationState, CohortState, OfferState, SessionState
from goldenthread.messaging import links
from goldenthread.web.seed.accounts import PEOPLE
from tests.benchmarks.web.steps import Flow, Step, Visit, action, page

QUESTIONS = 10
#: Marks of a transaction are no questions, and a visit is noted once a minute.
IS_OF_TRANSACTION = re.compile(
    r'\s*(?:SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|UPDATE "django_session")', re.IGNORECASE
)


def visits() -> list[Visit]:
    """Every page and action that is measured, in the order of the day."""
    return [*_applying(), *_coordinating(), *_homes(), *_looking_up(), *_answering()]


def _applying() -> Iterator[Visit]:
    offer = Offer.objects.filter(state=OfferState.OPEN).order_by("id")[0]
    draft = Application.objects.filter(offer=offer, state=ApplicationState.STARTED)[0]
    begin, mine = f"/apply/{offer.slug}/", links.path_of("application", draft.pk)
    yield page("application page", begin)
    yield action("saved step of an application", f"{mine}you/", YOU)
    yield Visit("application, start to sent", (_application(begin),), is_spent=True)


YOU = {"name": "Visiting {n} Person", "email": "visitor-{n}@bench.example", "phone": ""}


def _application(begin: str) -> Flow:
    steps = ("work", {"organisation": "Somewhere else"}), ("fit", {}), ("dates", {"mode": "either"})
    more = ("helps", {}), ("hopes", {"hopes": "To listen well."}), ("sharing", {})
    return (
        Step(f"{begin}start/", ()),
        Step("{base}you/", tuple(YOU.items())),
        *(Step(f"{{base}}{name}/", tuple(form.items())) for name, form in (*steps, *more)),
        Step("{base}check/"),
        Step("{base}check/", ()),
    )


def _coordinating() -> Iterator[Visit]:
    drafted = CohortPlan.objects.filter(state="draft").order_by("-id")[0]
    running = Offer.objects.filter(state=OfferState.RUNNING).order_by("id")[0]
    cohort = Cohort.objects.filter(offer=running, state=CohortState.RUNNING).order_by("id")[0]
    by = "coordinator"
    yield page("offers", "/offers/", by, is_list=True)
    yield page("offer", f"/offers/{running.pk}/", by)
    yield page("applications", f"/offers/{running.pk}/applications/", by, is_list=True)
    yield page("cohorts", f"/offers/{running.pk}/cohorts/", by, is_list=True)
    yield page("cohort board", reverse("learning:plan_show", args=[drafted.pk]), by, is_list=True)
    yield page("cohort", reverse("learning:cohort_show", args=[cohort.pk]), by, is_list=True)
    yield from _registers()
    yield page("sessions", "/sessions/", by, is_list=True)
    yield page("messages", reverse("messaging:outbox"), by, is_list=True)


def _registers() -> Iterator[Visit]:
    email = next(person.email for person in PEOPLE if person.role == "facilitator")
    mine = Facilitator.objects.filter(person__email=email).values("cohort_id")
    begun = Session.objects.filter(cohort__in=mine, starts_at__lt=timezone.now())
    session = begun.order_by("state", "-starts_at")[0]
    if session.state != SessionState.PLANNED:
        session = begun.order_by("-starts_at")[0]
    path = reverse("learning:register_show", args=[session.pk])
    yield page("session register", path, "facilitator", is_list=True)
    members = Membership.objects.filter(cohort=session.cohort_id, ends_on__isnull=True)
    marks = [f"mark-{person_id}" for person_id in members.values_list("person_id", flat=True)]
    flows = [(Step(path, ((mark, value),)),) for value in ("part", "whole") for mark in marks]
    yield Visit("register mark", tuple(flows), "facilitator")


def _homes() -> Iterator[Visit]:
    for person in PEOPLE:
        yield page(f"home, {person.role.value.replace('_', ' ')}", "/", person.role.value)
    yield page("my page", "/my/", "learner")


def _looking_up() -> Iterator[Visit]:
    by = "coordinator"
    yield page("directory", "/directory/", by, is_list=True)
    yield page("directory, searched", "/directory/?q=seren+linden", by, is_list=True)
    yield page("organisations", "/directory/organisations/", by, is_list=True)


def _answering() -> Iterator[Visit]:
    done = Offer.objects.filter(state=OfferState.FINISHED).order_by("id")[0]
    plan_id = Invitation.objects.filter(wave__plan__offer=done)[0].wave.plan_id
    yield page("evaluation plans", "/evaluation/", "evaluator", is_list=True)
    yield page("findings", f"/evaluation/{plan_id}/findings/", "evaluator")
    yield page("waves", f"/evaluation/{plan_id}/waves/", "evaluator")
    open_now = list(_open_invitations())
    form = dict(_said(open_now[0]))
    yield page("questions of a wave", path_of(open_now[0].pk))
    yield action("saved answer", f"{path_of(open_now[0].pk)}save/", form)
    flows = tuple(_answer(one) for one in open_now[1:])
    yield Visit("ten-question answer, start to saved", flows, is_spent=True)


def _open_invitations() -> Iterator[Invitation]:
    """Open for a while yet, kept by pseudonym, with ten questions."""
    rows = Invitation.objects.filter(
        state=InvitationState.OPEN,
        closes_at__gt=timezone.now() + timedelta(hours=2),
        wave__plan__mode=ConfidentialityMode.PSEUDONYM,
        wave__instrument_version__instrument__slug="self-harm-training-before",
    )
    yield from rows.select_related("wave").order_by("id")


def _said(row: Invitation) -> Iterator[tuple[str, str]]:
    version_id = row.wave.instrument_version_id
    for item in Item.objects.filter(version=version_id).order_by("position")[:QUESTIONS]:
        yield f"q-{item.key}", "4" if item.kind == "likert" else "I will ask what would help."


def _answer(row: Invitation) -> Flow:
    path = path_of(row.pk)
    form = (*_said(row), ("go", "check"))
    return (Step(path), Step(path, form), Step(f"{path}check/"), Step(f"{path}check/", ()))


def client_of(role: str) -> Client:
    """Signed in as the region's person of this role, or nobody."""
    client = Client()
    if role:
        email = next(person.email for person in PEOPLE if person.role == role)
        client.force_login(User.objects.get(email=email))
    return client


def session_of(role: str) -> str:
    """The value of the session's cookie."""
    return client_of(role).cookies["sessionid"].value if role else ""


def queries_of(visit: Visit) -> list[str]:
    """What the database is asked by one request, or one way through; nothing of it is kept."""
    client = client_of(visit.role)
    with transaction.atomic():
        client.get("/health/")
        asked = _asked(client, visit.flows[0])
        transaction.set_rollback(True)
    return asked


def _asked(client: Client, flow: Flow) -> list[str]:
    base = ""
    with CaptureQueriesContext(connection) as caught:
        for number, step in enumerate(flow):
            path = step.path.replace("{base}", base)
            form = dict(step.form or ())
            answer = client.post(path, form) if step.is_post else client.get(path)
            must_be_well(path, answer.status_code)
            if number == 0:
                base = answer.headers.get("Location", "").removesuffix("you/")
    return [
        one["sql"] for one in caught.captured_queries if not IS_OF_TRANSACTION.match(one["sql"])
    ]


def must_be_well(path: str, status: int) -> None:
    if status >= 400:
        raise SystemExit(f"{path} answered {status}, so nothing is measured.")
