"""Finds the demonstration's own offers and plans again."""

from goldenthread.access.actor import Actor
from goldenthread.evaluation.queries.offers import plan_of_offer
from goldenthread.learning.queries.offers import offers
from goldenthread.web.demo.lancashire import SLUG as LIVE
from goldenthread.web.demo.surrey import SLUG as YEAR_ONE


def actor() -> Actor:
    return Actor.system(reason="the demonstration finds its own offers")


def _offer_id(slug: str) -> int:
    return next(offer.id for offer in offers(actor()) if offer.slug == slug)


def is_told() -> bool:
    """The story may not be here: a region of invented people can stand alone."""
    return any(offer.slug == LIVE for offer in offers(actor()))


def live_offer_id() -> int:
    return _offer_id(LIVE)


def year_one_offer_id() -> int:
    return _offer_id(YEAR_ONE)


def live_plan_id() -> int:
    return plan_of_offer(live_offer_id()) or 0


def year_one_plan_id() -> int:
    return plan_of_offer(year_one_offer_id()) or 0
