"""The learning of a world: two offers, from the first word typed to the last register."""

import secrets
from datetime import datetime, timedelta

from goldenthread.learning import operations as learning
from goldenthread.learning.models import (
    Application,
    CalendarFeed,
    ChangeOfPlans,
    Criterion,
    FacilitatorInvitation,
    Membership,
    PlaceOffer,
    Session,
)
from goldenthread.learning.operations import (
    cohorts,
    facilitating,
    facilitators,
    forming,
    keeping_apart,
    places,
    publishing,
    registers,
    sessions,
    shifting,
)
from goldenthread.learning.queries.feed import digest_of
from goldenthread.learning.rules.changes import Shift
from goldenthread.learning.terms import (
    CohortPolicy,
    CriterionKind,
    KeepApartReason,
    Mark,
    Mode,
    OfferKind,
)
from tests.factories.world import BY, World

APPLIED, FORMED, ANSWERED = -75, -60, -58
SESSION_DAYS = (-33, -19, -3)
MEMBERS = ("learner", "colleague", "third", "fourth")
#: The offer is named after where it stands: `running` has cohorts, `open` takes applications.
SLUGS = {"running": "sets-{}", "open": "course-{}"}


def build_offers(world: World) -> None:
    """Two offers: one whose people have a place, and one that is open to anyone."""
    _add_running(world)
    _take_applications(world)
    _screen(world)
    _form(world)
    _add_open(world)


def build_sessions(world: World) -> None:
    """The sessions were held, and more people applied since."""
    _hold_sessions(world)
    _offer_a_place(world)
    _keep_a_calendar(world)


def _keep_a_calendar(world: World) -> None:
    """Somebody’s calendar follows their sessions."""
    world.words["calendar"] = secrets.token_hex(32)
    CalendarFeed.objects.create(
        person_id=world.people["learner"],
        digest=digest_of(world.words["calendar"]),
        title=world.text("calendar"),
        made_at=world.days(-20),
    )


def _add_offer(world: World, name: str, kind: OfferKind, closes: datetime) -> int:
    offer_id = learning.create_offer(
        programme_id=world.ids["programme"],
        name=world.text("offer"),
        slug=SLUGS[name].format(world.mark[-1].lower()),
        kind=kind,
        summary=world.text("offer"),
        what_to_expect=world.text("offer"),
        words_used=world.text("offer"),
        what_to_bring=world.text("offer"),
        content_note=world.text("offer"),
        opens_on=world.days(-80).date(),
        closes_on=closes.date(),
        by=BY,
    )
    world.words[f"slug:{name}"] = SLUGS[name].format(world.mark[-1].lower())
    learning.decide_criteria(
        offer_id=offer_id,
        criteria=(
            learning.CriterionDraft(world.text("criterion"), key="leads"),
            learning.CriterionDraft(
                world.text("criterion"), key="change", kind=CriterionKind.JUDGEMENT
            ),
        ),
        why=world.text("why"),
        decided_on=world.days(-80).date(),
        decided_by=world.text("decider"),
        now=world.days(-80),
        by=BY,
    )
    learning.open_offer(offer_id=offer_id, today=world.days(-79).date(), by=BY)
    return int(offer_id)


def _add_running(world: World) -> None:
    offer_id = _add_offer(world, "running", OfferKind.ACTION_LEARNING_SET, world.days(60))
    world.ids["offer"] = offer_id
    world.ids["venue"] = cohorts.add_venue(
        name=world.text("venue"),
        address=world.text("venue"),
        seats=20,
        offer_id=offer_id,
        by=BY,
    )
    world.ids["cohort"] = _add_cohort(world, offer_id, SESSION_DAYS)
    world.ids["next_cohort"] = _add_cohort(world, offer_id, (40, 47))
    for number, session in enumerate(_sessions(world, "cohort"), start=1):
        world.ids[f"session_{number}"] = session.pk
    world.ids["session"] = world.ids["session_3"]
    world.ids["next_session"] = _sessions(world, "next_cohort")[0].pk
    for cohort in ("cohort", "next_cohort"):
        facilitators.assign_facilitator(
            cohort_id=world.ids[cohort],
            person_id=world.people["facilitator"],
            on=world.days(-79).date(),
            by=BY,
        )
    world.ids["facilitator_invitation"] = _ask_a_facilitator(world)
    world.ids["change"] = _change_plans(world)


def _change_plans(world: World) -> int:
    """The last session of the next cohort moved by a day, which can be put back."""
    cohort_id = world.ids["next_cohort"]
    last = Session.objects.filter(cohort=cohort_id).order_by("-starts_at").values_list("pk")[0]
    shifting.move_sessions(
        cohort_id=cohort_id,
        session_ids=last,
        shift=Shift(1),
        why="The room was taken.",
        now=world.days(-2),
        by=BY,
    )
    return int(ChangeOfPlans.objects.filter(cohort=cohort_id).values_list("pk", flat=True)[0])


def _ask_a_facilitator(world: World) -> int:
    """Someone nobody knows yet, who has not answered."""
    cohort_id, address = world.ids["next_cohort"], world.address("asked")
    facilitating.ask_facilitator(cohort_id=cohort_id, email=address, now=world.days(-2), by=BY)
    return FacilitatorInvitation.objects.get(cohort=cohort_id).pk


