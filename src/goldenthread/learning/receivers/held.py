"""What learning holds about a person, and what it does when one asks to be forgotten."""

from goldenthread.directory import registry
from goldenthread.learning.operations import forgetting
from goldenthread.learning.queries import held
from goldenthread.ui.held import Kind, register

APP = "learning."
KINDS = (
    Kind(
        key="applications",
        title="What you applied for, and how it was read",
        why="To give places fairly, and to be able to say why.",
        until="While the programme needs them. Your words go if you ask us to forget you. A note "
        "for the facilitator is deleted after the last session.",
        tables=(
            APP + "Application",
            APP + "CriterionAnswer",
            APP + "Availability",
            APP + "HardNote",
            APP + "Screening",
            APP + "ScreeningReason",
            APP + "PlaceOffer",
        ),
        rows=held.applications,
        position=20,
    ),
    Kind(
        key="plans",
        title="Drafts of groups you were in",
        why="So that anyone can check that groups were made fairly.",
        until="Stays as a number without a name when you are forgotten.",
        tables=(APP + "PlannedPlace", APP + "PlanMove"),
        rows=held.plans,
        position=21,
    ),
    Kind(
        key="memberships",
        title="Groups you belonged to or ran",
        why="So that we know whom to expect.",
        until="Stays as a number without a name when you are forgotten.",
        tables=(APP + "Membership", APP + "Facilitator"),
        rows=held.memberships,
        position=22,
    ),
    Kind(
        key="attendance",
        title="Sessions you came to",
        why="So that your training counts, and questions come at the right time.",
        until="Stays as a number without a name when you are forgotten.",
        tables=(APP + "Attendance",),
        rows=held.attendance,
        position=23,
    ),
    Kind(
        key="calendar",
        title="Your private calendar address",
        why="So that your own calendar can follow your sessions.",
        until="Until you end it, or ask us to forget you. The address itself is not kept.",
        tables=(APP + "CalendarFeed",),
        rows=held.calendar,
        position=24,
    ),
)

for kind in KINDS:
    register(kind)
registry.register_stop(forgetting.stop)
registry.register_erasure(forgetting.erase)
