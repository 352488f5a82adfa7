"""Pages of programmes, worded."""

from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from goldenthread.programmes.queries import ProgrammeCard
from goldenthread.ui.downloads import DOWNLOADS
from goldenthread.ui.words import day


def when(card: ProgrammeCard) -> str:
    """From when to when."""
    if card.ends_on:
        return f"{day(card.starts_on)} to {day(card.ends_on)}"
    return f"Since {day(card.starts_on)}"


def facts(card: ProgrammeCard) -> list[tuple[str, str]]:
    """What stands beside the programme."""
    rows = [("Host", card.host), ("Place", card.place or "Not in one place"), ("When", when(card))]
    if card.support_line:
        hours = f", {card.support_hours}" if card.support_hours else ""
        rows.append(("Staff support line", f"{card.support_line}{hours}"))
    if card.contact_email:
        rows.append(("Write to", card.contact_email))
    return rows


def downloads() -> list[tuple[str, str]]:
    """Links to the list as a file."""
    return [
        (label, reverse("programmes:programme_export", args=[kind])) for kind, label in DOWNLOADS
    ]


def initial(card: ProgrammeCard) -> dict[str, Any]:
    """What stands in the form at first."""
    return {
        "name": card.name,
        "need": card.need,
        "summary": card.summary,
        "host": card.host_id,
        "place": card.place_id,
        "starts_on": card.starts_on,
        "ends_on": card.ends_on,
        "contact_email": card.contact_email,
        "support_line": card.support_line,
        "support_hours": card.support_hours,
    }


def address(name: str) -> str:
    """The part of the address that names the programme."""
    return slugify(name)[:80] or "programme"
