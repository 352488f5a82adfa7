"""What evaluators type about interviews and risk decisions."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.evaluation.rules import decisions as rules
from goldenthread.ui.forms import ChoiceField, DateField, Form, LongTextField, SelectField

Choices = Sequence[tuple[Any, str]]


class AgreeForm(Form):
    """Someone told the evaluators that they are happy to talk."""

    person = SelectField(label="Who agreed?")
    agreed_on = DateField(label="Day they agreed")

    def __init__(self, *args: Any, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(SelectField, self.fields["person"]).choices = people

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"person_id": int(data["person"]), "agreed_on": data["agreed_on"]}


class TalkForm(Form):
    """A conversation took place."""

    took_part_on = DateField(label="Day of the conversation")


class StopForm(Form):
    """Someone stopped."""

    from_wave = SelectField(
        label="From which round on?", required=False, empty_label="All that are left"
    )
    withdrew_on = DateField(label="Day they told you")
    reason = LongTextField(
        label="Reason, if they gave one",
        hint="Kept encrypted. Only evaluators can read it, and it is never reported.",
        required=False,
        rows=3,
        max_length=1000,
    )

    def __init__(self, *args: Any, waves: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(SelectField, self.fields["from_wave"]).choices = waves

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        wave = data["from_wave"]
        return {
            "from_wave_id": int(wave) if wave else None,
            "withdrew_on": data["withdrew_on"],
            "reason": data["reason"],
        }


class DecisionForm(Form):
    """How likely is it that someone is recognised, and how much would it hurt?"""

    likelihood = ChoiceField(
        label="How likely is it that somebody is recognised from a small count?",
        choices=[(number, words) for number, words in rules.LIKELIHOOD.items()],
        required_message="Choose how likely it is",
    )
    impact = ChoiceField(
        label="How much would it hurt them?",
        choices=[(number, words) for number, words in rules.IMPACT.items()],
        required_message="Choose how much it would hurt",
    )
    reason = LongTextField(label="Why?", rows=4, max_length=2000)

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "likelihood": int(data["likelihood"]),
            "impact": int(data["impact"]),
            "reason": data["reason"],
        }
