"""What a person says about a file."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.forms import BoundField

from goldenthread.imports.terms import CONSTANT, MAX_BYTES, Field
from goldenthread.ui.forms import FileField, Form, SelectField

Choices = Sequence[tuple[Any, str]]


class UploadForm(Form):
    """The file, and what it goes into."""

    target = SelectField(label="What the file goes into")
    file = FileField(
        label="The file",
        hint="Excel (.xlsx) or CSV, at most 10 MB and 20,000 lines",
        max_bytes=MAX_BYTES,
        extensions=("xlsx", "csv", "txt", "xls"),  # an older .xls is told what to do
    )

    def __init__(self, *args: Any, targets: Choices, target_label: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast(SelectField, self.fields["target"])
        field.choices, field.label = targets, target_label


class ColumnsForm(Form):
    """One choice a field: a column of the file, a value for every line, or nothing."""

    def __init__(
        self,
        *args: Any,
        fields: Sequence[Field],
        headings: Sequence[str],
        hints: Mapping[str, str],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.always = {field.key for field in fields if field.is_required or field.constants}
        columns = [(str(at), heading) for at, heading in enumerate(headings)]
        for field in fields:
            constants = [(CONSTANT + value, words) for value, words in field.constants]
            self.fields[field.key] = SelectField(
                label=field.label,
                hint=hints.get(field.key, field.means),
                required=field.is_required,
                say_optional=False,
                choices=[*constants, *columns],
                empty_label="Not in this file",
                required_message=f"Choose the column that holds: {field.label}",
            )

    def matched(self) -> list[BoundField]:
        """Fields for which a column was found, and those that are needed or about the offer."""
        return [one for one in self if self._is_shown(one)]

    def unmatched(self) -> list[BoundField]:
        """The rest, which a person may look for."""
        return [one for one in self if not self._is_shown(one)]

    def _is_shown(self, one: BoundField) -> bool:
        return self.initial.get(one.name) is not None or one.name in self.always

    def matching(self) -> dict[str, int | str]:
        """Column numbers and constants, by field."""
        given = {key: value for key, value in self.cleaned_data.items() if value}
        return {
            key: value if value.startswith(CONSTANT) else int(value) for key, value in given.items()
        }
