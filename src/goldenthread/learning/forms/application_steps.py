"""The steps of the public application page. Each question says why it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from goldenthread.directory.terms import Adjustment
from goldenthread.learning.queries.applicants import DatesRow
from goldenthread.learning.queries.offers import CriterionRow
from goldenthread.learning.terms import CriterionKind, Mode
from goldenthread.ui.forms import (
    ChoiceField,
    EmailField,
    Form,
    LongTextField,
    MultiChoiceField,
    PhoneField,
    TextField,
    YesNoField,
)
from goldenthread.ui.words import span

ADJUSTMENT_NAMES: Mapping[Adjustment, str] = {
    Adjustment.STEP_FREE: "A way in without steps",
    Adjustment.HEARING_LOOP: "A hearing loop",
    Adjustment.CAPTIONS: "Live captions",
    Adjustment.BSL: "British Sign Language",
    Adjustment.LARGE_PRINT: "Large print",
    Adjustment.EASY_READ: "Easy read",
    Adjustment.QUIET_SPACE: "A quiet place to step out to",
    Adjustment.BREAKS: "More breaks",
    Adjustment.PARKING: "Parking close by",
}
LEFT_OPEN: dict[str, Any] = {"required": False, "say_optional": False}


@dataclass(frozen=True)
class Asked:
    """What the offer needs to know: its questions, its dates, and organisations to suggest."""

    criteria: tuple[CriterionRow, ...] = ()
    dates: tuple[DatesRow, ...] = ()


class StepForm(Form):
    """One step. `private` fields go to the vault and never into the draft."""

    step: ClassVar[str] = ""
    title: ClassVar[str] = ""
    private: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Any = None, *, asked: Asked, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.asked = asked
        self.prepare()

    def prepare(self) -> None:
        """Fields that depend on the offer."""

    def typed(self) -> dict[str, str | list[str]]:
        """What stands in the boxes, just as it was typed, without what is private."""
        sent = cast("MultiValueDict[str, str]", self.data)
        return {
            name: sent.getlist(name)
            if isinstance(field, MultiChoiceField)
            else str(sent.get(name, ""))
            for name, field in self.fields.items()
            if name not in self.private
        }


class YouForm(StepForm):
    step, title = "you", "You"

    name = TextField(
        label="Your name",
        hint="As you like to be called.",
        why="So that we know what to call you, and so that it is right on the list of your group.",
        required_message="Enter your name, so that we know what to call you",
        autocomplete="name",
    )
    email = EmailField(
        label="Email address",
        why="To tell you what happens with your application, and about the dates. We never use it "
        "for anything else. An email address or a phone number is enough.",
        **LEFT_OPEN,
    )
    phone = PhoneField(
        label="Phone number",
        why="If you do not use email, or if plans change on the day.",
        width=20,
        **LEFT_OPEN,
    )
    pronouns = TextField(
        label="Pronouns",
        hint="For example: she/her, he/him, they/them.",
        why="So that we get it right when we talk about you.",
        width=20,
        max_length=60,
        **LEFT_OPEN,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("email") or found.get("phone")):
            raise_for(self, "email", "Enter an email address or a phone number, so we can tell you")
        return found


class WorkForm(StepForm):
    step, title = "work", "Your work"

    organisation = TextField(
        label="Where you work",
        hint="Start typing and choose from the list. If it is not there, just write its name.",
        why="Each group mixes organisations, so that people meet those they work beside.",
        required_message="Enter where you work, so that each group can mix organisations",
        autocomplete="off",
        attributes={"list": "organisations"},
    )
    title_ = TextField(
        label="Your job title",
        why="So that the examples fit your work.",
        autocomplete="organization-title",
        **LEFT_OPEN,
    )
    line_manager = TextField(
        label="Your line manager’s name",
        why="So that we never put you in a group with the person who manages you. We do not "
        "write to them, and they do not see what you write here.",
        autocomplete="off",
        **LEFT_OPEN,
    )


class FitForm(StepForm):
    step, title = "fit", "Is it for you?"

    def prepare(self) -> None:
        for criterion in self.asked.criteria:
            self.fields[question_name(criterion)] = as_field(criterion)
        self.fields["prior_training"] = LongTextField(
            label="Training you have had on this or something like it",
            hint="None is fine. A line is enough.",
            why="So that the group starts where people are.",
            rows=3,
            **LEFT_OPEN,
        )


class DatesForm(StepForm):
    step, title = "dates", "Dates that suit you"

    def prepare(self) -> None:
        if self.asked.dates:
            self.fields["dates"] = MultiChoiceField(
                label="Which of these could you come to?",
                hint="Tick every one that works. All sessions of a group are booked together.",
                why="The more you tick, the more likely there is a place. You get one of them.",
                choices=[(str(one.cohort_id), first_line(one)) for one in self.asked.dates],
                hints={str(one.cohort_id): rest_of(one) for one in self.asked.dates},
                **LEFT_OPEN,
            )
        self.fields["mode"] = ChoiceField(
            label="How would you like to take part?",
            why="Some people need to be in a room, others cannot travel.",
            choices=(
                ("in_person", "In person"),
                ("online", "Online"),
                ("either", "Either is fine"),
            ),
            hints={"online": "Your camera can stay off."},
            **LEFT_OPEN,
        )


class HelpsForm(StepForm):
    step, title = "helps", "What helps you"

    adjustments = MultiChoiceField(
        label="What would help you take part?",
        hint="Asked once. We keep it, so that you do not have to tell it again.",
        why="So that it is there when you arrive. You do not have to say why you need it.",
        choices=[(code.value, name) for code, name in ADJUSTMENT_NAMES.items()],
        **LEFT_OPEN,
    )
    adjustment_note = TextField(
        label="Anything else that helps",
        hint="For example: a seat near the door.",
        max_length=300,
        **LEFT_OPEN,
    )
    learning_style = TextField(
        label="How you like to learn",
        hint="For example: by talking, by trying things out, with time to think first.",
        why="Facilitators plan for different ways of learning.",
        max_length=300,
        **LEFT_OPEN,
    )


class HopesForm(StepForm):
    step, title = "hopes", "What you bring"
    private = ("hard_note", "wants_a_call")

    hopes = LongTextField(
        label="What would you like to work on?",
        hint="A line is enough. You can change your mind later.",
        why="So that the sessions are about real work.",
        rows=3,
        **LEFT_OPEN,
    )
    hard_note = LongTextField(
        label="Is there anything that would make this hard?",
        hint="Only the facilitator of your group reads this. It is locked away until then, nobody "
        "else can open it, and it is deleted after your last session.",
        why="So that they can plan with care: choose examples, warn you before hard topics, or "
        "agree with you how to step out. You do not have to say what happened.",
        rows=3,
        max_length=2000,
        **LEFT_OPEN,
    )
    wants_a_call = MultiChoiceField(
        label="A quick call first",
        choices=(("yes", "I would like the facilitator to ring me before the first session"),),
        **LEFT_OPEN,
    )


class SharingForm(StepForm):
    step, title = "sharing", "Two choices"

    may_be_compared = YesNoField(
        label="If there is a wait, may we ask you the same questions as those who start first?",
        hint="A few minutes, twice. Saying no changes nothing about your place.",
        why="It shows honestly whether the sessions make a difference.",
        yes="Yes, you may ask me",
        no="No, please do not",
        **LEFT_OPEN,
    )
    may_contact_for_evaluation = YesNoField(
        label="After the sessions, may we ask you how they went?",
        hint="Every question can be skipped. Your manager never sees what you say.",
        why="To make the next round better, and to tell the board honestly what people made of it.",
        yes="Yes, you may ask me",
        no="No, please do not",
        **LEFT_OPEN,
    )


def raise_for(form: Form, field: str, sentence: str) -> None:
    """A mistake beside one field."""
    form.add_error(field, ValidationError(sentence))


def question_name(criterion: CriterionRow) -> str:
    """The name of a criterion's box; it stays when another version asks the same."""
    return f"question_{criterion.key}"


def as_field(criterion: CriterionRow) -> YesNoField | LongTextField:
    """Words for a judgement, yes or no for the rest; either may be left open."""
    if criterion.kind == CriterionKind.JUDGEMENT:
        return LongTextField(label=criterion.question, why=criterion.why, rows=3, **LEFT_OPEN)
    return YesNoField(label=criterion.question, why=criterion.why, **LEFT_OPEN)


def first_line(row: DatesRow) -> str:
    """The group's first session and how many more: the line to tick."""
    start, end = row.sessions[0]
    more = len(row.sessions) - 1
    return f"{span(start, end)}{f' and {more} more' if more else ''}"


def rest_of(row: DatesRow) -> str:
    """Where, and every other session of the same package."""
    where = "Online, camera is your choice" if row.mode == Mode.ONLINE else row.venue or "In person"
    then = [span(start, end) for start, end in row.sessions[1:]]
    return f"{row.name}. {where}." + (f" Then {'; '.join(then)}." if then else "")
