"""Words and numbers in one box."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from goldenthread.ui.forms.base import GoldenField
from goldenthread.ui.words import plural


class TextField(GoldenField, forms.CharField):
    """One line. `width` is a number of letters: 2, 3, 4, 5, 10, 20 or 30."""

    input_type = "text"
    input_mode = ""
    autocomplete = ""

    def __init__(self, *, max_length: int = 200, autocomplete: str = "", **rest: Any) -> None:
        super().__init__(**rest)
        self.longest = max_length
        self.autocomplete = autocomplete or self.autocomplete

    def validate(self, value: Any) -> None:
        """Short enough, said with both counts."""
        super().validate(value)
        if value and len(value) > self.longest:
            over = plural(len(value) - self.longest, "letter")
            raise ValidationError(f"{self.label}: make it {over} shorter", code="long")


class LongTextField(TextField):
    """Several lines."""

    template_name = "ui/fields/long_text.jinja"

    def __init__(self, *, rows: int = 5, max_length: int = 5000, **rest: Any) -> None:
        super().__init__(max_length=max_length, **rest)
        self.rows = rows


class EmailField(TextField):
    """An email address, in small letters."""

    input_type = "email"
    autocomplete = "email"

    def clean(self, value: Any) -> str:
        """An address a message can be sent to."""
        address = str(super().clean(value)).strip().lower()
        if address:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    "Enter an email address in full, like name@example.org", code="shape"
                ) from None
        return address


class PhoneField(TextField):
    """A phone number, kept as it was typed but for spare spaces."""

    input_type = "tel"
    autocomplete = "tel"

    def clean(self, value: Any) -> str:
        """Digits enough to ring."""
        typed = " ".join(str(super().clean(value)).split())
        digits = re.sub(r"\D", "", typed)
        if typed and (not 3 <= len(digits) <= 15 or re.search(r"[^\d\s()+.\-extEXT]", typed)):
            raise ValidationError("Enter a phone number, like 01632 960 118", code="shape")
        return typed


class NumberField(GoldenField, forms.Field):
    """A number; a whole one unless `whole=False`, which gives a Decimal."""

    template_name = "ui/fields/text.jinja"
    input_type = "text"
    autocomplete = ""

    def __init__(
        self,
        *,
        least: int | None = None,
        most: int | None = None,
        whole: bool = True,
        **rest: Any,
    ) -> None:
        super().__init__(**{"width": 5, **rest})
        self.least, self.most, self.whole = least, most, whole
        self.input_mode = "numeric" if whole else "decimal"

    def to_python(self, value: Any) -> int | Decimal | None:
        """Thousands commas and spaces are welcome."""
        typed = re.sub(r"[,\s]", "", "" if value is None else str(value))
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError(f"{self.label}: enter a number, like 12", code="number")
        if self.whole and number != int(number):
            raise ValidationError(f"{self.label}: enter a whole number, like 12", code="whole")
        return int(number) if self.whole else number

    def validate(self, value: Any) -> None:
        """Within the bounds, which the sentence names."""
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"{self.label}: enter {self.least} or more", code="least")
        if self.most is not None and value > self.most:
            raise ValidationError(f"{self.label}: enter {self.most} or fewer", code="most")


class HiddenField(forms.CharField):
    """Travels with the form, unseen."""

    widget = forms.HiddenInput

    def __init__(self, *, required: bool = False, **rest: Any) -> None:
        super().__init__(required=required, **rest)
