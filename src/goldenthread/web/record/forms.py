"""Narrowing the record."""

from goldenthread.audit.pages.subjects import SUBJECTS
from goldenthread.ui.forms import Form, NumberField, SelectField, TextField


class RecordForm(Form):
    """About whom, or about what. Every field may stay empty."""

    person = NumberField(
        label="Number of the person", required=False, say_optional=False, least=1, width=10
    )
    kind = SelectField(
        label="Kind of thing",
        choices=tuple(SUBJECTS.items()),
        empty_label="Everything",
        required=False,
        say_optional=False,
    )
    number = TextField(
        label="Number of the thing", required=False, say_optional=False, max_length=64, width=10
    )
    before = NumberField(label="Before", required=False, say_optional=False, least=1)
