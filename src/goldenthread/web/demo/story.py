"""Tells the demonstration's story once, from accounts to findings."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from goldenthread.access.actor import Actor
from goldenthread.directory import operations as directory
from goldenthread.instruments import operations as instruments
from goldenthread.learning.queries.offers import counts_by_state
from goldenthread.web.demo import finding, lancashire, people, surrey

BEGINS = date(2022, 9, 1)


def tell(folder: Path) -> None:
    """Every step through the operation that a page would call, each in its own transaction."""
    by = Actor.system(reason="the demonstration tells its story")
    user_ids = people.add_accounts(by=by, on=BEGINS)
    directory.install_sectors(by)
    instruments.install_library(now=timezone.now(), by=by)
    surrey.tell(user_ids, by=by)
    lancashire.tell(user_ids, folder, now=timezone.now(), by=by)


def refresh(folder: Path) -> None:
    """A demonstration started on an earlier day and not touched yet begins today."""
    by = Actor.system(reason="the demonstration moves its dates to today")
    offer_id = finding.live_offer_id()
    if not counts_by_state(by, offer_id):
        lancashire.refresh(offer_id, folder, now=timezone.now(), by=by)
