"""The confirm page of publishing, in words."""

from dataclasses import dataclass

from goldenthread.learning.queries.publishing import ToPublish
from goldenthread.ui.words import counted, listed, plural, when


@dataclass(frozen=True)
class PublishingPage:
    """What will happen, to whom, and what is in the way."""

    plan_id: int
    offer: str
    is_draft: bool
    title: str
    happens: tuple[str, ...]
    unsettled: tuple[str, ...]
    act: str


def publishing_page(found: ToPublish) -> PublishingPage:
    """Who is told what."""
    places = plural(found.offered, "place")
    return PublishingPage(
        plan_id=found.plan_id,
        offer=found.offer,
        is_draft=found.is_draft,
        title=f"Offer {places}?",
        happens=tuple(_happens(found)),
        unsettled=found.unsettled,
        act=f"Offer {places}" if found.offered else "Publish",
    )


def _happens(found: ToPublish) -> list[str]:
    said = [
        f"{counted(found.offered, 'person gets', 'people get')} a message with their dates and"
        f" have until {when(found.until)} to answer.",
    ]
    if found.waiting:
        said.append(
            f"{counted(found.waiting, 'person hears', 'people hear')} that they are on the waiting"
            " list, why, and that they keep their place in the draw."
        )
    if found.kept:
        said.append(
            f"{counted(found.kept, 'person has', 'people have')} a place already and"
            f" {'hears' if found.kept == 1 else 'hear'} nothing new."
        )
    said.append(f"The messages go out from {when(found.told_at)}.")
    if found.by_hand:
        names = listed([card.name for card in found.by_hand])
        said.append(f"Please ring or write to {names} yourself: they do not want email.")
    if found.without_safety_plan:
        count = counted(found.without_safety_plan, "session has", "sessions have")
        said.append(f"{count} no safety plan yet. Joining instructions wait for it.")
    return said


def published_words(offered: int, waiting: int) -> str:
    """What just happened."""
    places = f"{counted(offered, 'place is', 'places are')} offered"
    if not waiting:
        return f"{places}."
    return f"{places}, and {plural(waiting, 'person', 'people')} on the waiting list will hear why."
