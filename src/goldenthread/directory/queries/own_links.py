"""The one-time link to a person's own page."""

from datetime import datetime

from goldenthread.access import vault
from goldenthread.directory.models import OwnPageLink

CHECK = "own_page"


def own_page_token(link_id: int) -> str:
    """The token, made again from the key; it is kept nowhere."""
    link = OwnPageLink.objects.get(pk=link_id)
    return vault.link_token(CHECK, link_id, nonce=link.nonce)


def link_of_token(token: str) -> OwnPageLink | None:
    """The link behind a genuine token, whether or not it can still be used."""
    rows = OwnPageLink.objects.select_related("person")
    link = rows.filter(pk=vault.number_in(token) or 0).first()
    if link is None or vault.subject_of_token(CHECK, token, nonce=link.nonce) is None:
        return None
    return link


def own_link_stop(link_id: int, now: datetime) -> str | None:
    """Why a message with this link would be of no use any more."""
    link = OwnPageLink.objects.filter(pk=link_id).first()
    if link is None or link.used_at is not None or link.expires_at < now:
        return "The link was used, or is too old to be of use."
    return None
