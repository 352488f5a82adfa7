"""Draft, published, retired: what may happen to a version in each state."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from goldenthread.access.terms import Refused
from goldenthread.instruments.terms import ItemDraft, Licence, VersionState

CONTENT_FIELDS = tuple(ItemDraft.__dataclass_fields__)


def can(rule: Callable[..., None], *args: object, **kwargs: object) -> bool:
    """For pages: would the rule let it through?"""
    try:
        rule(*args, **kwargs)
    except Refused:
        return False
    return True


def must_be_draft(state: VersionState) -> None:
    """A published version never changes, so that answers always belong to what was asked."""
    if state is not VersionState.DRAFT:
        raise Refused(
            "This version is published, and people may have answered it, so it stays as it is. "
            "Start a new version to change the questions."
        )


def must_be_published(state: VersionState) -> None:
    """Only a published version can be used or retired."""
    if state is not VersionState.PUBLISHED:
        raise Refused("This version is not published.")


def must_have_no_draft(states: Sequence[VersionState]) -> None:
    """One draft at a time: two drafts would become two different truths."""
    if VersionState.DRAFT in states:
        raise Refused("There is already a draft. Carry on with it, or remove it first.")


def must_allow_items(licence: Licence) -> None:
    """The questions of a licensed instrument belong to its owner; only scores are kept here."""
    if licence is Licence.LICENSED:
        raise Refused(
            "This instrument is licensed. Its questions belong to its owner and are not kept "
            "here; only the scores are."
        )


def must_be_publishable(
    state: VersionState, *, licence: Licence, questions: int, has_evidence: bool
) -> None:
    """A draft with something to ask, or a shell whose licence is on record."""
    must_be_draft(state)
    if licence is Licence.LICENSED:
        _must_have_evidence(has_evidence)
    elif not questions:
        raise Refused("Add at least one question before you publish.")


def must_be_usable(
    state: VersionState,
    *,
    licence: Licence,
    has_evidence: bool,
    licence_until: date | None,
    today: date,
) -> None:
    """May a wave ask this? Published, and licensed where a licence is needed."""
    must_be_published(state)
    if licence is not Licence.LICENSED:
        return
    _must_have_evidence(has_evidence)
    if licence_until is not None and licence_until < today:
        raise Refused("The licence of this instrument has run out. Write down the new one first.")


def _must_have_evidence(has_evidence: bool) -> None:
    if not has_evidence:
        raise Refused(
            "This instrument is licensed. Write down who holds the licence before you use it."
        )


def digest_of(*, title: str, why_we_ask: str, content_note: str, items: Sequence[ItemDraft]) -> str:
    """SHA-256 over every word that a person sees and every mark that a finding reads."""
    content = {
        "title": title,
        "why_we_ask": why_we_ask,
        "content_note": content_note,
        "items": [asdict(item) for item in items],
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
