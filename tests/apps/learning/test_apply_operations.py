"""From the first word typed to an application that is in, or taken back."""

from datetime import date, timedelta

import pytest

from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.directory.models import Person
from goldenthread.learning import operations
from goldenthread.learning.models import Application, HardNote, PlaceOffer
from goldenthread.learning.operations import ApplicationDetails
from goldenthread.learning.queries.applicants import applicant_of_link, draft_of
from goldenthread.learning.terms import ApplicationSource, ApplicationState, OfferState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.models import Message
from goldenthread.messaging.terms import MessageState
from tests.factories.access import SYSTEM, actor_with
from tests.factories.directory import make_organisation, make_person
from tests.factories.learning_offers import (
    CAN_CHANGE,
    LEADS,
    NOW,
    link_of,
    make_application,
    make_dates,
    make_offer,
    make_programme,
)

pytestmark = pytest.mark.django_db
ANYONE = Actor.anonymous()
INES = ApplicationDetails(name="Ines Fenn", email="ines@example.org", organisation="Hollin House")


def start(offer) -> int:
    return operations.start_application(offer_id=offer.pk, now=NOW, by=ANYONE).id


def submit(offer, details: ApplicationDetails = INES, *, now=NOW) -> Application:
    pk = start(offer)
    sent = operations.submit_application(
        application_id=pk, details=details, now=now, by=link_of(pk)
    )
    return Application.objects.get(pk=sent)


def test_starting_gives_a_link_of_ones_own_and_asks_for_nothing() -> None:
    offer = make_offer()
    key = operations.start_application(offer_id=offer.pk, now=NOW, by=ANYONE)
    actor, pk = applicant_of_link(offer.slug, key.token)
    assert (pk, actor.kind, actor.id) == (key.id, "link", f"application:{key.id}")
    assert Application.objects.get(pk=pk).state == ApplicationState.STARTED


def test_a_link_that_was_changed_or_belongs_elsewhere_is_out_of_reach() -> None:
    offer, other = make_offer(), make_offer()
    token = operations.start_application(offer_id=offer.pk, now=NOW, by=ANYONE).token
    for slug, tried in (
        (other.slug, token),
        (offer.slug, token[:-1] + ("A" if token[-1] != "A" else "B")),
        (offer.slug, "999999-abc"),
        (offer.slug, "nonsense"),
        (offer.slug, "²-abc"),
        (offer.slug, "9" * 40 + "-abc"),
    ):
        with pytest.raises(OutOfReach):
            applicant_of_link(slug, tried)


def test_nobody_starts_or_sends_an_application_for_a_closed_offer() -> None:
    offer = make_offer()
    pk = start(offer)
    offer.state = OfferState.CLOSED
    offer.save()
    with pytest.raises(Refused, match="Applications have closed"):
        start(offer)
    with pytest.raises(Refused, match="Applications have closed"):
        operations.submit_application(application_id=pk, details=INES, now=NOW, by=link_of(pk))


def test_what_is_typed_is_kept_as_it_is_typed() -> None:
    offer = make_offer()
    pk = start(offer)
    me = link_of(pk)
    operations.save_draft(application_id=pk, typed={"name": " Ines "}, now=NOW, by=me)
    later = NOW + timedelta(hours=2)
    operations.save_draft(
        application_id=pk, typed={"email": "ines@", "dates": ["1", "2"]}, now=later, by=me
    )
    draft = draft_of(me, pk)
    assert draft.typed == {"name": " Ines ", "email": "ines@", "dates": ["1", "2"]}
    assert draft.saved_at == later
    assert draft.kept_until == date(2026, 3, 10)


def test_only_the_link_of_an_application_opens_its_draft() -> None:
    offer = make_offer()
    mine, other = start(offer), start(offer)
    with pytest.raises(OutOfReach):
        draft_of(link_of(other), mine)
    with pytest.raises(OutOfReach):
        draft_of(SYSTEM, mine)
    with pytest.raises(OutOfReach):
        operations.save_draft(application_id=mine, typed={"name": "X"}, now=NOW, by=link_of(other))


def test_a_link_is_emailed_once_for_each_address() -> None:
    offer = make_offer()
    pk = start(offer)
    me = link_of(pk)
    operations.send_link(application_id=pk, now=NOW, by=me)
    assert not Message.objects.exists()
    for address in ("ines@example.org", "ines@example.org", "ines@hollin.example"):
        operations.save_draft(application_id=pk, typed={"email": address}, now=NOW, by=me)
        operations.send_link(application_id=pk, now=NOW, by=me)
    assert list(Message.objects.order_by("id").values_list("to_address", flat=True)) == [
        "ines@example.org",
        "ines@hollin.example",
    ]
    body = Message.objects.latest("id").body
    assert f"[[link:application:{pk}]]" in body
    assert "Tuesday 10 March 2026" in body


