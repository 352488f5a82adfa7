"""What someone chooses before they print."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.evaluation.rules.papers import MOST_BLANK
from goldenthread.ui.forms import ChoiceField, Form, NumberField

LARGE = "large"


class PaperForm(Form):
    """Which group, how large, and how many where the papers are blank."""

    cohort = ChoiceField(label="Whose papers?", required_message="Choose a group")
    size = ChoiceField(
        label="How large?",
        choices=(("usual", "Usual print"), (LARGE, "Large print, 18 point")),
        initial="usual",
    )
    copies = NumberField(
        label="How many copies?", least=1, most=MOST_BLANK, width=3, initial=10, required=False
    )

    def __init__(
        self, *given: Any, groups: Sequence[tuple[int, str]], is_named: bool, **rest: Any
    ) -> None:
        super().__init__(*given, **rest)
        cast(ChoiceField, self.fields["cohort"]).choices = [
            (str(pk), words) for pk, words in groups
        ]
        if is_named:
            del self.fields["copies"]

    @property
    def is_large(self) -> bool:
        return bool(self.cleaned_data["size"] == LARGE)
