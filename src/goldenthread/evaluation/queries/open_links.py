"""Open links: what is behind one, and what people said, through the disclosure door alone."""

from dataclasses import dataclass
from datetime import date

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import OpenAnswer, OpenLink
from goldenthread.evaluation.queries import audiences
from goldenthread.evaluation.rules import findings as finding_rules
from goldenthread.evaluation.rules import open_links as rules
from goldenthread.evaluation.rules.findings import ItemFinding, Reader
from goldenthread.evaluation.terms import PlanState
from goldenthread.instruments.queries import frozen_version
from goldenthread.instruments.terms import VersionView
from goldenthread.methods.disclosure import Audience

KIND = "evaluation.open"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Everything that the pages of one open link need."""

    link_id: int
    token: str
    title: str
    plan_id: int
    offer_id: int
    offer: str
    kept_until: date
    contact: str
    support_line: str
    support_hours: str
    closes_on: date
    is_open: bool
    allows_under_16: bool
    version: VersionView

    @property
    def path(self) -> str:
        return f"/o/{self.token}/"


@dataclass(frozen=True, kw_only=True)
class OpenFindings:
    """What people said by one link, as one audience may see it."""

    opened: Opened
    audience: Audience
    items: tuple[ItemFinding, ...]


def opened(token: str, *, today: date) -> Opened | None:
    """What this link leads to; None for anything that is not a genuine link."""
    number = vault.number_in(token)
    row = _row(number) if number is not None else None
    if row is None or vault.subject_of_token(KIND, token, nonce=row.nonce) is None:
        return None
    return _opened(row, today=today)


def open_link(
    actor: Actor, link_id: int, *, permissions: tuple[Permission, ...], today: date
) -> Opened:
    """One link, for who holds one of the permissions over its offer; else it is not there."""
    row = _row(link_id)
    if row is None:
        raise OutOfReach(f"open link {link_id}")
    actor.must_reach_any(permissions, "offer", row.plan.offer_id)
    return _opened(row, today=today)


def open_links(actor: Actor, plan_id: int, *, today: date) -> tuple[Opened, ...]:
    """Every link of a plan whose waves the actor may see; the caller has loaded the plan."""
    rows = OpenLink.objects.select_related("plan__offer__programme", "version")
    found = rows.filter(plan_id=plan_id).order_by("-closes_on", "pk")
    reach = actor.reach(Permission.WAVE_VIEW)
    return tuple(
        _opened(row, today=today) for row in found if reach.covers("offer", row.plan.offer_id)
    )


def _row(link_id: int) -> OpenLink | None:
    rows = OpenLink.objects.select_related("plan__offer__programme", "version")
    return rows.filter(pk=link_id).order_by().first()


def _opened(row: OpenLink, *, today: date) -> Opened:
    plan, programme = row.plan, row.plan.offer.programme
    return Opened(
        link_id=row.pk,
        token=vault.link_token(KIND, row.pk, nonce=row.nonce),
        title=row.title,
        plan_id=plan.pk,
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        kept_until=plan.kept_until,
        contact=plan.evaluator_contact or programme.contact_email,
        support_line=programme.support_line,
        support_hours=programme.support_hours,
        closes_on=row.closes_on,
        is_open=rules.is_open(PlanState(plan.state), closes_on=row.closes_on, today=today),
        allows_under_16=row.allows_under_16,
        version=frozen_version(row.version.pk, row.version.digest),
    )


def open_findings(actor: Actor, found: Opened, audience: Audience) -> OpenFindings:
    """By the rules of fully anonymous answers. Outside the evaluation team nothing is shown while
    anybody can still answer: two looks would tell what one person said in between."""
    actor.must_reach(audiences.NEEDED[audience], "offer", found.offer_id)
    answers = list(
        OpenAnswer.objects.filter(link_id=found.link_id)
        .order_by("pk")
        .values_list("answers", flat=True)
    )
    reader = Reader(audience=audience, is_open=found.is_open)
    return OpenFindings(
        opened=found,
        audience=audience,
        items=tuple(
            finding_rules.finding(item, answers, reader=reader) for item in found.version.items
        ),
    )