def _add_cohort(world: World, offer_id: int, days: tuple[int, ...]) -> int:
    """In the afternoon, so that no session of one lies on one of the other."""
    starts = [world.days(day).replace(hour=13, minute=0) for day in days]
    cohort_id = cohorts.add_cohort(
        offer_id=offer_id,
        name=world.text("cohort"),
        policy=CohortPolicy.MIXED,
        mode=Mode.ONLINE,
        minimum=2,
        maximum=5,
        session_times=[(start, start + timedelta(hours=2)) for start in starts],
        features=("captions",),
        by=BY,
    )
    for session in Session.objects.filter(cohort_id=cohort_id):
        sessions.prepare_session(
            session_id=session.pk,
            title=world.text("session"),
            online_link=f"https://meet.example/{world.text('session')}",
            content_note=world.text("session"),
            safety_plan=world.text("safety"),
            on_call_name=world.text("oncall"),
            on_call_phone=world.text("oncall"),
            now=world.days(-79),
            by=BY,
        )
    return int(cohort_id)


def _sessions(world: World, cohort: str) -> list[Session]:
    return list(Session.objects.filter(cohort_id=world.ids[cohort]).order_by("number"))


def apply(world: World, name: str, *, offer: str, cohorts: tuple[str, ...], day: float) -> None:
    """One application in full, with a note for the facilitator."""
    world.applications[name] = learning.add_application(
        offer_id=world.ids[offer],
        person_id=world.people[name],
        answers={"leads": name != "fresh", "change": world.text("said")},
        cohort_ids=[world.ids[cohort] for cohort in cohorts],
        modes=[mode.value for mode in Mode],
        hard_note=world.text("note"),
        wants_a_call=True,
        hopes=world.text("hope"),
        learning_style=world.text("style"),
        prior_training=world.text("training"),
        line_manager=world.text("typed"),
        may_contact_for_evaluation=True,
        submitted_at=world.days(day),
        by=BY,
    )


def _take_applications(world: World) -> None:
    for name in MEMBERS:
        apply(world, name, offer="offer", cohorts=("cohort",), day=APPLIED)


def _screen(world: World) -> None:
    """A judgement is made by hand, with a sentence."""
    for name in MEMBERS:
        screen(world, name)


def screen(world: World, name: str, *, is_met: bool = True) -> None:
    application_id = world.applications[name]
    version = Application.objects.get(pk=application_id).criteria_version_id
    ids = Criterion.objects.filter(version=version).values_list("pk", flat=True)
    learning.screen_application(
        application_id=application_id,
        reasons={pk: (is_met, world.text("reasoned")) for pk in ids},
        sentence=world.text("sentence"),
        now=world.days(APPLIED + 1),
        by=BY,
    )


def _form(world: World) -> None:
    """The method forms the cohorts; places are offered and taken."""
    plan_id = forming.form_cohorts(
        offer_id=world.ids["offer"], seed=7, now=world.days(FORMED), by=BY
    )
    world.ids["plan"] = plan_id
    publishing.publish_plan(plan_id=plan_id, now=world.days(FORMED), by=BY)
    for pk in PlaceOffer.objects.filter(cohort_id=world.ids["cohort"], state="offered").values_list(
        "pk", flat=True
    ):
        places.accept_place(place_offer_id=pk, now=world.days(ANSWERED), by=BY)
    found = Membership.objects.get(cohort_id=world.ids["cohort"], person_id=world.people["learner"])
    world.ids["membership"] = found.pk


def _hold_sessions(world: World) -> None:
    """Three registers; the learner missed one of them in part."""
    for number in (1, 2, 3):
        session = Session.objects.get(pk=world.ids[f"session_{number}"])
        marks = {world.people[name]: Mark.WHOLE for name in MEMBERS}
        if number == 2:
            marks[world.people["learner"]] = Mark.PART
        registers.mark_attendance(session_id=session.pk, marks=marks, now=session.ends_at, by=BY)
        registers.close_register(session_id=session.pk, now=session.ends_at, by=BY)


def _offer_a_place(world: World) -> None:
    """Later applicants: one has a place to answer, one waits, one is new, one said no."""
    for name in ("offered", "waiting", "declined", "fresh"):
        apply(world, name, offer="offer", cohorts=("next_cohort",), day=-6)
    for name in ("offered", "waiting", "declined"):
        screen(world, name)
    for name in ("offered", "declined"):
        world.ids[f"place_{name}"] = places.offer_place(
            application_id=world.applications[name],
            cohort_id=world.ids["next_cohort"],
            now=world.days(-1),
            by=BY,
        )
    places.decline_place(place_offer_id=world.ids["place_declined"], now=world.days(-0.5), by=BY)
    world.ids["keep_apart"] = keeping_apart.keep_apart(
        offer_id=world.ids["offer"],
        person_a=world.people["learner"],
        person_b=world.people["waiting"],
        reason_kind=KeepApartReason.ASKED,
        by=BY,
    )
    world.ids["draft_plan"] = forming.form_cohorts(
        offer_id=world.ids["offer"], seed=8, now=world.days(-0.25), by=BY
    )


def _add_open(world: World) -> None:
    """Open to anyone: someone has begun to type, and someone else has sent it."""
    offer_id = _add_offer(world, "open", OfferKind.COURSE, world.days(20))
    world.ids["open_offer"] = offer_id
    world.ids["open_cohort"] = _add_cohort(world, offer_id, (60, 67))
    key = learning.start_application(offer_id=offer_id, now=world.days(-2), by=BY)
    world.applications["draft"] = key.id
    learning.save_draft(
        application_id=key.id,
        typed={
            "name": world.text("person"),
            "email": world.address("draft"),
            "organisation": world.text("typed"),
            "hopes": world.text("hope"),
        },
        hard_note=world.text("note"),
        wants_a_call=True,
        now=world.days(-2),
        by=BY,
    )
    apply(world, "newcomer", offer="open_offer", cohorts=("open_cohort",), day=-4)
