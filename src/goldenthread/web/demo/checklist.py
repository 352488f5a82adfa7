"""Four steps for a visitor, each known to be done from the data itself."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.evaluation.queries.answers import answer_rows, path_of
from goldenthread.evaluation.queries.open_invitations import open_invitations
from goldenthread.learning.queries.attendance import (
    cohort_calendar,
    cohort_ids_of_offer,
    offer_counts,
)
from goldenthread.learning.queries.offers import counts_by_state
from goldenthread.learning.queries.places import places
from goldenthread.learning.terms import ApplicationState
from goldenthread.ui.words import plural
from goldenthread.web.demo import finding

ENOUGH = 10  # answers, below which the findings page shows next to nothing


@dataclass(frozen=True)
class Way:
    """A link or a button of a step."""

    label: str
    href: str


@dataclass(frozen=True)
class Step:
    """One of the four steps: what to do, where, and how it stands."""

    title: str
    who: str
    words: str
    state: str
    is_done: bool
    links: tuple[Way, ...] = ()
    presses: tuple[Way, ...] = ()
    is_next: bool = False


def steps(*, today: date) -> tuple[Step, ...]:
    """The steps in order; the first that is not done is the next one. None without a story."""
    if not finding.is_told():
        return ()
    offer_id, plan_id = finding.live_offer_id(), finding.live_plan_id()
    made = (
        form_cohorts(offer_id, today=today),
        take_register(offer_id),
        answer_questions(plan_id),
        see_findings(plan_id),
    )
    done = [step.is_done for step in made]
    first = done.index(False) if False in done else -1
    return tuple(
        Step(**{**vars(step), "is_next": number == first}) for number, step in enumerate(made)
    )


def form_cohorts(offer_id: int, *, today: date) -> Step:
    counts = counts_by_state(finding.actor(), offer_id)
    placed = counts[ApplicationState.PLACED]
    open_now = places(finding.actor(), offer_id, on=today).open
    presses = (Way("Let people reply", reverse("demo_reply")),) if open_now else ()
    return Step(
        title="Bring in the sign-ups and form cohorts",
        who="As Rowan Achebe, coordinator",
        words="Download the sheet, bring it in, confirm who clearly meets the criteria, form "
        "cohorts and publish. Then let the invented people reply.",
        state=f"{plural(sum(counts.values()), 'application', 'applications')}, {placed} placed."
        if counts
        else "",
        is_done=placed > 0,
        links=(
            Way("Download sign-ups.xlsx", reverse("demo_sign_ups")),
            Way("Open the offer", reverse("learning:offer_show", args=[offer_id])),
        ),
        presses=presses,
    )


def take_register(offer_id: int) -> Step:
    by = finding.actor()
    first = cohort_ids_of_offer(by, offer_id)[0]
    session = cohort_calendar(by, first).sessions[0]
    held = offer_counts(by, offer_id).sessions_held
    return Step(
        title="Take a register",
        who="As Marit Solheim, facilitator",
        words="Cohort 1 meets today. One tap for each person, then “Finish”.",
        state=f"{plural(held, 'register', 'registers')} closed." if held else "",
        is_done=held > 0,
        links=(Way("Open the register", reverse("learning:register_show", args=[session.id])),),
    )


def answer_questions(plan_id: int) -> Step:
    by = finding.actor()
    answered = [row for row in answer_rows(by, plan_id) if row.wave == "end"]
    asked = [one for one in open_invitations(by, plan_id) if one.wave_key == "end"]
    links = (Way("Open one person’s questions", path_of(asked[0].id)),) if asked else ()
    presses = (Way("Let the others answer", reverse("demo_answer")),)
    return Step(
        title="Answer the questions",
        who="As one of the people who came, by personal link",
        words="Closing the register asks everyone who came. Open one person’s link, answer or "
        "skip, and send. Then let the others answer.",
        state=f"{len(answered)} answered, {len(asked)} still asked."
        if answered or asked
        else "Nobody is asked yet.",
        is_done=len(answered) >= ENOUGH,
        links=links,
        presses=presses,
    )


def see_findings(plan_id: int) -> Step:
    year_one = finding.year_one_plan_id()
    return Step(
        title="See the findings",
        who="As Imani Brook, evaluator, or anyone who may",
        words="What people said, how sure we are, and what we cannot say. Year one shows ten "
        "answers, the way small numbers should be shown.",
        state="",
        is_done=False,
        links=(
            Way("Findings of this training", f"/evaluation/{plan_id}/findings/"),
            Way("Findings of year one", f"/evaluation/{year_one}/findings/"),
        ),
    )
