"""Making, changing, opening and closing offers; and deciding who they are for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from goldenthread.access.terms import OutOfReach, Permission, Refused, Role, ScopeKind
from goldenthread.audit.models import Event
from goldenthread.learning import operations
from goldenthread.learning.models import CriteriaVersion, Criterion, Offer
from goldenthread.learning.operations import CriterionDraft, OfferDetails
from goldenthread.learning.queries.offers import criteria_history, criteria_now, offer, offers
from goldenthread.learning.terms import OfferKind, OfferState
from goldenthread.ui.words import LONDON
from tests.factories.access import SYSTEM, actor_with
from tests.factories.directory import make_sector
from tests.factories.learning_offers import (
    LEADS,
    NOW,
    OPENED,
    TODAY,
    decide,
    make_application,
    make_dates,
    make_offer,
    make_programme,
)

pytestmark = pytest.mark.django_db


def test_a_grant_over_a_programme_reaches_its_offers_and_cohorts_and_no_others() -> None:
    mine, other = make_offer(), make_offer()
    cohort, elsewhere = make_dates(mine), make_dates(other)
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, mine.programme_id))
    reach = actor.reach(Permission.OFFER_VIEW)
    assert reach.ids("offer") == {mine.pk}
    assert reach.ids("cohort") == {cohort.pk}
    facilitator = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, elsewhere.pk))
    assert facilitator.reach(Permission.COHORT_VIEW).ids("cohort") == {elsewhere.pk}
    assert not facilitator.reach(Permission.COHORT_VIEW).ids("offer")


def test_a_grant_over_a_cohort_that_is_gone_reaches_nothing() -> None:
    actor = actor_with(Role.FACILITATOR, over=(ScopeKind.COHORT, 987_654))
    assert not actor.reach(Permission.COHORT_VIEW).ids("cohort")


def test_a_coordinator_reaches_the_people_who_applied_and_nobody_else() -> None:
    application = make_application(make_offer(criteria=()))
    elsewhere = make_application(make_offer(criteria=()))
    programme_id = application.offer.programme_id
    actor = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, programme_id))
    assert actor.reach(Permission.PERSON_VIEW)
    from goldenthread.directory.queries import cards_for

    both = [application.person_id, elsewhere.person_id]
    assert set(cards_for(actor, both)) == {application.person_id}


def test_two_offers_of_one_name_get_two_addresses_and_one_programme_holds_a_name_once() -> None:
    first = make_offer("Listening well")
    second = make_offer("Listening well")
    assert (first.slug, second.slug) == ("listening-well", "listening-well-2")
    with pytest.raises(Refused, match="already has an offer called listening well"):
        make_offer("listening well ", programme=first.programme)


def test_an_offer_changes_what_it_says_and_keeps_its_address() -> None:
    row = make_offer("Round 1")
    sector = make_sector("education")
    operations.edit_offer(
        offer_id=row.pk,
        details=OfferDetails(
            "Round one",
            OfferKind.ACTION_LEARNING_SET,
            content_note="We talk about loss.",
            required_sector_ids=(sector.pk,),
        ),
        by=SYSTEM,
    )
    card = offer(SYSTEM, row.pk)
    assert (card.name, card.row.slug, card.row.kind_name) == (
        "Round one",
        "round-1",
        "Action learning sets",
    )
    assert card.required_sectors == (sector.name,)
    assert Event.objects.filter(action="offer.changed", subject_id=str(row.pk)).exists()


def test_a_finished_offer_is_not_changed_and_gets_no_new_criteria() -> None:
    row = make_offer(state=OfferState.FINISHED)
    with pytest.raises(Refused, match="has finished"):
        operations.edit_offer(
            offer_id=row.pk, details=OfferDetails("New", OfferKind.COURSE), by=SYSTEM
        )
    with pytest.raises(Refused, match="has finished"):
        decide(row.pk, LEADS)


def test_an_offer_out_of_reach_is_not_there() -> None:
    row = make_offer()
    stranger = actor_with(Role.COORDINATOR, over=(ScopeKind.PROGRAMME, make_programme().pk))
    for act in (
        lambda: operations.open_offer(offer_id=row.pk, today=TODAY, by=stranger),
        lambda: operations.close_offer(offer_id=row.pk, by=stranger),
        lambda: operations.create_offer(
            programme_id=row.programme_id, name="X", kind=OfferKind.COURSE, by=stranger
        ),
        lambda: offer(stranger, row.pk),
        lambda: criteria_history(stranger, row.pk),
        lambda: operations.decide_criteria(
            offer_id=row.pk, criteria=[], why="Why.", decided_on=TODAY, by=stranger
        ),
    ):
        with pytest.raises(OutOfReach):
            act()
    assert offers(stranger) == ()


def test_an_offer_opens_when_it_says_what_it_is_and_who_it_is_for() -> None:
    row = make_offer(state=OfferState.DRAFT, criteria=None, summary=" ", opens_on=None)
    with pytest.raises(Refused, match="what it is, in a few sentences and who it is for"):
        operations.open_offer(offer_id=row.pk, today=TODAY, by=SYSTEM)
    operations.edit_offer(
        offer_id=row.pk,
        details=OfferDetails("Listening", OfferKind.COURSE, summary="Three mornings."),
        by=SYSTEM,
    )
    decide(row.pk, LEADS)
    operations.open_offer(offer_id=row.pk, today=TODAY, by=SYSTEM)
    row.refresh_from_db()
    assert (row.state, row.opens_on) == (OfferState.OPEN, TODAY)
    with pytest.raises(Refused, match="open already"):
        operations.open_offer(offer_id=row.pk, today=TODAY, by=SYSTEM)


def test_an_offer_whose_closing_day_has_passed_does_not_open() -> None:
    row = make_offer(state=OfferState.DRAFT, closes_on=date(2026, 3, 2))
    with pytest.raises(Refused, match="Monday 2 March 2026, has passed"):
        operations.open_offer(offer_id=row.pk, today=TODAY, by=SYSTEM)


def test_the_calendar_closes_starts_and_finishes_offers() -> None:
    offer_row = make_offer(closes_on=date(2026, 3, 20))
    make_dates(offer_row, starts_at=datetime(2026, 4, 14, 9, 30, tzinfo=LONDON), sessions=2)
    seen = []
    for day in (date(2026, 3, 20), date(2026, 3, 21), date(2026, 4, 15), date(2026, 4, 22)):
        operations.move_offers_on(
            now=datetime(day.year, day.month, day.day, 12, tzinfo=LONDON), by=SYSTEM
        )
        seen.append(Offer.objects.get(pk=offer_row.pk).state)
    assert seen == [OfferState.OPEN, OfferState.CLOSED, OfferState.RUNNING, OfferState.FINISHED]
    assert operations.move_offers_on(now=NOW + timedelta(days=90), by=SYSTEM) == 0


def test_every_version_of_the_criteria_is_kept_with_who_when_and_why() -> None:
    row = make_offer()
    wider = CriterionDraft("Can bring about change", question="Can you bring about change?")
    operations.decide_criteria(
        offer_id=row.pk,
        criteria=[wider],
        why="People asked; a title is not what matters.",
        decided_on=TODAY,
        decided_by="Steering group",
        by=SYSTEM,
    )
    newest, first = criteria_history(SYSTEM, row.pk)
    assert (first.number, first.decided_on, first.why) == (1, OPENED, "Agreed.")
    assert (newest.number, newest.decided_by) == (2, "Steering group")
    assert newest.why == "People asked; a title is not what matters."
    assert [c.wording for c in newest.criteria] == ["Can bring about change"]
    assert newest.criteria[0].key == "can-bring-about-change"
    assert criteria_now(row.pk) == newest


def test_keys_are_made_from_the_wording_and_never_twice() -> None:
    row = make_offer(criteria=None)
    decide(
        row.pk,
        CriterionDraft("Leads", key="leads"),
        CriterionDraft("Leads a ward", key="leads"),
        CriterionDraft("!?"),
    )
    keys = list(Criterion.objects.filter(version__offer=row).values_list("key", flat=True))
    assert keys == ["leads", "leads-2", "criterion"]


def test_criteria_that_gate_on_a_score_leave_no_version_behind() -> None:
    row = make_offer(criteria=None)
    with pytest.raises(Refused, match="trauma or ACE score"):
        decide(row.pk, LEADS, replace(LEADS, wording="ACE-Q under 4", key="x"))
    assert not CriteriaVersion.objects.filter(offer=row).exists()


def test_the_offers_that_need_work_come_first() -> None:
    programme = make_programme()
    for name, state in (
        ("Z finished", OfferState.FINISHED),
        ("A running", OfferState.RUNNING),
        ("B open", OfferState.OPEN),
    ):
        make_offer(name, state=state, programme=programme)
    assert [row.name for row in offers(SYSTEM)] == ["B open", "A running", "Z finished"]
