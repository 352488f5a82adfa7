"""What someone types to keep answers another way."""

from typing import Any, cast

from goldenthread.evaluation.rules.plans import MODES
from goldenthread.evaluation.terms import ConfidentialityMode
from goldenthread.ui.forms import ChoiceField, Form, LongTextField


class ModeForm(Form):
    """Another way, and why. It is looked at before it is done."""

    mode = ChoiceField(
        label="How should answers be kept instead?",
        choices=[(mode.value, words.name) for mode, words in MODES.items()],
        hints={mode.value: words.sentence for mode, words in MODES.items()},
        required_message="Choose how answers should be kept",
    )
    reason = LongTextField(
        label="Why?",
        hint="A sentence is enough. It stays on record with your name.",
        rows=3,
        max_length=1000,
        required_message="Write why the way answers are kept should change",
    )

    def __init__(self, *args: Any, now: ConfidentialityMode, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast(ChoiceField, self.fields["mode"])
        field.choices = [(m.value, words.name) for m, words in MODES.items() if m is not now]

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        return {
            "mode": ConfidentialityMode(self.cleaned_data["mode"]),
            "reason": self.cleaned_data["reason"],
        }
