"""One or several of a few."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.choices import flatten_choices

from goldenthread.ui.forms.base import GoldenField, Option

Choices = Iterable[tuple[Any, Any]] | type[Any] | Callable[[], Iterable[tuple[Any, Any]]]
AGREEMENT = (
    ("5", "Strongly agree"),
    ("4", "Agree"),
    ("3", "Neither agree nor disagree"),
    ("2", "Disagree"),
    ("1", "Strongly disagree"),
)


class Chosen(GoldenField, forms.ChoiceField):
    """Shared by every field with choices; `hints` maps a value to the small line under it."""

    verb = "Choose"

    def __init__(
        self,
        *,
        choices: Choices = (),
        hints: Mapping[str, str] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(choices=choices, **rest)
        self.hints = hints or {}
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def chosen_values(self, value: Any) -> set[str]:
        """As text, whatever type the value has."""
        return {"" if value is None else str(value)}

    def options(self, value: Any, *, box_id: str) -> list[Option]:
        """In order; the first shares the id of the field, so that the summary leads to it."""
        chosen = self.chosen_values(value)
        return [
            Option(
                value=str(own),
                label=str(label),
                hint=self.hints.get(str(own), ""),
                chosen=str(own) in chosen,
                id=box_id if place == 1 else f"{box_id}-{place}",
            )
            for place, (own, label) in enumerate(self.flat_choices(), start=1)
        ]

    def flat_choices(self) -> Sequence[tuple[Any, Any]]:
        """Without groups, and without the blank first line that a model's choices may bring."""
        known: Iterable[tuple[Any, Any]] = flatten_choices(cast(Iterable[Any], self.choices))
        return [(own, label) for own, label in known if own not in ("", None)]


class ChoiceField(Chosen):
    """Radios. `inline=True` for two or three short words."""

    template_name = "ui/fields/radios.jinja"
    widget = forms.RadioSelect

    def __init__(self, *, inline: bool = False, **rest: Any) -> None:
        super().__init__(**rest)
        self.inline = inline


class SelectField(Chosen):
    """A list to pick from, when there are more than seven."""

    template_name = "ui/fields/select.jinja"

    def __init__(self, *, empty_label: str = "Choose one", **rest: Any) -> None:
        super().__init__(**rest)
        self.empty_label = empty_label


class LikertField(Chosen):
    """A scale in a row, one card a step; agreement unless other steps are given."""

    template_name = "ui/fields/likert.jinja"
    widget = forms.RadioSelect

    def __init__(self, *, choices: Choices = AGREEMENT, **rest: Any) -> None:
        super().__init__(choices=choices, **{"required": False, "say_optional": False, **rest})


class YesNoField(Chosen):
    """Yes or no; gives True, False, or None when it was left open."""

    template_name = "ui/fields/radios.jinja"
    widget = forms.RadioSelect
    inline = True

    def __init__(self, *, yes: str = "Yes", no: str = "No", **rest: Any) -> None:
        super().__init__(choices=(("yes", yes), ("no", no)), **rest)

    def chosen_values(self, value: Any) -> set[str]:
        """True and False come from stored answers, words from the page."""
        return {{True: "yes", False: "no"}.get(value, value)} - {None}

    def clean(self, value: Any) -> bool | None:
        """A truth, not a word."""
        word = super().clean({True: "yes", False: "no"}.get(value, value))
        return {"yes": True, "no": False}.get(word)


class MultiChoiceField(Chosen, forms.MultipleChoiceField):
    """Checkboxes; gives a list of values."""

    template_name = "ui/fields/checkboxes.jinja"
    widget = forms.CheckboxSelectMultiple

    def chosen_values(self, value: Any) -> set[str]:
        """Each ticked one."""
        return {str(one) for one in value or ()}
