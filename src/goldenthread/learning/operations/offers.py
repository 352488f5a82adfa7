"""Writing offers: made, changed, opened and closed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission, Refused
from goldenthread.audit import operations as audit
from goldenthread.learning.models import Offer
from goldenthread.learning.operations.rows import offer_row
from goldenthread.learning.queries.finding import OFFER
from goldenthread.learning.rules import offers as rules
from goldenthread.learning.rules.offers import OfferDetails
from goldenthread.learning.terms import OfferKind, OfferState, OfferStep, SessionState
from goldenthread.search import operations as search
from goldenthread.ui.words import in_london


def _free_slug(wanted: str) -> str:
    """The name as an address; a number is added while another offer has it."""
    base = slugify(wanted)[:70] or "offer"
    taken = set(Offer.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


def _must_be_new_name(name: str, programme_id: int, *, besides: int | None = None) -> None:
    same = Offer.objects.filter(programme_id=programme_id, name__iexact=name.strip())
    if same.exclude(pk=besides or 0).exists():
        raise Refused(f"This programme already has an offer called {name.strip()}.")


def _write(row: Offer, details: OfferDetails) -> None:
    row.name, row.kind = details.name.strip(), details.kind
    row.summary, row.what_to_expect = details.summary.strip(), details.what_to_expect.strip()
    row.words_used, row.what_to_bring = details.words_used.strip(), details.what_to_bring.strip()
    row.content_note = details.content_note.strip()
    row.opens_on, row.closes_on = details.opens_on, details.closes_on
    row.place_offer_days = details.place_offer_days
    row.is_paired_with_comparison = details.is_paired_with_comparison
    row.save()
    row.required_sectors.set(details.required_sector_ids)
    search.keep(kind=OFFER, thing_id=row.pk)


@transaction.atomic
def create_offer(
    *,
    programme_id: int,
    name: str,
    kind: OfferKind,
    by: Actor,
    slug: str = "",
    summary: str = "",
    what_to_expect: str = "",
    words_used: str = "",
    what_to_bring: str = "",
    content_note: str = "",
    opens_on: date | None = None,
    closes_on: date | None = None,
    required_sector_ids: Iterable[int] = (),
    place_offer_days: int = 7,
    is_paired_with_comparison: bool = False,
) -> int:
    """A new offer, being prepared; nobody outside sees it until it opens."""
    by.must_reach(Permission.OFFER_EDIT, "programme", programme_id)
    details = OfferDetails(
        name=name,
        kind=kind,
        summary=summary,
        what_to_expect=what_to_expect,
        words_used=words_used,
        what_to_bring=what_to_bring,
        content_note=content_note,
        opens_on=opens_on,
        closes_on=closes_on,
        required_sector_ids=tuple(required_sector_ids),
        place_offer_days=place_offer_days,
        is_paired_with_comparison=is_paired_with_comparison,
    )
    rules.must_be_in_order(details)
    _must_be_new_name(name, programme_id)
    row = Offer(programme_id=programme_id, slug=_free_slug(slug or name))
    _write(row, details)
    audit.record(by=by, action="offer.created", subject=("offer", row.pk))
    return int(row.pk)


@transaction.atomic
def edit_offer(*, offer_id: int, details: OfferDetails, by: Actor) -> None:
    """Change what an offer says. Its address stays, so that links people hold keep working."""
    row = offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    rules.must_go_ahead(OfferState(row.state))
    rules.must_be_in_order(details)
    _must_be_new_name(details.name, row.programme_id, besides=offer_id)
    _write(row, details)
    audit.record(by=by, action="offer.changed", subject=("offer", offer_id))


def _move(row: Offer, step: OfferStep, by: Actor) -> None:
    row.state = rules.next_state(OfferState(row.state), step)
    row.save(update_fields=["state"])
    audit.record(
        by=by, action=f"offer.{step.value}", subject=("offer", row.pk), detail={"state": row.state}
    )


@transaction.atomic
def open_offer(*, offer_id: int, by: Actor, today: date | None = None) -> None:
    """People may apply from today, or from the day the offer says."""
    today = today or timezone.localdate()
    row = offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT)
    rules.next_state(OfferState(row.state), OfferStep.OPEN)
    rules.must_be_ready_to_open(
        has_summary=bool(row.summary.strip()), has_criteria=row.criteria_versions.exists()
    )
    rules.must_not_be_over(row.closes_on, today=today)
    if row.opens_on is None:
        row.opens_on = today
        row.save(update_fields=["opens_on"])
    _move(row, OfferStep.OPEN, by)


@transaction.atomic
def close_offer(*, offer_id: int, by: Actor) -> None:
    """Nobody new may apply; applications that are in are kept and screened."""
    _move(offer_row(offer_id, by=by, permission=Permission.OFFER_EDIT), OfferStep.CLOSE, by)


@transaction.atomic
def move_offers_on(*, now: datetime, by: Actor) -> int:
    """What the calendar does by itself: closing day, first session, last session."""
    today = in_london(now).date()
    held = ~Q(cohorts__sessions__state=SessionState.CANCELLED)
    rows = (
        Offer.objects.filter(state__in=(OfferState.OPEN, OfferState.CLOSED, OfferState.RUNNING))
        .annotate(
            first=Min("cohorts__sessions__starts_at", filter=held),
            last=Max("cohorts__sessions__ends_at", filter=held),
        )
        .order_by("id")
    )
    moved = 0
    for row in rows:
        step = rules.step_due(
            OfferState(row.state),
            closes_on=row.closes_on,
            first=row.first,
            last=row.last,
            today=today,
            now=now,
        )
        if step is not None:
            _move(row, step, by)
            moved += 1
    return moved
