"""The pilot of four sets: 23 people asked, 10 answers, 7 who agreed to talk. Everything invented
but the counts: sizes of the sets, who said what, and the words beside “hopeful”."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.directory.models import Person
from goldenthread.evaluation.models import Invitation, Plan
from goldenthread.evaluation.operations import interviews, reminders, waves
from goldenthread.evaluation.rules.waves import asking_time
from goldenthread.evaluation.terms import Arm, ConfidentialityMode, InvitationState
from goldenthread.instruments.terms import ItemDraft, ItemKind, ItemSensitivity, Option
from goldenthread.learning.models import Cohort
from tests.factories.directory import make_organisation, make_person
from tests.factories.evaluation import (
    BY,
    ENDED,
    ask_everyone,
    end,
    interview,
    make_cohort,
    make_offer,
    make_plan,
    respond,
    run_all,
    wave_of,
)
from tests.factories.instruments import item_draft, make_published

RATINGS = {
    "expectations": ("Met my expectations", (5, 4, 5, 4, 5, 4, 4, 5, 4, 3)),
    "style": ("The style suited my issue", (5, 4, 4, 4, 5, 4, 3, 5, 2, 4)),
    "recommend": ("I would recommend a set to colleagues", (5, 5, 4, 4, 5, 4, 4, 5, 5, 4)),
    "enough": ("Enough sessions to make progress", (4, 4, 2, 4, 5, 4, 3, 5, 4, 4)),
    "long_enough": ("Sessions were long enough", (4, 5, 4, 4, 5, 2, 4, 5, 4, 4)),
}
#: Table 1 of the report, in the same order.
TABLE_1 = (9, 8, 10, 8, 9)
#: The last two people are those of the single-organisation set.
IMPROVEMENTS = ("none", "none", "too_long", "none", None, "larger", "none", None, "mix", "mix")
IMPROVEMENT_TALLY = {
    "Nothing": 4,
    "Sessions were too long": 1,
    "More sessions and a larger group": 1,
    "A more diverse mix": 2,
    "No answer": 2,
}
WORDS = (
    ("hopeful", "calm", "clarity"),
    ("Hopeful", "confidence", "support"),
    ("hopeful.", "encouraged"),
    ("hopeful", "energised", "excited"),
    ("certain", "challenge"),
    ("good", "informed"),
    ("intentional", "hopeful"),
    ("motivated", "reassured"),
    (),
    ("hopeful", "calm"),
)
FIFTEEN_WORDS = [
    *("calm", "certain", "challenge", "clarity", "confidence"),
    *("encouraged", "energised", "excited", "good", "hopeful"),
    *("informed", "intentional", "motivated", "reassured", "support"),
]
ARMS = (Arm.MIXED,) * 8 + (Arm.SINGLE_ORGANISATION,) * 2


def questions() -> tuple[ItemDraft, ...]:
    ratings = [
        item_draft(key, short_label=label, wording=label, kirkpatrick=1)
        for key, (label, _) in RATINGS.items()
    ]
    return (
        *ratings,
        item_draft(
            "improve",
            kind=ItemKind.SINGLE,
            wording="What one thing would you change?",
            kirkpatrick=1,
            options=(
                Option("none", "Nothing"),
                Option("too_long", "Sessions were too long"),
                Option("larger", "More sessions and a larger group"),
                Option("mix", "A more diverse mix"),
            ),
        ),
        item_draft(
            "words",
            kind=ItemKind.THREE_WORDS,
            wording="Three words for the sets",
            sensitivity=ItemSensitivity.SENSITIVE,
        ),
        item_draft(
            "practice",
            kind=ItemKind.LONG_TEXT,
            wording="What do you do differently now?",
            kirkpatrick=3,
            sensitivity=ItemSensitivity.SENSITIVE,
        ),
    )


@dataclass(frozen=True)
class Pilot:
    """The plan, its four sets (the last is the single-organisation one), and its people."""

    plan: Plan
    sets: tuple[Cohort, ...]
    people: tuple[Person, ...]


def make_pilot(*, mode: ConfidentialityMode = ConfidentialityMode.PSEUDONYM) -> Pilot:
    """Everything as it was at the end: asked, answered, closed, interviewed."""
    offer = make_offer(name="Action learning sets, year one")
    organisations = [make_organisation() for _ in range(5)]
    sizes = iter(range(19))
    people = [make_person(organisation=organisations[n % 5]) for n in sizes]
    mixed = [
        make_cohort(offer, people=group) for group in (people[:7], people[7:13], people[13:19])
    ]
    sets = (*mixed, make_cohort(offer, people=4, single=True))
    everyone = [
        row.person
        for one in sets
        for row in one.memberships.select_related("person").order_by("pk")
    ]
    drafts = [end(make_published(questions())), interview(1), interview(3)]
    plan = make_plan(offer, drafts, mode=mode)
    for one in sets:
        run_all(one)
    ask_everyone(plan)
    _answer(plan, sets)
    reminders.close_due(now=asking_time(date(2026, 2, 20)), by=BY)
    _talk(plan, everyone)
    return Pilot(plan, sets, tuple(everyone))


def _answer(plan: Plan, sets: tuple[Cohort, ...]) -> None:
    wave = wave_of(plan, "end")
    for place, arm in enumerate(ARMS):
        cohort = sets[3] if arm == Arm.SINGLE_ORGANISATION else sets[place % 3]
        respond(wave, answers_of(place), cohort=cohort, arm=arm)
        asked = Invitation.objects.filter(wave=wave, cohort=cohort, state=InvitationState.OPEN)
        asked.filter(pk=asked.values("pk")[:1]).update(
            state=InvitationState.ANSWERED, ended_on=date(2026, 1, 30)
        )


def answers_of(place: int) -> dict[str, Any]:
    """What one of the ten said."""
    text = f"I pause before I answer, person {place}." if place != 4 else None
    return {
        **{key: ratings[place] for key, (_, ratings) in RATINGS.items()},
        "improve": IMPROVEMENTS[place],
        "words": list(WORDS[place]) or None,
        "practice": text,
    }


def _talk(plan: Plan, people: list[Person]) -> None:
    """Seven agreed, seven spoke at one month, one stopped, six spoke at three months."""
    agreed = people[:7]
    for person in agreed:
        interviews.agree_to_interviews(
            plan_id=plan.pk, person_id=person.pk, agreed_on=date(2026, 1, 28), now=ENDED, by=BY
        )
    _hold(plan, "interview-1", date(2026, 2, 26))
    interviews.record_interview_withdrawal(
        plan_id=plan.pk,
        person_id=agreed[2].pk,
        withdrew_on=date(2026, 3, 20),
        from_wave_id=wave_of(plan, "interview-3").pk,
        reason="Not well, and a heavy workload",
        by=BY,
    )
    _hold(plan, "interview-3", date(2026, 4, 26))


def _hold(plan: Plan, key: str, day: date) -> None:
    waves.schedule_offer(offer_id=plan.offer_id, now=ENDED, by=BY)
    reminders.open_due(now=asking_time(day), by=BY)
    rows = Invitation.objects.filter(wave=wave_of(plan, key), state=InvitationState.OPEN)
    for row in rows:
        interviews.record_interview(invitation_id=row.pk, took_part_on=day, by=BY)
