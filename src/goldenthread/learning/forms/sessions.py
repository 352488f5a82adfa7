"""What is typed about one session."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from goldenthread.learning.rules.sessions import CONTROLS, plan_parts, plan_text
from goldenthread.learning.terms import Mark
from goldenthread.ui.forms import (
    DateTimeField,
    Form,
    LongTextField,
    MultiChoiceField,
    NumberField,
    PhoneField,
    TextField,
)
from goldenthread.ui.words import LONDON


def whole_link(typed: str) -> str:
    """A whole address, or nothing."""
    typed = typed.strip()
    if typed:
        try:
            URLValidator(schemes=("https",))(typed)
        except ValidationError:
            raise ValidationError(
                "Link to join: copy the whole address, starting with https://"
            ) from None
    return typed


class PrepareForm(Form):
    """What the facilitator needs on the day, and what keeps people safe."""

    plan = MultiChoiceField(
        label="Safety plan: what is in place",
        hint="Joining instructions go out once every session has a plan",
        choices=tuple(CONTROLS.items()),
        required=False,
        say_optional=False,
    )
    plan_more = LongTextField(
        label="Anything else in the plan", required=False, rows=3, max_length=2000
    )
    same = MultiChoiceField(
        label="Other sessions",
        choices=(("yes", "Use this plan and this person on call where a session has no plan yet"),),
        required=False,
        say_optional=False,
    )
    content_note = LongTextField(
        label="Content note",
        hint="Read out before you start. Say what the session talks about",
        required=False,
        rows=3,
        max_length=1000,
    )
    on_call_name = TextField(
        label="On call for this session",
        hint="Who is rung if someone is distressed",
        required=False,
    )
    on_call_phone = PhoneField(label="Their phone number", required=False, width=20)
    title = TextField(label="Title", hint="For this page only", required=False)
    online_link = TextField(
        label="Link to join", hint="For an online session", required=False, max_length=200
    )

    def clean_online_link(self) -> str:
        """A whole address, or nothing."""
        return whole_link(str(self.cleaned_data.get("online_link") or ""))

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        kept = ("title", "online_link", "content_note", "on_call_name", "on_call_phone")
        plan = plan_text(data["plan"], data["plan_more"])
        return {
            **{name: data[name] for name in kept},
            "safety_plan": plan,
            "for_others_too": bool(data["same"]),
        }


def plan_initial(text: str) -> dict[str, Any]:
    """The plan as it stands, in its boxes."""
    keys, more = plan_parts(text)
    return {"plan": keys, "plan_more": more}


class TimesForm(Form):
    """A new time, and why in a sentence people will read."""

    starts_at = DateTimeField(label="Day and time")
    minutes = NumberField(label="Length in minutes", least=15, most=600, width=4)
    why = TextField(
        label="Why",
        hint="One sentence. Everyone who is told will read it",
        required=False,
        max_length=300,
    )

    def times(self) -> tuple[datetime, datetime]:
        """From when to when, on the clock in London."""
        starts = self.cleaned_data["starts_at"].astimezone(LONDON).replace(tzinfo=None)
        ends = starts + timedelta(minutes=self.cleaned_data["minutes"])
        return starts.replace(tzinfo=LONDON), ends.replace(tzinfo=LONDON)


class CancelForm(Form):
    """Why, in a sentence people will read."""

    why = TextField(
        label="Why",
        hint="One sentence. Everyone who is told will read it",
        required=False,
        max_length=300,
    )


def marks_in(data: Any) -> dict[int, Mark]:
    """The marks a register form holds: `mark-12=whole`."""
    found = {}
    for name in data:
        _, _, number = str(name).partition("mark-")
        value = data.get(name)
        if number.isdigit() and value in {mark.value for mark in Mark}:
            found[int(number)] = Mark(value)
    return found