def test_sending_makes_a_person_a_post_answers_and_dates() -> None:
    hollin = make_organisation("Hollin House")
    offer = make_offer(criteria=(LEADS, CAN_CHANGE))
    early, late = make_dates(offer), make_dates(offer)
    elsewhere = make_dates(make_offer())
    leads, can_change = offer.criteria_versions.get().criteria.all()
    application = submit(
        offer,
        ApplicationDetails(
            name="Ines Fenn",
            email="Ines@Example.org",
            organisation="hollin house",
            title="Ward manager",
            pronouns="she/her",
            answers={leads.pk: True, can_change.pk: "How we hand over."},
            cohort_ids=(early.pk, elsewhere.pk),
            modes=("online", "by_boat"),
            adjustments=("captions", "breaks"),
            hopes="Shorter meetings",
            may_contact_for_evaluation=True,
            may_be_compared=True,
        ),
    )
    person = Person.objects.get(pk=application.person_id)
    assert (person.name, person.pronouns) == ("Ines Fenn", "she/her")
    assert person.posts.get().organisation == hollin
    assert person.posts.get().title == "Ward manager"
    assert {need.code for need in person.adjustments.all()} == {"captions", "breaks"}
    assert application.state == ApplicationState.SUBMITTED
    assert (application.draft, application.submitted_at) == ({}, NOW)
    said = {a.criterion.key: a.text or a.value for a in application.answers.all()}
    assert said == {"leads-a-team": True, "can-change": "How we hand over."}
    assert list(application.availability.values_list("cohort_id", flat=True)) == [early.pk]
    assert application.modes == ["online"]
    assert application.is_waiting_comparison
    assert late.pk not in application.availability.values_list("cohort_id", flat=True)


def test_an_organisation_that_is_not_ours_is_kept_as_typed_until_someone_matches_it() -> None:
    offer = make_offer()
    application = submit(
        offer, ApplicationDetails("Leo Farrant", "Thornby Night Shelter", phone="01632 960 118")
    )
    assert application.organisation_typed == "Thornby Night Shelter"
    assert not application.person.posts.exists()
    shelter = make_organisation("Thornby Shelter")
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    operations.match_organisation(
        application_id=application.pk, organisation_id=shelter.pk, on=NOW.date(), by=coordinator
    )
    application.refresh_from_db()
    assert application.organisation_typed == ""
    assert application.person.posts.get().organisation == shelter
    again = submit(offer, ApplicationDetails("Ada Salt", "thornby night shelter", email="a@b.org"))
    assert again.organisation_typed == ""
    with pytest.raises(Refused, match="known already"):
        operations.match_organisation(
            application_id=application.pk, organisation_id=shelter.pk, on=NOW.date(), by=SYSTEM
        )


def test_what_helps_is_added_to_what_is_known_and_never_taken_away() -> None:
    organisation = make_organisation("Hollin House")
    known = make_person(
        name="Ines Fenn",
        email="ines@example.org",
        organisation=organisation,
        adjustments=("bsl",),
    )
    submit(
        make_offer(),
        ApplicationDetails(
            name="Somebody",
            email="ines@example.org",
            organisation="Hollin House",
            adjustments=("captions",),
            adjustment_note="A seat near the door",
        ),
    )
    known.refresh_from_db()
    assert known.name == "Ines Fenn"
    assert {need.code for need in known.adjustments.all()} == {"bsl", "captions", "other"}
    assert known.adjustments.get(code="other").note == "A seat near the door"
    submit(
        make_offer(),
        ApplicationDetails(
            name="Ines",
            email="ines@example.org",
            organisation="Hollin House",
            adjustments=("breaks",),
        ),
    )
    assert known.adjustments.get(code="other").note == "A seat near the door"


def test_the_person_hears_that_it_has_reached_us_and_nothing_about_the_topic() -> None:
    offer = make_offer("Responding to self-harm")
    application = submit(offer)
    message = Message.objects.get(kind="application_received")
    assert message.person_id == application.person_id
    assert message.subject == "We have what you sent"
    assert "self-harm" not in message.subject + message.body
    assert message.due_at == NOW


def test_applying_twice_keeps_the_first_and_writes_to_the_person() -> None:
    offer = make_offer()
    first = submit(offer)
    second = start(offer)
    kept = operations.submit_application(
        application_id=second,
        details=ApplicationDetails("Someone else", "Elsewhere", email="INES@example.org"),
        now=NOW,
        by=link_of(second),
    )
    assert kept == first.pk
    assert not Application.objects.filter(pk=second).exists()
    message = Message.objects.get(kind="application_already_in")
    assert (message.to_address, message.check_id) == ("ines@example.org", first.pk)
    assert Person.objects.filter(name="Someone else").count() == 0


def test_someone_who_withdrew_may_apply_again() -> None:
    offer = make_offer()
    first = submit(offer)
    operations.withdraw_application(application_id=first.pk, now=NOW, by=link_of(first))
    again = submit(offer)
    assert (again.person_id, again.state) == (first.person_id, ApplicationState.SUBMITTED)
    assert again.pk != first.pk


