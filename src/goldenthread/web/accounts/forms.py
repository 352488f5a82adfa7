"""Signing in, and looking after accounts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from goldenthread.access.pages import roles_to_give
from goldenthread.access.rules import must_run_forwards
from goldenthread.access.terms import Refused, Role, ScopeKind
from goldenthread.ui.forms import DateField, EmailField, Form, SelectField, TextField

LEAST_LETTERS = 12


class PasswordField(TextField):
    """A password, shown as dots."""

    input_type = "password"

    def show(self, value: Any) -> str:
        """What was typed does not come back."""
        return ""

    def to_python(self, value: Any) -> str:
        """Spaces at the ends are part of a password."""
        return "" if value is None else str(value)


class AskLinkForm(Form):
    """Where to send a link."""

    email = EmailField(label="Email address")


class SignInForm(AskLinkForm):
    """Email address and password."""

    password = PasswordField(label="Password", autocomplete="current-password", max_length=400)


class ChoosePasswordForm(Form):
    """A password of one's own."""

    password = PasswordField(
        label="New password",
        autocomplete="new-password",
        max_length=400,
        hint=f"At least {LEAST_LETTERS} letters. Three or four words in a row are easy to keep.",
    )

    def __init__(self, *args: Any, user: Any = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.user = user

    def clean_password(self) -> str:
        """Long, not close to what others know of the person, and not one that is tried early."""
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password, self.user)
        except ValidationError as weak:
            raise ValidationError(self._sentence(weak)) from None
        return password

    def _sentence(self, weak: ValidationError) -> str:
        codes = {error.code for error in weak.error_list}
        if "password_too_short" in codes:
            return f"Make it at least {LEAST_LETTERS} letters long"
        if "password_too_similar" in codes:
            return "Choose another one: this password is close to your name or email address"
        if "password_too_common" in codes:
            return "Choose another one: this password is on a list of common ones"
        return "Choose another one: this password is close to a common one, and is guessed early"


class SearchForm(Form):
    """Finding an account."""

    search = TextField(label="Name or email address", required=False, say_optional=False)


class AccountForm(Form):
    """A new account."""

    name = TextField(label="Name", autocomplete="off")
    email = EmailField(
        label="Email address",
        autocomplete="off",
        hint="Sign-in links go to this address.",
    )


class GiveRoleForm(Form):
    """A role over a scope, for a time."""

    role = SelectField(label="Role", choices=roles_to_give(), empty_label="Choose a role")
    over = SelectField(label="Over what", choices=(), empty_label="Choose what it reaches")
    starts_on = DateField(label="First day")
    ends_on = DateField(
        label="Last day", required=False, hint="Leave empty if you do not know it yet."
    )

    def __init__(self, *args: Any, scopes: Iterable[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(SelectField, self.fields["over"]).choices = list(scopes)

    def clean_ends_on(self) -> date | None:
        """The rule's own sentence, beside the field."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        try:
            must_run_forwards(first or date.min, last)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
        return cast("date | None", last)

    def given(self) -> dict[str, Any]:
        """What the operation needs."""
        kind, _, scope_id = self.cleaned_data["over"].partition(":")
        return {
            "role": Role(self.cleaned_data["role"]),
            "scope_kind": ScopeKind(kind),
            "scope_id": int(scope_id) if scope_id else None,
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": self.cleaned_data["ends_on"],
        }


class EndRoleForm(Form):
    """The last day of a role."""

    last_day = DateField(label="Last day of this role")

    def last(self) -> date:
        """The day as a date."""
        found: date = self.cleaned_data["last_day"]
        return found
