"""What people type about a programme."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.ui.forms import (
    DateField,
    EmailField,
    Form,
    LongTextField,
    PhoneField,
    SelectField,
    TextField,
)

Choices = Sequence[tuple[Any, str]]


class ProgrammeForm(Form):
    """A programme: the need it answers, who hosts it, whom to call."""

    name = TextField(label="Name")
    need = LongTextField(
        label="The need", hint="What people said is hard now", required=False, rows=4
    )
    summary = LongTextField(label="What we are doing about it", required=False, rows=4)
    host = SelectField(label="Host organisation")
    place = SelectField(label="Place", required=False, empty_label="Not in one place")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False)
    contact_email = EmailField(
        label="Email address people can write to", required=False, hint="Shown on public pages"
    )
    support_line = PhoneField(
        label="Staff support line", required=False, hint="Shown wherever something may upset"
    )
    support_hours = TextField(label="Support line hours", required=False, max_length=60, width=20)

    def __init__(self, *args: Any, hosts: Choices, places: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for field, choices in (("host", hosts), ("place", places)):
            cast(SelectField, self.fields[field]).choices = choices

    def details(self) -> dict[str, Any]:
        """As the operation wants it."""
        data = dict(self.cleaned_data)
        host, place = data.pop("host"), data.pop("place")
        return {**data, "host_id": int(host), "place_id": int(place) if place else None}
