"""Narrowing the outbox."""

from collections.abc import Sequence
from typing import Any, cast

from goldenthread.ui.forms import Form, SelectField


class OutboxForm(Form):
    """Which messages to show."""

    state = SelectField(
        label="Show", empty_label="All messages", required=False, say_optional=False
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(SelectField, self.fields["state"]).choices = choices
