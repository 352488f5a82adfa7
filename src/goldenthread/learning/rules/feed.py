"""What a person's calendar is called. Pure."""

from goldenthread.access.terms import Refused

USUAL_TITLE = "Meeting"
LONGEST_TITLE = 40


def title_of(typed: str) -> str:
    """One line, printable; the usual word where nothing was typed."""
    shown = "".join(letter if letter.isprintable() else " " for letter in typed)
    title = " ".join(shown.split()) or USUAL_TITLE
    if len(title) > LONGEST_TITLE:
        raise Refused(f"Make it {LONGEST_TITLE} letters or shorter.")
    return title
