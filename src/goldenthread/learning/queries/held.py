"""What learning holds about one person, whole. Callers hold the access rule."""

from goldenthread.access import vault
from goldenthread.learning.models import (
    Application,
    Attendance,
    CalendarFeed,
    Facilitator,
    HardNote,
    Membership,
    PlanMove,
    PlannedPlace,
)
from goldenthread.learning.terms import HARD_NOTE
from goldenthread.ui.held import Row

PREFETCH = (
    "answers__criterion",
    "availability__cohort",
    "screenings__reasons__criterion",
    "place_offers__cohort",
)


def applications(person_id: int) -> list[Row]:
    rows = Application.objects.filter(person_id=person_id).select_related("offer", "hard_note")
    return [_application(row) for row in rows.prefetch_related(*PREFETCH)]


def _application(row: Application) -> Row:
    return {
        "offer": row.offer.name,
        "state": row.state,
        "came_by": row.source,
        "begun": row.started_at,
        "sent": row.submitted_at,
        "withdrawn": row.withdrawn_at,
        "organisation_as_you_typed_it": row.organisation_typed,
        "job_title_as_you_typed_it": row.title_typed,
        "line_manager_as_you_typed_it": row.line_manager_typed,
        "training_before": row.prior_training,
        "ways_of_meeting": row.modes,
        "hopes": row.hopes,
        "how_you_like_to_learn": row.learning_style,
        "may_be_asked_for_the_evaluation": row.may_contact_for_evaluation,
        "may_be_asked_while_waiting": row.is_waiting_comparison,
        "given_priority": row.priority,
        "number_in_the_draw": row.lottery_rank,
        "not_sent_yet": row.draft,
        "your_answers": [
            {"question": a.criterion.question, "your_answer": a.value, "in_your_words": a.text}
            for a in row.answers.all()
        ],
        "dates_you_chose": [one.cohort.name for one in row.availability.all()],
        "how_it_was_read": [
            {
                "meets_the_criteria": s.is_eligible,
                "decided": s.decided_at,
                "what_we_told_you": s.sentence,
                "reasons": [
                    {"criterion": r.criterion.wording, "met": r.is_met, "reason": r.reason}
                    for r in s.reasons.all()
                ],
            }
            for s in row.screenings.all()
        ],
        "places_offered": [
            {
                "group": p.cohort.name,
                "state": p.state,
                "offered": p.offered_at,
                "kept_until": p.expires_at,
                "answered": p.decided_at,
            }
            for p in row.place_offers.all()
        ],
        "for_the_facilitator_only": _note(row),
    }


def _note(row: Application) -> Row:
    """What the person wrote for the facilitator: their own words, for their own eyes."""
    try:
        note = row.hard_note
    except HardNote.DoesNotExist:
        return {}
    text = vault.unseal(bytes(note.text), purpose=HARD_NOTE) if note.text else ""
    return {"in_your_words": text, "you_asked_for_a_call": note.wants_a_call}


def plans(person_id: int) -> list[Row]:
    """Where drafts of groups put them. The method's own reasons name others and stay out."""
    rows = PlannedPlace.objects.filter(application__person_id=person_id)
    found: list[Row] = [
        {
            "offer": row.application.offer.name,
            "group": row.cohort.name if row.cohort else "Waiting list",
            "what_we_told_you": row.told,
            "made": row.plan.made_at,
        }
        for row in rows.select_related("application__offer", "cohort", "plan")
    ]
    moves = PlanMove.objects.filter(application__person_id=person_id)
    return found + [
        {
            "offer": row.application.offer.name,
            "moved_to": row.to_cohort.name if row.to_cohort else "Waiting list",
            "moved": row.moved_at,
        }
        for row in moves.select_related("application__offer", "to_cohort")
    ]


def memberships(person_id: int) -> list[Row]:
    rows = Membership.objects.filter(person_id=person_id).select_related("cohort__offer")
    found: list[Row] = [
        {
            "group": row.cohort.name,
            "offer": row.cohort.offer.name,
            "from": row.starts_on,
            "until": row.ends_on,
            "why_it_ended": row.leave_reason,
        }
        for row in rows
    ]
    runs = Facilitator.objects.filter(person_id=person_id).select_related("cohort__offer")
    return found + [
        {"you_run_the_group": row.cohort.name, "offer": row.cohort.offer.name} for row in runs
    ]


def attendance(person_id: int) -> list[Row]:
    rows = Attendance.objects.filter(person_id=person_id).select_related("session__cohort__offer")
    return [
        {
            "offer": row.session.cohort.offer.name,
            "group": row.session.cohort.name,
            "session": row.session.number,
            "held": row.session.starts_at,
            "you_came": row.mark,
            "noted": row.marked_at,
        }
        for row in rows.order_by("session__starts_at")
    ]


def calendar(person_id: int) -> list[Row]:
    """The address itself is not kept, so it cannot be told."""
    rows = CalendarFeed.objects.filter(person_id=person_id)
    return [
        {"called": row.title, "shows_place": row.shows_place, "made": row.made_at} for row in rows
    ]
