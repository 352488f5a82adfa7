"""Lancashire and South Cumbria: training on responding to self-harm, live, for the visitor.

The phases and the five sectors of each cohort are the published project's; the sign-ups, people and
organisations are invented. Dates are relative to the day the demonstration starts.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from goldenthread.access.actor import Actor
from goldenthread.directory import operations as directory
from goldenthread.directory import queries as directory_queries
from goldenthread.evaluation.operations import plans
from goldenthread.evaluation.terms import Anchor, ConfidentialityMode, WaveDraft
from goldenthread.instruments import queries as instruments
from goldenthread.learning import operations as learning
from goldenthread.learning.operations import cohorts, facilitators, sessions
from goldenthread.learning.queries.attendance import cohort_calendar, cohort_ids_of_offer
from goldenthread.learning.rules.criteria import CriterionDraft
from goldenthread.learning.terms import CohortPolicy, CriterionKind, Mode, OfferKind
from goldenthread.programmes import operations as programmes
from goldenthread.web.demo import people, sign_ups
from goldenthread.web.demo.places import add_organisations, add_places

LONDON = ZoneInfo("Europe/London")
NAME = "Responding to self-harm with compassion"
SLUG = "responding-to-self-harm"
REQUIRED = ("primary_care", "emergency_services", "a_and_e", "mental_health", "third_sector")
PLACES = (
    ("Northmoor", "northmoor", ""),
    ("Eldmere", "eldmere", "northmoor"),
    ("Saltby", "saltby", "northmoor"),
    ("Carrick", "carrick", "northmoor"),
)
QUESTION = "Do you meet people who may have harmed themselves, as part of your work?"
HOST = ("Northmoor and Coast Foundation Trust", "mental_health", "northmoor")


@dataclass(frozen=True)
class CohortDate:
    """One cohort: days from today, its hours, and how the original export writes it."""

    name: str
    days: int
    starts: time
    ends: time
    mode: Mode
    written: str


def hours_today(now: datetime) -> tuple[time, time]:
    """Hours for a session that is over by now, so that a visitor can go all the way at once."""
    clock = now.astimezone(LONDON).time()
    if clock >= time(12, 30):
        return time(9, 30), time(12, 30)
    if clock >= time(9):
        return time(7), time(9)
    return time(0), time(clock.hour, max(clock.minute - 1, 1) if clock.hour == 0 else 0)


def cohort_dates(now: datetime) -> tuple[CohortDate, ...]:
    """Four cohorts: one that meets today, and three in the coming weeks."""
    starts, ends = hours_today(now)
    return (
        CohortDate("Cohort 1", 0, starts, ends, Mode.IN_PERSON, "Tue 12 Jan 2027 9.30-12.30"),
        CohortDate("Cohort 2", 9, time(13), time(16), Mode.ONLINE, "Thu 21 Jan 2027 13:00 - 16:00"),
        CohortDate(
            "Cohort 3", 22, time(9, 30), time(12, 30), Mode.IN_PERSON, "Wed 3 Feb 2027 9.30-12.30"
        ),
        CohortDate("Cohort 4", 34, time(18), time(21), Mode.ONLINE, "Mon 15 Feb 2027 (evening)"),
    )


def times_of(cohort: CohortDate, *, today: date) -> tuple[datetime, datetime]:
    day = today + timedelta(days=cohort.days)
    return (
        datetime.combine(day, cohort.starts, LONDON),
        datetime.combine(day, cohort.ends, LONDON),
    )


def written(cohort: CohortDate, *, today: date) -> str:
    """The date as the sign-up form offered it, for example “Tue 12 Jan 2027 9.30-12.30”."""
    day = today + timedelta(days=cohort.days)
    label = f"{day:%a} {day.day} {day:%b} {day.year}"
    if "(evening)" in cohort.written:
        return f"{label} (evening)"
    return f"{label} {cohort.starts.hour}.{cohort.starts:%M}-{cohort.ends.hour}.{cohort.ends:%M}"


def write_sign_ups(folder: Path, *, now: datetime) -> None:
    """The sheet the visitor imports; the last person signed up four days ago."""
    today = now.astimezone(LONDON).date()
    sign_ups.write(
        folder / "sign-ups.xlsx",
        dates={cohort.written: written(cohort, today=today) for cohort in cohort_dates(now)},
        last_day=datetime.combine(today - timedelta(days=4), time(), LONDON),
        question=QUESTION,
    )


def tell(user_ids: dict[str, int], folder: Path, *, now: datetime, by: Actor) -> None:
    """A programme with an open offer, four cohorts and a plan; the visitor does the rest."""
    today = now.astimezone(LONDON).date()
    place_ids = add_places(PLACES, by=by)
    host_id = add_organisations([HOST], place_ids=place_ids, by=by)[HOST[0]]
    programme_id = programmes.create_programme(
        name="Lancashire and South Cumbria: self-harm training",
        slug="lancashire-south-cumbria",
        host_id=host_id,
        place_id=place_ids["northmoor"],
        starts_on=today - timedelta(days=120),
        need="People who have harmed themselves said that they often do not feel able to trust, or "
        "ask, the services they meet. They suggested that everyone who may meet them learns "
        "together how to listen and speak.",
        summary="Training made with people with lived experience, for professionals of five "
        "sectors who learn in the same room.",
        support_line="01632 960 118",
        support_hours="8am to 8pm",
        contact_email="training@northmoor.example",
        by=by,
    )
    people.grant_over_programme(
        user_ids=user_ids, programme_id=programme_id, on=today - timedelta(days=120), by=by
    )
    offer_id = add_offer(programme_id, today=today, by=by)
    for cohort in cohort_dates(now):
        add_cohort(offer_id, cohort, user_ids, today=today, by=by)
    add_plan(offer_id, today=today, by=by)
    write_sign_ups(folder, now=now)


def add_offer(programme_id: int, *, today: date, by: Actor) -> int:
    sectors = {s.code: s.id for s in directory_queries.sectors()}
    offer_id = learning.create_offer(
        programme_id=programme_id,
        slug=SLUG,
        name=NAME,
        kind=OfferKind.COURSE,
        summary="Three hours with colleagues from other services: listening, speaking and "
        "staying well when someone has harmed themselves.",
        what_to_expect="Short talks, work in threes, and two breaks. Cameras are your choice. "
        "You can step out at any time without giving a reason.",
        words_used="Trauma-informed: we ask what happened to a person, and take care that what "
        "we do feels safe, honest and shared. Grounding: small things that bring us back to "
        "here and now.",
        what_to_bring="Something from your own work that you would like to do differently.",
        content_note="We talk about self-harm and loss. Nobody is asked to tell their own story.",
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=14),
        required_sector_ids=tuple(sectors[code] for code in REQUIRED),
        by=by,
    )
    learning.decide_criteria(
        offer_id=offer_id,
        criteria=[
            CriterionDraft(
                key="meets-people",
                kind=CriterionKind.YES_NO,
                wording="Meets people who may have harmed themselves, as part of their work",
                question=QUESTION,
                why="Places go first to people who will use this soon.",
            ),
        ],
        why="First version, agreed with the faculty.",
        decided_by="Expert faculty",
        decided_on=today - timedelta(days=31),
        by=by,
    )
    learning.open_offer(offer_id=offer_id, today=today, by=by)
    return offer_id


def add_cohort(
    offer_id: int, cohort: CohortDate, user_ids: dict[str, int], *, today: date, by: Actor
) -> None:
    cohort_id = cohorts.add_cohort(
        offer_id=offer_id,
        name=cohort.name,
        policy=CohortPolicy.MIXED,
        mode=cohort.mode,
        minimum=18,
        maximum=26,
        session_times=[times_of(cohort, today=today)],
        features=("step_free", "hearing_loop", "captions", "bsl"),
        by=by,
    )
    for session in cohort_calendar(by, cohort_id).sessions:
        sessions.prepare_session(
            session_id=session.id,
            title="",
            online_link="https://meet.example/self-harm" if cohort.mode is Mode.ONLINE else "",
            content_note="We talk about self-harm and loss. Anyone may step out, no reason given.",
            safety_plan="Two facilitators; one is free to sit with someone outside. Breaks every "
            "45 minutes.",
            on_call_name="Staff support line",
            on_call_phone="01632 960 118",
            by=by,
        )
    facilitator_id = directory.find_or_add_person(
        name="Marit Solheim",
        email="marit.solheim@demo.example",
        organisation_id=directory_queries.find_organisation(HOST[0]).id,  # type: ignore[union-attr]
        title="Trainer",
        on=today - timedelta(days=120),
        by=by,
    )
    directory.connect_user(person_id=facilitator_id, user_id=user_ids["facilitator"], by=by)
    facilitators.assign_facilitator(cohort_id=cohort_id, person_id=facilitator_id, by=by)


def refresh(offer_id: int, folder: Path, *, now: datetime, by: Actor) -> None:
    """On a later day, while nothing has begun, move the dates so that Cohort 1 meets today."""
    today = now.astimezone(LONDON).date()
    for cohort_id, cohort in zip(cohort_ids_of_offer(by, offer_id), cohort_dates(now), strict=True):
        session = cohort_calendar(by, cohort_id).sessions[0]
        starts_at, ends_at = times_of(cohort, today=today)
        if (session.starts_at, session.ends_at) != (starts_at, ends_at):
            sessions.reschedule_session(
                session_id=session.id, starts_at=starts_at, ends_at=ends_at, now=now, by=by
            )
    write_sign_ups(folder, now=now)


def add_plan(offer_id: int, *, today: date, by: Actor) -> None:
    """Baseline, end and six months; linked by pseudonym, so that only evaluators can join."""
    before = instruments.published_version_id(by, "self-harm-training-before")
    after = instruments.published_version_id(by, "self-harm-training-after")
    plan_id = plans.create_plan(
        offer_id=offer_id,
        mode=ConfidentialityMode.PSEUDONYM,
        kept_until=today + timedelta(days=730),
        evaluator_contact="Imani Brook, imani.brook@demo.example",
        waves=[
            WaveDraft(
                key="before",
                label="Before the training",
                anchor=Anchor.FIRST_SESSION,
                lead_days=7,
                instrument_version_id=before,
            ),
            WaveDraft(
                key="end",
                label="End of the training",
                anchor=Anchor.LAST_ATTENDED,
                instrument_version_id=after,
            ),
            WaveDraft(
                key="six-months",
                label="Six months on",
                anchor=Anchor.LAST_ATTENDED,
                months=6,
                instrument_version_id=before,
            ),
        ],
        by=by,
    )
    plans.make_live(plan_id=plan_id, now=datetime.combine(today, time(6), LONDON), by=by)
