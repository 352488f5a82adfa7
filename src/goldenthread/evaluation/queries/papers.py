"""What goes on paper: one round of questions, and for whom. For evaluators over its offer."""

from dataclasses import dataclass, field
from datetime import date, datetime

from goldenthread.access import vault
from goldenthread.access.actor import Actor
from goldenthread.access.terms import OutOfReach, Permission
from goldenthread.evaluation.models import Invitation, PlannedWave
from goldenthread.evaluation.queries.answers import LINK_KIND, items_of, version_of_wave
from goldenthread.evaluation.rules import papers as rules
from goldenthread.evaluation.terms import ASKED, ConfidentialityMode, PlanState, WaveKind
from goldenthread.instruments.terms import ItemView, VersionView


@dataclass(frozen=True, kw_only=True)
class Group:
    """One cohort that was asked."""

    id: int
    name: str
    people: int
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class PaperWave:
    """One round of questions as paper needs it."""

    id: int
    label: str
    kind: WaveKind
    plan_id: int
    plan_state: PlanState
    offer_id: int
    offer: str
    mode: ConfidentialityMode
    version: VersionView | None
    kept_until: date
    who_sees: str
    contact: str
    support_line: str
    support_hours: str
    groups: tuple[Group, ...]

    def group(self, cohort_id: int) -> Group | None:
        return next((one for one in self.groups if one.id == cohort_id), None)


@dataclass(frozen=True, kw_only=True)
class PersonPaper:
    """The paper of one person."""

    invitation_id: int
    person_id: int
    name: str
    items: tuple[ItemView, ...]
    closes_at: datetime
    path: str = field(repr=False)


def wave_on_paper(actor: Actor, wave_id: int, *, now: datetime) -> PaperWave:
    """The wave, for evaluators over its offer; else it is not there. Two queries."""
    rows = PlannedWave.objects.select_related("plan__offer__programme", "instrument_version")
    row = rows.filter(pk=wave_id).first()
    if row is None:
        raise OutOfReach(f"wave {wave_id}")
    plan = row.plan
    actor.must_reach(Permission.ANSWER_LINK, "offer", plan.offer_id)
    programme = plan.offer.programme
    return PaperWave(
        id=row.pk,
        label=row.label,
        kind=WaveKind(row.kind),
        plan_id=plan.pk,
        plan_state=PlanState(plan.state),
        offer_id=plan.offer_id,
        offer=plan.offer.name,
        mode=ConfidentialityMode(plan.mode),
        version=version_of_wave(row),
        kept_until=plan.kept_until,
        who_sees=plan.who_sees,
        contact=plan.evaluator_contact or programme.contact_email,
        support_line=programme.support_line,
        support_hours=programme.support_hours,
        groups=_groups(row, now=now),
    )


def _groups(row: PlannedWave, *, now: datetime) -> tuple[Group, ...]:
    """Cohorts that can still answer: how many were asked, whatever became of it."""
    found: dict[int, Group] = {}
    rows = Invitation.objects.filter(wave=row, state__in=ASKED, closes_at__gt=now)
    for cohort_id, name, closes_at in rows.order_by("cohort__name", "pk").values_list(
        "cohort_id", "cohort__name", "closes_at"
    ):
        so_far = found.get(cohort_id)
        found[cohort_id] = Group(
            id=cohort_id,
            name=name,
            people=so_far.people + 1 if so_far else 1,
            closes_at=max(so_far.closes_at, closes_at) if so_far else closes_at,
        )
    return tuple(found.values())


def person_papers(
    actor: Actor, wave: PaperWave, cohort_id: int, *, now: datetime
) -> tuple[PersonPaper, ...]:
    """The papers of one cohort, by name; only where a paper may lead to a person."""
    actor.must_reach(Permission.ANSWER_LINK, "offer", wave.offer_id)
    if not rules.is_named(wave.mode):
        return ()
    rows = Invitation.objects.filter(
        wave_id=wave.id, cohort_id=cohort_id, closes_at__gt=now, state__in=rules.PRINTED[wave.mode]
    ).select_related("person", "wave__plan")
    return tuple(
        PersonPaper(
            invitation_id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            items=items_of(row, wave.version),
            closes_at=row.closes_at,
            path=f"/a/{vault.link_token(LINK_KIND, row.pk, nonce=row.nonce)}/",
        )
        for row in rows.order_by("person__name", "pk")
    )
