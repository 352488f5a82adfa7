"""What is typed about cohorts, their rooms and the people who run them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from goldenthread.directory.terms import ADJUSTMENT_WORDS, MUST_BE_OFFERED
from goldenthread.learning.terms import CohortPolicy, KeepApartReason, Mode
from goldenthread.ui.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    Form,
    LongTextField,
    MultiChoiceField,
    NumberField,
    SelectField,
    TextField,
)
from goldenthread.ui.words import LONDON

Choices = Sequence[tuple[Any, str]]
POLICY_WORDS = {
    CohortPolicy.MIXED: "People from many organisations",
    CohortPolicy.SINGLE_ORGANISATION: "People from one organisation, to compare",
}
MODE_WORDS = {Mode.IN_PERSON: "In person", Mode.ONLINE: "Online"}
APART_WORDS = {
    KeepApartReason.ASKED: "One of them asked",
    KeepApartReason.WORK_TOGETHER: "They work closely together",
    KeepApartReason.DECLARED_CONFLICT: "A conflict was declared",
}
FEATURES = tuple((code.value, ADJUSTMENT_WORDS[code]) for code in sorted(MUST_BE_OFFERED))


def offer(form: Form, field: str, choices: Choices) -> None:
    """Give a field of this form its choices."""
    cast(SelectField, form.fields[field]).choices = choices


def chosen(value: str) -> int | None:
    """The id that was picked, or none."""
    is_id = value.isascii() and value.isdigit() and len(value) < 19
    return int(value) if is_id else None


class CohortForm(Form):
    """What a cohort is."""

    name = TextField(label="Name", hint="For example, Set B", max_length=100, width=20)
    policy = ChoiceField(label="Who learns together", choices=tuple(POLICY_WORDS.items()))
    organisation = SelectField(
        label="Which organisation",
        hint="Only for a cohort of one organisation",
        required=False,
        say_optional=False,
        empty_label="None",
    )
    mode = ChoiceField(label="How you meet", choices=tuple(MODE_WORDS.items()), inline=True)
    venue = SelectField(
        label="Room", hint="Leave empty for an online cohort", required=False, empty_label="None"
    )
    minimum = NumberField(label="Fewest people", least=1, most=500, width=4)
    maximum = NumberField(label="Most people", least=1, most=500, width=4)
    trainers = NumberField(
        label="Facilitators in the room",
        hint="They take a seat each",
        least=0,
        most=20,
        width=4,
    )
    features = MultiChoiceField(
        label="What this cohort offers",
        hint="People who need one of these are only placed where it is offered",
        required=False,
        choices=FEATURES,
    )

    def __init__(self, *args: Any, organisations: Choices, venues: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "organisation", organisations)
        offer(self, "venue", venues)

    def details(self) -> dict[str, Any]:
        """What an operation needs."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "policy": CohortPolicy(data["policy"]),
            "mode": Mode(data["mode"]),
            "minimum": data["minimum"],
            "maximum": data["maximum"],
            "venue_id": chosen(data["venue"]),
            "features": data["features"],
            "single_organisation_id": chosen(data["organisation"]),
            "trainers_needed": data["trainers"],
        }


class NewCohortForm(CohortForm):
    """A new cohort with its sessions, which repeat; single dates are changed afterwards."""

    first = DateTimeField(label="First session")
    minutes = NumberField(label="Length of a session in minutes", least=15, most=600, width=4)
    sessions = NumberField(label="Number of sessions", least=1, most=24, width=4)
    weeks = NumberField(
        label="Weeks between sessions",
        hint="You can move single sessions afterwards",
        least=1,
        most=26,
        width=4,
    )

    def times(self) -> list[tuple[datetime, datetime]]:
        """Each session at the same time of day, summer or winter."""
        data = self.cleaned_data
        first = data["first"].astimezone(LONDON).replace(tzinfo=None)
        length = timedelta(minutes=data["minutes"])
        starts = [first + timedelta(weeks=data["weeks"] * n) for n in range(data["sessions"])]
        return [
            (start.replace(tzinfo=LONDON), (start + length).replace(tzinfo=LONDON))
            for start in starts
        ]


class VenueForm(Form):
    """A room."""

    name = TextField(label="Name of the room", hint="For example, Room 2, Eldmere Library")
    address = LongTextField(label="Address", required=False, rows=3, max_length=500)
    seats = NumberField(label="Seats", least=1, most=2000, width=4)
    features = MultiChoiceField(label="The building has", required=False, choices=FEATURES)


class KeepApartForm(Form):
    """Two people who applied, and a kind of reason; the story is not asked for."""

    person_a = SelectField(label="One person", required_message="Choose one person")
    person_b = SelectField(label="The other person", required_message="Choose the other person")
    reason = ChoiceField(label="Why", choices=tuple(APART_WORDS.items()))

    def __init__(self, *args: Any, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "person_a", people)
        offer(self, "person_b", people)


class MoveMemberForm(Form):
    """To another cohort, from a day on."""

    cohort = ChoiceField(label="Which cohort", required_message="Choose a cohort")
    on = DateField(label="From which day", hint="Sessions before that day stay on their record")
    why = TextField(label="Why, if something stands in the way", required=False, max_length=300)

    def __init__(self, *args: Any, cohorts: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "cohort", cohorts)


class LeaveForm(Form):
    """The first day on which they no longer come."""

    on = DateField(label="From which day", hint="Sessions before that day stay on their record")