def test_what_is_sent_is_no_longer_a_draft() -> None:
    offer = make_offer()
    application = submit(offer)
    with pytest.raises(Refused, match="sent already"):
        operations.save_draft(
            application_id=application.pk, typed={"name": "X"}, now=NOW, by=link_of(application)
        )
    with pytest.raises(Refused):
        operations.submit_application(
            application_id=application.pk, details=INES, now=NOW, by=link_of(application)
        )


def test_withdrawing_a_draft_deletes_it_at_once() -> None:
    offer = make_offer()
    pk = start(offer)
    operations.save_draft(
        application_id=pk,
        typed={"name": "Ines"},
        hard_note="An anniversary",
        now=NOW,
        by=link_of(pk),
    )
    operations.withdraw_application(application_id=pk, now=NOW, by=link_of(pk))
    assert not Application.objects.filter(pk=pk).exists()
    assert not HardNote.objects.exists()


def test_withdrawing_stops_what_waits_to_be_sent_and_deletes_the_note() -> None:
    offer = make_offer()
    application = submit(
        offer, ApplicationDetails("Ines", "Hollin", email="i@b.org", hard_note="An anniversary")
    )
    operations.withdraw_application(application_id=application.pk, now=NOW, by=link_of(application))
    application.refresh_from_db()
    assert (application.state, application.withdrawn_at) == (ApplicationState.WITHDRAWN, NOW)
    assert not HardNote.objects.exists()
    states = dict(Message.objects.values_list("kind", "state"))
    assert states["application_received"] == MessageState.STOPPED
    assert states["application_withdrawn"] == MessageState.WAITING
    messaging.send_due(now=NOW, by=SYSTEM)
    assert Message.objects.get(kind="application_withdrawn").state == MessageState.SENT
    with pytest.raises(Refused, match="was withdrawn"):
        operations.withdraw_application(
            application_id=application.pk, now=NOW, by=link_of(application)
        )


def test_withdrawing_gives_back_a_place_that_was_offered() -> None:
    offer = make_offer(criteria=())
    application = make_application(offer)
    operations.screen_clear_ones(offer_id=offer.pk, now=NOW, by=SYSTEM)
    cohort = make_dates(offer)
    from goldenthread.learning.operations.places import offer_place

    offer_place(application_id=application.pk, cohort_id=cohort.pk, now=NOW, by=SYSTEM)
    operations.withdraw_application(application_id=application.pk, now=NOW, by=link_of(application))
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert not PlaceOffer.objects.filter(state="offered").exists()


def test_only_the_person_or_a_coordinator_of_the_offer_withdraws() -> None:
    offer = make_offer()
    application = submit(offer)
    stranger = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_programme().pk))
    for by in (stranger, ANYONE, link_of(application.pk + 1)):
        with pytest.raises(OutOfReach):
            operations.withdraw_application(application_id=application.pk, now=NOW, by=by)
    coordinator = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, offer.programme_id))
    operations.withdraw_application(application_id=application.pk, now=NOW, by=coordinator)


def test_drafts_nobody_touched_for_seven_days_are_deleted_with_everything_in_them() -> None:
    offer = make_offer()
    old, kept = start(offer), start(offer)
    operations.save_draft(
        application_id=old, typed={"name": "Ines"}, hard_note="x", now=NOW, by=link_of(old)
    )
    sent = submit(offer)
    week = NOW + timedelta(days=7)
    operations.save_draft(application_id=kept, typed={"name": "Leo"}, now=week, by=link_of(kept))
    assert operations.delete_old_drafts(now=week) == 0
    assert operations.delete_old_drafts(now=week + timedelta(seconds=1)) == 1
    assert set(Application.objects.values_list("pk", flat=True)) == {kept, sent.pk}
    assert not HardNote.objects.exists()
    assert Event.objects.filter(action="application.draft_deleted", subject_id=str(old)).exists()


def test_an_application_that_came_another_way_is_added_by_a_coordinator_only() -> None:
    offer = make_offer()
    person = make_person()
    application = make_application(
        offer,
        person=person,
        answers={"leads-a-team": False},
        source=ApplicationSource.IMPORT,
        line_manager="Joel Amadi",
        priority=2,
        hard_note="An anniversary",
    )
    assert (application.source, application.priority) == (ApplicationSource.IMPORT, 2)
    assert application.answers.get().value is False
    assert application.line_manager_typed == "Joel Amadi"
    assert HardNote.objects.filter(application=application).exists()
    with pytest.raises(Refused, match="applied for this already"):
        make_application(offer, person=person)
    with pytest.raises(OutOfReach):
        operations.add_application(
            offer_id=offer.pk, person_id=make_person().pk, submitted_at=NOW, by=ANYONE
        )


def test_nothing_personal_is_written_to_the_audit() -> None:
    offer = make_offer()
    pk = start(offer)
    operations.save_draft(
        application_id=pk, typed={"name": "Ines Fenn", "hopes": "quieter"}, now=NOW, by=link_of(pk)
    )
    operations.submit_application(application_id=pk, details=INES, now=NOW, by=link_of(pk))
    told = " ".join(str(event.detail) for event in Event.objects.all())
    for word in ("Ines", "quieter", "ines@example.org", "Hollin"):
        assert word not in told
