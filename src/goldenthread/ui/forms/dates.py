"""Days and times of day, in boxes that forgive how people write them."""

import re
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from goldenthread.ui.forms.base import GoldenField
from goldenthread.ui.words import LONDON, clock, day, in_london, listed

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME_SHAPE = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm|a|p)?")


class DateParts(NamedTuple):
    """What stands in the boxes, just as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""

    def blank(self) -> bool:
        """Nothing typed at all."""
        return not any(self)


class DateBoxes(forms.Widget):
    """Reads name_day, name_month, name_year and name_time; or one ISO text under the plain name."""

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> DateParts:
        """The boxes as one value."""
        if name in data:
            return parts_of(data.get(name))
        return DateParts(
            *[str(data.get(f"{name}_{box}") or "").strip() for box in DateParts._fields]
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """None of the boxes was sent."""
        return not any(f"{name}_{box}" in data for box in DateParts._fields) and name not in data


class DateField(GoldenField):
    """A day in three boxes. `earliest` and `latest` bound it, and the sentence names the bound."""

    template_name = "ui/fields/date.jinja"
    widget = DateBoxes
    with_time = False

    def __init__(
        self, *, earliest: date | None = None, latest: date | None = None, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.earliest, self.latest = earliest, latest

    def first_box(self, box_id: str) -> str:
        """The day."""
        return f"{box_id}-day"

    def show(self, value: Any) -> DateParts:
        """Whatever it is, as boxes."""
        return parts_of(value)

    def to_python(self, value: Any) -> date | None:
        """A day that exists."""
        parts = parts_of(value)
        return None if parts.blank() else self.day_of(parts)

    def day_of(self, parts: DateParts) -> date:
        """One clear sentence for each way it can be unclear."""
        missing = [box for box in ("day", "month", "year") if not getattr(parts, box)]
        if missing:
            raise ValidationError(f"{self.label}: add the {listed(missing)}", code="parts")
        if not re.fullmatch(r"\d{4}", parts.year):
            raise ValidationError(f"{self.label}: write the year with 4 numbers", code="year")
        try:
            found = date(int(parts.year), month_of(parts.month), int(parts.day))
        except ValueError:
            raise ValidationError(
                f"{self.label}: enter a date that is in the calendar, like 3 3 2026", code="real"
            ) from None
        self.within(found)
        return found

    def within(self, found: date) -> None:
        """Not before the earliest, not after the latest."""
        if self.earliest and found < self.earliest:
            raise ValidationError(
                f"{self.label}: choose {day(self.earliest)} or later", code="early"
            )
        if self.latest and found > self.latest:
            raise ValidationError(
                f"{self.label}: choose {day(self.latest)} or earlier", code="late"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By the boxes."""
        return parts_of(initial) != parts_of(data)


class DateTimeField(DateField):
    """A day in three boxes and a time such as 9:30am; gives a moment in London's time."""

    with_time = True

    def to_python(self, value: Any) -> datetime | None:
        """A moment that the clocks here really show."""
        parts = parts_of(value)
        if parts.blank():
            return None
        moment = datetime.combine(self.day_of(parts), time_of(parts.time, label=self.said))
        local = moment.replace(tzinfo=LONDON)
        if not _shown(local):
            raise ValidationError(
                f"{self.said}: the clocks go forward then, so choose another time", code="gap"
            )
        return local

    @property
    def said(self) -> str:
        """The label as text."""
        return str(self.label)


class TimeField(GoldenField, forms.CharField):
    """A time of day: 9:30am, 9.30, 14:00, 2pm, noon."""

    input_type = "text"
    input_mode = ""
    autocomplete = ""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**{"width": 10, "hint": "For example, 9:30am", **rest})

    def show(self, value: Any) -> str:
        """As we say it."""
        return clock(value) if isinstance(value, time) else str(value or "")

    def clean(self, value: Any) -> time | None:
        """A time of the clock."""
        if isinstance(value, time):
            return value
        typed = super().clean(value)
        return time_of(typed, label=str(self.label)) if typed else None


def parts_of(value: Any) -> DateParts:
    """A stored day or moment, an ISO text, or what was typed, as boxes."""
    if isinstance(value, DateParts):
        return value
    if isinstance(value, str) and value:
        try:
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            return DateParts(day=value)
    if isinstance(value, datetime):
        local = in_london(value)
        return DateParts(str(local.day), str(local.month), str(local.year), clock(local))
    if isinstance(value, date):
        return DateParts(str(value.day), str(value.month), str(value.year))
    return DateParts()


def month_of(typed: str) -> int:
    """3, 03, Mar or March."""
    if typed.isdigit():
        return int(typed)
    return MONTHS.index(typed.strip().lower()[:3]) + 1


def time_of(typed: str, *, label: str) -> time:
    """Forgiving of dots, spaces and capitals."""
    words = typed.lower().replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm")
    if words in ("noon", "midday", "midnight"):
        return time(0 if words == "midnight" else 12)
    if not words:
        raise ValidationError(f"{label}: add the time, like 9:30am", code="time")
    found = TIME_SHAPE.fullmatch(words)
    if found is None:
        raise ValidationError(f"{label}: write the time like 9:30am", code="time")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half and not 1 <= hour <= 12:
        raise ValidationError(f"{label}: write the time like 9:30am", code="time")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValidationError(f"{label}: write the time like 9:30am", code="time") from None


def _shown(moment: datetime) -> bool:
    """False in the hour that spring leaves out."""
    from_utc = datetime.fromtimestamp(moment.timestamp(), tz=LONDON)
    return from_utc.replace(tzinfo=None) == moment.replace(tzinfo=None)
