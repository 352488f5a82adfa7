"""What is typed when plans change."""

from datetime import time
from typing import Any

from goldenthread.learning.forms.cohorts import MODE_WORDS, Choices, chosen, offer
from goldenthread.learning.forms.sessions import whole_link
from goldenthread.learning.rules.changes import NewCohort, Shift
from goldenthread.learning.terms import Mode
from goldenthread.ui.forms import (
    ChoiceField,
    Form,
    MultiChoiceField,
    NumberField,
    SelectField,
    TextField,
    TimeField,
)

LATER, EARLIER = "later", "earlier"
DIRECTIONS = ((LATER, "Later"), (EARLIER, "Earlier"))
DAYS, WEEKS = "days", "weeks"
UNITS = ((DAYS, "Days"), (WEEKS, "Weeks"))
MODES = tuple(MODE_WORDS.items())


def why_field() -> TextField:
    """A sentence that travels with the news."""
    return TextField(
        label="Why",
        hint="One sentence. Everyone who is told will read it. Leave out anyone’s health",
        required=False,
        max_length=300,
    )


class ShiftForm(Form):
    """How far, in which direction, and at what time."""

    count = NumberField(label="How many", least=0, most=366, width=4)
    unit = ChoiceField(label="Days or weeks", choices=UNITS, inline=True)
    direction = ChoiceField(label="Later or earlier", choices=DIRECTIONS, inline=True)
    at = TimeField(
        label="New time of day",
        hint="Leave empty to keep the time. For example, 9:30am",
        required=False,
    )

    def shift(self) -> Shift:
        """What the operation needs."""
        data = self.cleaned_data
        days = int(data["count"]) * (7 if data["unit"] == WEEKS else 1)
        at: time | None = data["at"]
        return Shift(-days if data["direction"] == EARLIER else days, at)


class MoveSessionsForm(ShiftForm):
    """Which sessions, and how far they move."""

    sessions = MultiChoiceField(
        label="Which sessions", required_message="Choose at least one session"
    )
    why = why_field()
    field_order = ("sessions", "count", "unit", "direction", "at", "why")

    def __init__(self, *args: Any, sessions: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "sessions", sessions)

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        return {
            "session_ids": [int(one) for one in data["sessions"]],
            "shift": self.shift(),
            "why": data["why"],
        }


class PlaceForm(Form):
    """Where cohorts meet instead."""

    cohorts = MultiChoiceField(label="Which cohorts", required_message="Choose at least one cohort")
    mode = ChoiceField(label="How they meet instead", choices=MODES, inline=True)
    venue = SelectField(
        label="Which room",
        hint="Leave empty if they meet online",
        required=False,
        empty_label="None",
    )
    online_link = TextField(
        label="Link to join",
        hint="If they meet online. You can add one for each session later, too",
        required=False,
        max_length=200,
    )
    why = why_field()

    def __init__(self, *args: Any, cohorts: Choices, venues: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "cohorts", cohorts)
        offer(self, "venue", venues)
        self.rooms = {value: str(words).rpartition(",")[0] for value, words in venues}

    def clean_online_link(self) -> str:
        """A whole address, or nothing."""
        return whole_link(str(self.cleaned_data.get("online_link") or ""))

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        return {
            "cohort_ids": [int(one) for one in data["cohorts"]],
            "mode": Mode(data["mode"]),
            "venue_id": chosen(data["venue"]),
            "online_link": data["online_link"],
            "why": data["why"],
        }

    @property
    def where(self) -> str:
        """“to Room 2” or “online”."""
        room = self.cleaned_data["venue"]
        if self.cleaned_data["mode"] == Mode.ONLINE or not room:
            return "online"
        return f"to {self.rooms[room]}"


class HandOverForm(Form):
    """Who runs it from now on."""

    person = ChoiceField(
        label="Who runs it from now on", required_message="Choose who runs it from now on"
    )
    why = why_field()

    def __init__(self, *args: Any, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "person", people)

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        return {"to_person_id": int(data["person"]), "why": data["why"]}

    @property
    def taker(self) -> str:
        """Who was chosen."""
        return str(self.cleaned_data["person"])


class SplitForm(ShiftForm):
    """Who goes, and what the second cohort is like."""

    people = MultiChoiceField(
        label="Who goes to the new cohort", required_message="Choose who goes to the new cohort"
    )
    name = TextField(label="Name of the new cohort", max_length=100, width=20)
    mode = ChoiceField(label="How it meets", choices=MODES, inline=True)
    venue = SelectField(
        label="Room", hint="Leave empty if it meets online", required=False, empty_label="None"
    )
    why = why_field()
    field_order = ("people", "name", "mode", "venue", "count", "unit", "direction", "at", "why")

    def __init__(self, *args: Any, people: Choices, venues: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "people", people)
        offer(self, "venue", venues)
        self.fields["count"].label = "How far its sessions lie from those of the first"
        self.fields["count"].help_text = "0 for the same days"

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        return {
            "person_ids": [int(one) for one in data["people"]],
            "new": NewCohort(
                name=data["name"],
                mode=Mode(data["mode"]),
                venue_id=chosen(data["venue"]),
                shift=self.shift(),
            ),
            "why": data["why"],
        }


class MergeForm(Form):
    """The cohort that everyone joins."""

    cohort = ChoiceField(label="Which cohort they join", required_message="Choose a cohort")
    why = why_field()

    def __init__(self, *args: Any, cohorts: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self, "cohort", cohorts)
        self.names = {value: str(words).partition(":")[0] for value, words in cohorts}

    def details(self) -> dict[str, Any]:
        """What the operation needs."""
        data = self.cleaned_data
        return {"into_cohort_id": int(data["cohort"]), "why": data["why"]}

    @property
    def into(self) -> str:
        """The name of the cohort they join."""
        return self.names[self.cleaned_data["cohort"]]
