"""Passwords that someone with the lists of past breaches would try early."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Behind argon2, a thief of the whole database tries this many in years, not in days.
LEAST_GUESSES = 10**8
READ_AT_MOST = 72  # of a password; what comes after only makes it harder to guess
OF_THIS_PLACE = ("golden", "thread", "goldenthread", "learning", "password", "sign", "welcome")


class HardToGuess:
    """Refuses a password that is on a list of breached ones, or made from one by the usual steps:
    letters swapped for signs, years and marks at the end, doubled, backwards, along the keyboard;
    and names, common words and dates. All from lists on this machine: nothing leaves it.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Quiet when it takes long to guess."""
        known = [*OF_THIS_PLACE, *words_of(user)]
        if zxcvbn(password[:READ_AT_MOST], user_inputs=known)["guesses"] < LEAST_GUESSES:
            raise ValidationError(self.get_help_text(), code="password_easy")

    def get_help_text(self) -> str:
        """What to do."""
        return "Choose one that is not a common password, or close to one"


def words_of(user: Any) -> list[str]:
    """What others know of a person: the parts of their name and address."""
    said = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}".casefold()
    return [word for word in re.split(r"[\W_]+", said) if len(word) > 2]
