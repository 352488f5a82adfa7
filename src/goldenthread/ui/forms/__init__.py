"""Forms that draw themselves in the design system and explain each mistake in one sentence."""

from goldenthread.ui.forms.base import Form
from goldenthread.ui.forms.choices import (
    ChoiceField,
    LikertField,
    MultiChoiceField,
    SelectField,
    YesNoField,
)
from goldenthread.ui.forms.dates import DateField, DateTimeField, TimeField
from goldenthread.ui.forms.files import FileField
from goldenthread.ui.forms.text import (
    EmailField,
    HiddenField,
    LongTextField,
    NumberField,
    PhoneField,
    TextField,
)

__all__ = [
    "ChoiceField",
    "DateField",
    "DateTimeField",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "LikertField",
    "LongTextField",
    "MultiChoiceField",
    "NumberField",
    "PhoneField",
    "SelectField",
    "TextField",
    "TimeField",
    "YesNoField",
]
