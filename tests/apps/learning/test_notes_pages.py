"""The note for the facilitator appears on one page only, and nowhere else at all."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from goldenthread.access.terms import Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.jobs import ticks
from goldenthread.learning.models import Application, HardNote, Membership
from goldenthread.learning.queries.applicants import token_of
from goldenthread.learning.receivers.offers import keep_house
from goldenthread.learning.terms import ApplicationState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.models import Message
from tests.factories.access import SYSTEM, client_of, user_with
from tests.factories.learning_offers import make_application, make_dates, make_offer

pytestmark = pytest.mark.django_db
WORDS = "zebrafinch anniversary"


@pytest.fixture
def cohort():
    """A cohort that begins in ten days, with one member who wrote to its facilitator."""
    offer = make_offer(criteria=(), closes_on=timezone.localdate() + timedelta(days=5))
    made = make_dates(offer, "Cohort 1", starts_at=timezone.now() + timedelta(days=10), sessions=1)
    application = make_application(
        offer, hard_note=WORDS, wants_a_call=True, sent_at=timezone.now(), name="Ines Fenn"
    )
    Membership.objects.create(
        cohort=made, person=application.person, starts_on=timezone.localdate()
    )
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.PLACED)
    return made


def facilitator(cohort):
    return client_of(user_with(Role.FACILITATOR, over=(ScopeKind.COHORT, cohort.pk)))


def coordinator(cohort):
    over = (ScopeKind.PROGRAMME, cohort.offer.programme_id)
    return client_of(user_with(Role.COORDINATOR, over=over))


def test_the_facilitator_reads_the_note_on_its_own_page_and_is_reminded(cohort) -> None:
    visitor = facilitator(cohort)
    page = visitor.get(f"/cohorts/{cohort.pk}/notes/").content.decode()
    assert WORDS in page
    assert "Would like a call before the first session." in page
    home = visitor.get("/").content.decode()
    assert "Read what 1 person told you" in home
    assert WORDS not in home
    assert "Read what people told you" in visitor.get(f"/cohorts/{cohort.pk}/").content.decode()


def test_the_page_is_never_kept_by_a_browser(cohort) -> None:
    answer = facilitator(cohort).get(f"/cohorts/{cohort.pk}/notes/")
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_else_finds_the_page(cohort) -> None:
    elsewhere = make_dates(cohort.offer)
    path = f"/cohorts/{cohort.pk}/notes/"
    assert facilitator(elsewhere).get(path).status_code == 404
    assert coordinator(cohort).get(path).status_code == 404
    for role in (Role.EVALUATOR, Role.LINE_MANAGER, Role.ADMINISTRATOR, Role.GOVERNANCE_OFFICER):
        assert client_of(user_with(role)).get(path).status_code == 404


def test_no_page_export_search_message_or_record_holds_the_words(cohort) -> None:
    application = Application.objects.get()
    slug, token = token_of(application.pk)
    visitor = coordinator(cohort)
    offer = cohort.offer_id
    for path in (
        "/",
        f"/offers/{offer}/",
        f"/offers/{offer}/applications/",
        f"/offers/{offer}/applications.csv",
        f"/applications/{application.pk}/",
        f"/offers/{offer}/cohorts/",
        f"/cohorts/{cohort.pk}/",
        f"/directory/people/{application.person_id}/",
        "/directory/people/?search=zebrafinch",
        f"/apply/{slug}/mine/{token}/",
    ):
        assert b"zebrafinch" not in visitor.get(path).content, path
    facilitator(cohort).get(f"/cohorts/{cohort.pk}/notes/")
    messaging.send_due(now=timezone.now() + timedelta(days=2), by=SYSTEM)
    told = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    told += [f"{m.subject} {m.body} {m.why} {m.calendar}" for m in Message.objects.all()]
    told += [f"{event.action} {event.subject_id} {event.detail}" for event in Event.objects.all()]
    told += [str(row) for row in Application.objects.values()]
    assert all("zebrafinch" not in one for one in told)


def test_a_coordinator_is_not_told_whether_there_is_a_note(cohort) -> None:
    with_note = Application.objects.get()
    page = coordinator(cohort).get(f"/applications/{with_note.pk}/").content.decode()
    for words in ("facilitator", "call before", "note"):
        assert words not in page.lower().split("<main")[1].split("</main>")[0]


def test_the_workers_turn_deletes_notes_after_the_last_session(cohort) -> None:
    assert "learning.keep_house" in ticks.names()
    end = cohort.sessions.get().ends_at
    keep_house(end - timedelta(minutes=1))
    assert HardNote.objects.count() == 1
    keep_house(end + timedelta(minutes=1))
    assert HardNote.objects.count() == 0
    assert (
        "zebrafinch" not in facilitator(cohort).get(f"/cohorts/{cohort.pk}/notes/").content.decode()
    )
