"""Forms take what people write, and say what to do about the rest."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.ui import forms
from goldenthread.ui.forms.base import ask_for
from goldenthread.ui.forms.dates import DateParts
from goldenthread.ui.words import LONDON


def mistake(field: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as found:
        field.clean(value)
    return " ".join(found.value.messages)


def form_of(**fields: Any) -> type[forms.Form]:
    return type("Small", (forms.Form,), fields)


@pytest.mark.parametrize(
    ("label", "verb", "said"),
    [
        ("Date of the session", "Enter", "Enter the date of the session"),
        ("Your name", "Enter", "Enter your name"),
        ("NHS number", "Enter", "Enter the NHS number"),
        ("Place", "Choose", "Choose the place"),
        ("Can you come?", "Choose", "Answer “Can you come?”"),
        ("I would join again", "Choose", "Choose an answer to “I would join again”"),
        ("Reason:", "Enter", "Enter the reason"),
    ],
)
def test_an_empty_field_asks_for_itself(label: str, verb: str, said: str) -> None:
    assert ask_for(label, verb=verb) == said


def test_a_field_may_ask_in_its_own_words() -> None:
    field = forms.TextField(label="Reason", required_message="Say why, in a sentence")
    assert mistake(field, "") == "Say why, in a sentence"


def test_an_optional_field_says_so_unless_told_not_to() -> None:
    form = form_of(
        a=forms.TextField(label="A", required=False),
        b=forms.TextField(label="B", required=False, say_optional=False),
    )()
    drawn = form.render_fields()
    assert drawn.count("(optional)") == 1


def test_why_we_ask_opens_under_the_hint() -> None:
    drawn = form_of(a=forms.TextField(label="A", why="So that we can ring you."))().render_fields()
    assert "Why we ask" in drawn
    assert "So that we can ring you." in drawn


def test_a_long_line_says_by_how_much() -> None:
    field = forms.TextField(label="Name", max_length=3)
    assert mistake(field, "abcde") == "Name: make it 2 letters shorter"


def test_an_email_address_is_kept_in_small_letters() -> None:
    assert forms.EmailField(label="Email").clean(" Erin@Example.ORG ") == "erin@example.org"


def test_half_an_email_address_shows_a_whole_one() -> None:
    said = mistake(forms.EmailField(label="Email"), "erin@")
    assert said == "Enter an email address in full, like name@example.org"


@pytest.mark.parametrize("typed", ["01632 960 118", "+44 1632 960118", "(01632) 960-118 ext 4"])
def test_phone_numbers_are_kept_as_typed(typed: str) -> None:
    assert forms.PhoneField(label="Phone").clean(f" {typed} ") == typed


@pytest.mark.parametrize("typed", ["ring me", "12", "01632 960 118 after six"])
def test_words_are_not_a_phone_number(typed: str) -> None:
    assert mistake(forms.PhoneField(label="Phone"), typed).startswith("Enter a phone number")


@pytest.mark.parametrize(("typed", "value"), [("12", 12), ("1,200", 1200), (" 1 200 ", 1200)])
def test_numbers_may_have_commas_and_spaces(typed: str, value: int) -> None:
    assert forms.NumberField(label="Places").clean(typed) == value


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a few", "Places: enter a number, like 12"),
        ("nan", "Places: enter a number, like 12"),
        ("2.5", "Places: enter a whole number, like 12"),
        ("0", "Places: enter 1 or more"),
        ("41", "Places: enter 40 or fewer"),
    ],
)
def test_a_number_out_of_bounds_names_the_bound(typed: str, said: str) -> None:
    assert mistake(forms.NumberField(label="Places", least=1, most=40), typed) == said


def test_a_number_may_have_a_part() -> None:
    assert forms.NumberField(label="Hours", whole=False).clean("2.5") == Decimal("2.5")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (DateParts("", "3", "2026"), "Start: add the day"),
        (DateParts("3", "", ""), "Start: add the month and year"),
        (DateParts("3", "3", "26"), "Start: write the year with 4 numbers"),
        (
            DateParts("31", "2", "2026"),
            "Start: enter a date that is in the calendar, like 3 3 2026",
        ),
        (DateParts("3", "x", "2026"), "Start: enter a date that is in the calendar, like 3 3 2026"),
        (DateParts("3", "3", "2025"), "Start: choose Thursday 1 January 2026 or later"),
        (DateParts("3", "3", "2027"), "Start: choose Thursday 31 December 2026 or earlier"),
        (DateParts(), "Enter the start"),
    ],
)
def test_each_mistake_in_a_date_has_one_clear_sentence(typed: DateParts, said: str) -> None:
    field = forms.DateField(label="Start", earliest=date(2026, 1, 1), latest=date(2026, 12, 31))
    assert mistake(field, typed) == said


@pytest.mark.parametrize("month", ["3", "03", "mar", "March"])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert forms.DateField(label="Start").clean(DateParts("3", month, "2026")) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("9:30am", 9, 30),
        ("9.30 AM", 9, 30),
        ("0930", 9, 30),
        ("14:00", 14, 0),
        ("2pm", 14, 0),
        ("2 p.m.", 14, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("noon", 12, 0),
        ("midnight", 0, 0),
    ],
)
def test_a_time_is_read_however_it_is_written(typed: str, hour: int, minute: int) -> None:
    assert forms.TimeField(label="Time").clean(typed) == time(hour, minute)


@pytest.mark.parametrize("typed", ["25:00", "13pm", "half nine", "9:75"])
def test_a_time_off_the_clock_shows_how_to_write_one(typed: str) -> None:
    assert mistake(forms.TimeField(label="Time"), typed) == "Time: write the time like 9:30am"


def test_a_moment_is_kept_in_the_time_of_the_place() -> None:
    found = forms.DateTimeField(label="Start").clean(DateParts("3", "7", "2026", "9:30am"))
    assert found == datetime(2026, 7, 3, 8, 30, tzinfo=UTC)


def test_a_moment_without_a_time_asks_for_one() -> None:
    field = forms.DateTimeField(label="Start")
    assert mistake(field, DateParts("3", "7", "2026")) == "Start: add the time, like 9:30am"


def test_the_hour_that_spring_leaves_out_cannot_be_chosen() -> None:
    said = mistake(forms.DateTimeField(label="Start"), DateParts("29", "3", "2026", "1:30am"))
    assert said == "Start: the clocks go forward then, so choose another time"


def test_boxes_show_a_stored_moment_as_people_here_read_it() -> None:
    start = datetime(2026, 7, 3, 8, 30, tzinfo=UTC)
    form = form_of(start=forms.DateTimeField(label="Start"))(initial={"start": start})
    drawn = form.render_fields()
    assert 'value="9:30am"' in drawn
    assert 'name="start_year"' in drawn


def test_one_iso_text_is_as_good_as_the_boxes() -> None:
    shape = form_of(day=forms.DateField(label="D"), start=forms.DateTimeField(label="S"))
    form = shape({"day": "2026-03-03", "start": "2026-03-03T09:30"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 3, 3)
    assert form.cleaned_data["start"] == datetime(2026, 3, 3, 9, 30, tzinfo=LONDON)


def test_a_date_that_was_not_touched_has_not_changed() -> None:
    shape = form_of(day=forms.DateField(label="D"))
    initial = {"day": date(2026, 3, 3)}
    same = {"day_day": "3", "day_month": "3", "day_year": "2026"}
    assert not shape(same, initial=initial).has_changed()
    assert shape({**same, "day_day": "4"}, initial=initial).has_changed()


@pytest.mark.parametrize(("word", "truth"), [("yes", True), ("no", False), (True, True)])
def test_yes_and_no_are_truths(word: Any, truth: bool) -> None:
    assert forms.YesNoField(label="Can you come?").clean(word) is truth


def test_neither_yes_nor_no_is_left_open() -> None:
    assert forms.YesNoField(label="Can you come?", required=False).clean("") is None
    assert mistake(forms.YesNoField(label="Can you come?"), "") == "Answer “Can you come?”"


def test_a_stored_no_is_shown_as_no() -> None:
    drawn = form_of(a=forms.YesNoField(label="A?"))(initial={"a": False}).render_fields()
    assert 'value="no" checked' in drawn
    assert 'value="yes" checked' not in drawn


def test_a_choice_that_is_not_offered_asks_again() -> None:
    field = forms.ChoiceField(label="Mode", choices=[("o", "Online")])
    assert mistake(field, "by post") == "Choose the mode"


def test_a_list_to_pick_from_starts_with_an_invitation() -> None:
    drawn = form_of(
        a=forms.SelectField(label="Place", choices=[("e", "Eldmere")])
    )().render_fields()
    assert '<option value="">Choose one</option>' in drawn


def test_a_scale_may_be_skipped() -> None:
    field = forms.LikertField(label="I would join again")
    assert field.clean("") == ""
    drawn = form_of(a=field)().render_fields()
    assert drawn.count('type="radio"') == 5
    assert "(optional)" not in drawn


def test_a_file_of_another_kind_is_named_by_its_ending() -> None:
    field = forms.FileField(label="People", extensions=("csv", "xlsx"))
    said = mistake(field, SimpleUploadedFile("people.pdf", b"x"))
    assert said == "Choose a file that ends in .csv or .xlsx"


def test_a_large_file_says_both_sizes() -> None:
    field = forms.FileField(label="People", max_bytes=1024)
    said = mistake(field, SimpleUploadedFile("people.csv", b"x" * 4096))
    assert said == "The file is 4 KB. Choose one of 1 KB or less"


def test_an_empty_file_says_so() -> None:
    said = mistake(forms.FileField(label="People"), SimpleUploadedFile("people.csv", b""))
    assert said == "The file has nothing in it. Choose another"


def test_a_fitting_file_is_kept() -> None:
    given = SimpleUploadedFile("People.CSV", b"name\n")
    assert forms.FileField(label="People", extensions=("csv",)).clean(given) is given


def test_a_form_without_mistakes_has_no_summary() -> None:
    shape = form_of(a=forms.TextField(label="A"))
    assert shape().error_summary() == ""
    assert shape({"a": "x"}).error_summary() == ""


def test_a_refusal_stands_in_the_summary_without_a_link() -> None:
    form = form_of(a=forms.TextField(label="A"))({"a": "x"})
    form.add_error(None, "Maya already belongs to Set 3.")
    assert "<li>Maya already belongs to Set 3.</li>" in form.error_summary()


def test_hidden_fields_come_last_and_are_not_seen() -> None:
    form = form_of(h=forms.HiddenField(), a=forms.TextField(label="A"))(initial={"h": "7"})
    assert (
        form.render_fields().rstrip().endswith('<input type="hidden" name="h" value="7" id="id_h">')
    )


def test_a_form_may_have_a_prefix() -> None:
    shape = form_of(day=forms.DateField(label="Day"))
    form = shape({"one-day_day": "3", "one-day_month": "3", "one-day_year": "2026"}, prefix="one")
    assert form.is_valid(), form.errors
