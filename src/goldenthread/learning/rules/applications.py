"""What may happen to an application, and what has to be known before it can be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from goldenthread.access.terms import Refused
from goldenthread.learning.terms import ApplicationState, ApplicationStep

DRAFT_DAYS = 7
DRAFTS_ARE_KEPT = timedelta(days=DRAFT_DAYS)

S = ApplicationState
_STATES = (
    S.STARTED,
    S.SUBMITTED,
    S.ELIGIBLE,
    S.NOT_ELIGIBLE,
    S.WAITING,
    S.OFFERED,
    S.PLACED,
    S.DECLINED,
    S.WITHDRAWN,
)
_NO = None
_STAYS = S.WAITING  # a person found eligible again keeps their turn in the waiting list
_NEXT: tuple[tuple[ApplicationStep, tuple[ApplicationState | None, ...]], ...] = (
    (ApplicationStep.SUBMIT, (S.SUBMITTED, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO)),
    (
        ApplicationStep.FIND_ELIGIBLE,
        (_NO, S.ELIGIBLE, S.ELIGIBLE, S.ELIGIBLE, _STAYS, _NO, _NO, _NO, _NO),
    ),
    (
        ApplicationStep.FIND_NOT_ELIGIBLE,
        (_NO, S.NOT_ELIGIBLE, S.NOT_ELIGIBLE, S.NOT_ELIGIBLE, S.NOT_ELIGIBLE, _NO, _NO, _NO, _NO),
    ),
    (
        ApplicationStep.LOOK_AGAIN,
        (_NO, S.SUBMITTED, S.SUBMITTED, S.SUBMITTED, S.SUBMITTED, _NO, _NO, _NO, _NO),
    ),
    (ApplicationStep.WAIT, (_NO, _NO, S.WAITING, _NO, S.WAITING, _NO, _NO, _NO, _NO)),
    (ApplicationStep.OFFER, (_NO, _NO, S.OFFERED, _NO, S.OFFERED, _NO, _NO, _NO, _NO)),
    (ApplicationStep.ACCEPT, (_NO, _NO, _NO, _NO, _NO, S.PLACED, _NO, _NO, _NO)),
    (ApplicationStep.DECLINE, (_NO, _NO, _NO, _NO, _NO, S.DECLINED, _NO, _NO, _NO)),
    (ApplicationStep.LAPSE, (_NO, _NO, _NO, _NO, _NO, S.WAITING, _NO, _NO, _NO)),
    (ApplicationStep.PLACE, (_NO, _NO, S.PLACED, _NO, S.PLACED, S.PLACED, _NO, _NO, _NO)),
    (ApplicationStep.WITHDRAW, (*(S.WITHDRAWN,) * 8, _NO)),
)
TABLE: Mapping[ApplicationStep, Mapping[ApplicationState, ApplicationState | None]] = {
    step: dict(zip(_STATES, row, strict=True)) for step, row in _NEXT
}
WHERE_IT_STANDS: Mapping[ApplicationState, str] = {
    S.STARTED: "This application has not been sent yet.",
    S.SUBMITTED: "This application is in, and has not been looked at yet.",
    S.ELIGIBLE: "This application meets the criteria already.",
    S.NOT_ELIGIBLE: "This application does not meet the criteria.",
    S.WAITING: "This person is on the waiting list.",
    S.OFFERED: "A place has been offered. A place once offered is kept until it is answered.",
    S.PLACED: "This person has a place. A place once given is kept.",
    S.DECLINED: "The place was declined.",
    S.WITHDRAWN: "This application was withdrawn.",
}
STATE_NAMES: Mapping[ApplicationState, str] = {
    S.STARTED: "Being written",
    S.SUBMITTED: "To be screened",
    S.ELIGIBLE: "Meets the criteria",
    S.NOT_ELIGIBLE: "Does not meet the criteria",
    S.WAITING: "Waiting list",
    S.OFFERED: "Place offered",
    S.PLACED: "Has a place",
    S.DECLINED: "Place declined",
    S.WITHDRAWN: "Withdrawn",
}
CAN_BE_SCREENED_AGAIN = frozenset({S.SUBMITTED, S.ELIGIBLE, S.NOT_ELIGIBLE, S.WAITING})
MAY_CHANGE_DATES = frozenset({S.SUBMITTED, S.ELIGIBLE, S.WAITING})


def next_state(state: ApplicationState, step: ApplicationStep) -> ApplicationState:
    """Where the step leads, or a refusal that says where the application stands."""
    found = TABLE[step][state]
    if found is None:
        raise Refused(WHERE_IT_STANDS[state])
    return found


def may(state: ApplicationState, step: ApplicationStep) -> bool:
    """The same table, for the page that shows the button."""
    return TABLE[step][state] is not None


@dataclass(frozen=True)
class ApplicationDetails:
    """What an applicant says, parsed. Only a name, a way to reach them and where they work
    are needed; everything else may be left open.

    `answers` maps a criterion's id to yes, no, words, or None. `hard_note=None` keeps what was
    saved before; it never appears in a printed form of this object.
    """

    name: str
    organisation: str
    email: str = ""
    phone: str = ""
    pronouns: str = ""
    title: str = ""
    line_manager: str = ""
    prior_training: str = ""
    answers: Mapping[int, bool | str | None] = field(default_factory=dict)
    cohort_ids: tuple[int, ...] = ()
    modes: tuple[str, ...] = ()
    adjustments: tuple[str, ...] = ()
    adjustment_note: str = ""
    learning_style: str = ""
    hopes: str = ""
    may_contact_for_evaluation: bool | None = None
    may_be_compared: bool = False
    hard_note: str | None = field(default=None, repr=False)
    wants_a_call: bool | None = None


def must_be_reachable(details: ApplicationDetails) -> None:
    """The three things without which nobody can be offered a place."""
    if not details.name.strip():
        raise Refused("Enter your name, so that we know what to call you.")
    if not (details.email.strip() or details.phone.strip()):
        raise Refused("Enter an email address or a phone number, so that we can tell you.")
    if not details.organisation.strip():
        raise Refused("Enter where you work, so that each group can mix organisations.")


def must_be_before_a_place(state: ApplicationState) -> None:
    """Dates are changed until a place is offered; after that, the place is changed instead."""
    if state not in MAY_CHANGE_DATES:
        raise Refused(WHERE_IT_STANDS[state])


def could_be_email(typed: str) -> bool:
    """Whole enough to send to: something, an @, and a name with a dot and no spaces."""
    name, _, host = typed.strip().rpartition("@")
    return bool(name) and "." in host.strip(".") and not set(" \t\n<>,;") & set(typed.strip())


def is_told_by_email(details: ApplicationDetails) -> bool:
    """Their link goes to the address they gave, and works from there alone."""
    return could_be_email(details.email)


def must_not_be_screened_since(
    *, seen_id: int | None, latest_id: int | None, who: str, when: str
) -> None:
    """Two people with the same sheet open: the second sees what the first decided."""
    if latest_id is not None and latest_id != seen_id:
        raise Refused(
            f"{who or 'Someone else'} screened this application on {when}, while you had it open. "
            "Nothing of yours was saved over it. Open it again to see the decision."
        )


def must_say_why(*, is_eligible: bool, sentence: str) -> None:
    """Nobody is told no without a sentence."""
    if not is_eligible and not sentence.strip():
        raise Refused(
            "Write a sentence that the person will read: what is not met, and what they could do."
        )


def consequences_of_withdrawing(state: ApplicationState, *, is_paired: bool) -> Sequence[str]:
    """What will happen, before it happens."""
    told = {
        S.STARTED: ["What you have typed is deleted at once."],
        S.OFFERED: ["The place we offered you goes to the next person on the waiting list."],
        S.PLACED: [
            "Your place goes to the next person on the waiting list.",
            "You will get no more messages about the sessions.",
        ],
        S.WAITING: ["You leave the waiting list, and your turn is not kept."],
    }.get(state, ["We stop looking at your application."])
    kept = [
        "Anything you told the facilitator is deleted at once.",
        "Nobody asks you why, and you can apply again while applications are open.",
    ]
    if state == S.STARTED:
        return [*told, "You can start again while applications are open."]
    asked = (
        ["You will not be asked any questions about how the sessions went."] if is_paired else []
    )
    return [*told, *asked, *kept]
