"""The addresses behind one personal link, and the page that hands it over."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.learning.queries.applicants import PublishedOffer, Writing
from goldenthread.learning.rules.applications import could_be_email
from goldenthread.ui.words import day


@dataclass(frozen=True)
class Links:
    """The addresses behind one personal link."""

    slug: str
    token: str

    def _to(self, name: str, *more: str) -> str:
        return reverse(f"learning:{name}", args=(self.slug, self.token, *more))

    def step(self, name: str) -> str:
        return self._to("apply_step", name)

    @property
    def mine(self) -> str:
        return self._to("apply_mine")

    @property
    def check(self) -> str:
        return self._to("apply_check")

    @property
    def later(self) -> str:
        return self._to("apply_later")

    @property
    def dates(self) -> str:
        return self._to("apply_dates")

    @property
    def withdraw(self) -> str:
        return self._to("apply_withdraw")

    @property
    def questions(self) -> str:
        return self._to("apply_questions")


@dataclass(frozen=True)
class LaterPage:
    """How to come back."""

    offer: PublishedOffer
    kept_until: str
    address: str
    sent_to: str
    may_send_to: str
    links: Links


def later_page(at: Writing, *, address: Callable[[str], str]) -> LaterPage:
    """The link itself, and whether it has been emailed. `address` makes a path whole."""
    links = Links(at.offer.slug, at.token)
    typed, sent_to = str(at.draft.typed.get("email", "")), at.draft.typed.get("link_sent_to")
    return LaterPage(
        offer=at.offer,
        kept_until=day(at.draft.kept_until),
        address=address(links.mine),
        sent_to=typed if typed and typed == sent_to else "",
        may_send_to=typed if could_be_email(typed) else "",
        links=links,
    )
