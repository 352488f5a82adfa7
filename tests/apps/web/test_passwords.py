"""A password that would be tried early is refused, from lists on this machine."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from goldenthread.access.models import User
from goldenthread.web.accounts.forms import ChoosePasswordForm
from goldenthread.web.accounts.passwords import HardToGuess, words_of

ROBIN = User(name="Robin Field", email="robin.field@eldmere.example.org")

# None of these stands on the list of 20,000 that Django brings; each is one step from a listed one.
ONE_STEP_AWAY = [
    "P4ssw0rdP4ssw0rd",
    "Password2026!",
    "iloveyouforever",
    "manchesterunited",
    "letmeinletmein",
    "1234qwer1234qwer",
    "drowssapdrowssap",
    "qwertyuiop12345",
    "abcdefghijklm",
    "zaq12wsxcde3",
    "Monkey12345678",
    "01/01/199001/01/1990",
]
OWN = ["RobinField12", "field-robin-1", "eldmere.robin", "GoldenThread1"]
GOOD = ["four words in a row", "tuesday-otter-lamp", "kettleharbourmoss", "x7$Qm2!vR9pLw"]


def sentence_on(password: str) -> str:
    """What the form says, or nothing."""
    form = ChoosePasswordForm({"password": password}, user=ROBIN)
    return "" if form.is_valid() else form.errors["password"][0]


@pytest.mark.parametrize("password", ONE_STEP_AWAY)
def test_one_step_from_a_listed_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        HardToGuess().validate(password)
    assert "Choose another one" in sentence_on(password)


@pytest.mark.parametrize("password", OWN)
def test_what_others_know_of_a_person_or_this_place_is_refused(password: str) -> None:
    assert "Choose another one" in sentence_on(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_or_a_long_random_one_are_taken(password: str) -> None:
    assert sentence_on(password) == ""


def test_each_reason_has_a_sentence_of_its_own() -> None:
    assert "12 letters" in sentence_on("short")
    assert "on a list of common ones" in sentence_on("password1234")
    assert "close to a common one" in sentence_on("iloveyouforever")
    assert "your name or email address" in sentence_on("robin.field@")


def test_a_very_long_password_is_read_quickly_and_taken() -> None:
    assert sentence_on("a walk along the quiet river at dusk " * 10) == ""


def test_every_rule_is_in_force_and_says_what_to_do() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("monkey123", ROBIN)
    codes = {error.code for error in refused.value.error_list}
    assert {"password_too_short", "password_easy"} <= codes
    assert HardToGuess().get_help_text() in refused.value.messages


def test_words_of_a_person_are_the_parts_of_their_name_and_address() -> None:
    assert words_of(ROBIN) == ["robin", "field", "robin", "field", "eldmere", "example", "org"]
    assert words_of(None) == []
