"""What every form and every field of ours shares."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

ARTICLES = (
    "the ",
    "your ",
    "a ",
    "an ",
    "this ",
    "their ",
    "our ",
    "any ",
    "how ",
    "what ",
    "who ",
)


class Mistake(NamedTuple):
    """A sentence for the summary at the top, and the box it leads to."""

    words: str
    href: str


class GoldenBoundField(BoundField):
    """A field of a form, as its template needs it."""

    @property
    def said(self) -> str:
        """The first mistake, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def box_id(self) -> str:
        """The id of the whole field."""
        return self.auto_id or self.html_name

    @property
    def first_box_id(self) -> str:
        """Where a link from the summary lands."""
        return cast(GoldenField, self.field).first_box(self.box_id)

    @property
    def described_by(self) -> str:
        """The ids of the hint and the mistake, as a screen reader needs them."""
        found = [f"{self.box_id}-hint"] if self.help_text else []
        return " ".join([*found, f"{self.box_id}-error"] if self.errors else found)

    @property
    def shown(self) -> Any:
        """The value as the boxes show it."""
        return cast(GoldenField, self.field).show(self.value())

    @property
    def options(self) -> list["Option"]:
        """The choices of a field that has them, numbered as the design system numbers ids."""
        return cast(GoldenField, self.field).options(self.value(), box_id=self.box_id)


class Option(NamedTuple):
    """One choice."""

    value: str
    label: str
    hint: str
    chosen: bool
    id: str


class GoldenField(forms.Field):
    """Mixed into every field: label, hint, why, and sentences instead of Django's messages.

    `why` opens under the hint as "Why we ask". An optional field says so in its label
    unless `say_optional=False`, for pages where everything may be skipped.
    """

    bound_field_class = GoldenBoundField
    template_name = "ui/fields/text.jinja"
    verb = "Enter"

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        why: str = "",
        required: bool = True,
        required_message: str = "",
        say_optional: bool = True,
        width: int = 0,
        attributes: dict[str, str] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            template_name=rest.pop("template_name", self.template_name),
            bound_field_class=rest.pop("bound_field_class", GoldenBoundField),
            **rest,
        )
        self.why = why
        self.width = width
        self.attributes = attributes or {}
        self.optional_words = "" if required or not say_optional else " (optional)"
        self.error_messages["required"] = required_message or ask_for(label, verb=self.verb)

    def first_box(self, box_id: str) -> str:
        """Most fields are one box."""
        return box_id

    def show(self, value: Any) -> Any:
        """The stored or typed value, for the box."""
        return "" if value is None else value

    def options(self, value: Any, *, box_id: str) -> list[Option]:
        """Fields without choices have none."""
        return []


class Form(forms.Form):
    """A form of ours: `render_fields()`, `error_summary()`, and each field's `as_field_group()`."""

    use_required_attribute = False

    def render_fields(self) -> SafeString:
        """Every field in order, hidden ones last."""
        drawn = [field.as_field_group() for field in self.visible_fields()]
        hidden = [str(field) for field in self.hidden_fields()]
        return mark_safe("".join([*drawn, *hidden]))

    def error_summary(self) -> SafeString:
        """The box at the top that leads to each mistake; nothing while all is well."""
        if not self.is_bound or not self.errors:
            return SafeString("")
        return self.renderer_text(
            "ui/fields/error_summary.jinja", {"mistakes": list(self.mistakes())}
        )

    def mistakes(self) -> Iterator[Mistake]:
        """What to put right, in the order of the page."""
        for words in self.non_field_errors():
            yield Mistake(str(words), "")
        for field in self:
            for words in field.errors:
                href = f"#{field.first_box_id}" if isinstance(field, GoldenBoundField) else ""
                yield Mistake(str(words), href)

    def renderer_text(self, template: str, context: dict[str, Any]) -> SafeString:
        """Drawn by the renderer of this form."""
        return mark_safe(self.renderer.render(template, context))


def ask_for(label: str, *, verb: str) -> str:
    """ "Enter the date of the session", from the label "Date of the session"."""
    words = label.strip()
    if words.endswith("?"):
        return f"Answer “{words}”"
    words = words.rstrip(".:")
    small = words[0].lower() + words[1:] if len(words) > 1 and not words[1].isupper() else words
    if words.startswith("I "):
        return f"{verb} an answer to “{words}”"
    return f"{verb} {small}" if small.startswith(ARTICLES) else f"{verb} the {small}"
