"""What a sheet of sign-ups would become, line by line. Writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from goldenthread.access.actor import Actor
from goldenthread.access.terms import Permission
from goldenthread.directory import queries as directory
from goldenthread.directory.queries import Wanted
from goldenthread.directory.rules import organisation_key
from goldenthread.directory.terms import OrganisationRow, SectorRow
from goldenthread.imports.terms import Field, Line, LinePlan, Outcome, Plan, Remark
from goldenthread.learning.models import Application, Session
from goldenthread.learning.queries.offers import criteria_now, within_reach
from goldenthread.learning.rules import signup_words as words
from goldenthread.learning.rules import signups as rules
from goldenthread.learning.rules.signup_fields import CRITERION, FIELDS, day_fields
from goldenthread.learning.rules.signup_organisations import OrganisationSaid, organisations_said
from goldenthread.learning.rules.signups import SignUp
from goldenthread.learning.terms import ApplicationState, CriterionKind, OfferState
from goldenthread.ui.words import in_london

OTHER_SECTOR = "other"
TAKES_SIGN_UPS = (OfferState.OPEN, OfferState.CLOSED, OfferState.RUNNING)


@dataclass(frozen=True)
class OfferChoice:
    """An offer that sign-ups can be brought into."""

    id: int
    name: str


@dataclass(frozen=True)
class Known:
    """What we know already that bears on a sheet."""

    organisations: Mapping[str, OrganisationRow]
    sectors: Mapping[str, SectorRow]
    people: Mapping[int, int]
    applied: Mapping[int, datetime]
    cohorts: Sequence[tuple[int, date, int]]


def offers_for_signups(actor: Actor) -> tuple[OfferChoice, ...]:
    """Offers within reach of screening that are open, closed or running."""
    rows = within_reach(actor, Permission.APPLICATION_SCREEN).filter(state__in=TAKES_SIGN_UPS)
    return tuple(OfferChoice(pk, name) for pk, name in rows.values_list("pk", "name"))


def fields_for(offer_id: int) -> tuple[Field, ...]:
    """What a sheet can say for this offer: its days, and last its own yes/no questions."""
    card = criteria_now(offer_id)
    asked = [
        Field(
            CRITERION + criterion.key,
            criterion.question,
            "Who this is for. Without an answer someone decides person by person",
            (criterion.question,),
            constants=(("yes", "Yes for every line: we asked in another way"),),
        )
        for criterion in (card.criteria if card else ())
        if criterion.kind == CriterionKind.YES_NO
    ]
    days = day_fields(first for _, first, _ in _first_days(offer_id))
    return (*FIELDS, *days, *asked)


def plan_signups(actor: Actor, offer_id: int, lines: Sequence[Line]) -> Plan:
    """What each line would become, and what is worth knowing of the whole."""
    actor.must_reach(Permission.APPLICATION_SCREEN, "offer", offer_id)
    rules.must_name({key for line in lines[:1] for key in line.values})
    sheet = rules.parse_signups(lines)
    groups = {one.key: one for one in organisations_said(sheet.people)}
    known = _known(offer_id, sheet.people, groups)
    made = [
        *(_line(one, groups, known) for one in sheet.people),
        *(_twice(one) for one in sheet.twice),
        *(_nobodys(number, name) for number, name in sheet.nobodys),
    ]
    return Plan(
        lines=tuple(sorted(made, key=lambda line: line.number)),
        remarks=_remarks(sheet.people, groups, known),
    )


def _known(
    offer_id: int, people: Sequence[SignUp], groups: Mapping[str, OrganisationSaid]
) -> Known:
    organisations = directory.find_organisations(group.name for group in groups.values())
    wanted = [
        Wanted(one.email, one.name, found.id if (found := _of(one, organisations)) else None)
        for one in people
    ]
    ids = directory.find_people(wanted)
    applied = Application.objects.filter(offer_id=offer_id, person__isnull=False)
    sent = applied.exclude(state=ApplicationState.WITHDRAWN).values_list(
        "person_id", "submitted_at", "started_at"
    )
    return Known(
        organisations=organisations,
        sectors=_sectors(groups.values()),
        people={one.number: pk for one, pk in zip(people, ids, strict=True) if pk is not None},
        applied={person: moment or started for person, moment, started in sent if person},
        cohorts=_first_days(offer_id),
    )


def _of(one: SignUp, organisations: Mapping[str, OrganisationRow]) -> OrganisationRow | None:
    return organisations.get(organisation_key(one.organisation))


def _sectors(groups: Iterable[OrganisationSaid]) -> dict[str, SectorRow]:
    """Sector by the way the sheet writes it, for those we know; one look for each way."""
    said = {name for group in groups for name in group.sectors} | {OTHER_SECTOR}
    return {name: row for name in said if (row := directory.find_sector(name)) is not None}


def _first_days(offer_id: int) -> list[tuple[int, date, int]]:
    """(cohort, day, hour) of the first session of each cohort, as London's clocks show it."""
    found: dict[int, tuple[int, date, int]] = {}
    rows = Session.objects.filter(cohort__offer_id=offer_id).order_by("-starts_at")
    for cohort_id, starts_at in rows.values_list("cohort_id", "starts_at"):
        local = in_london(starts_at)
        found[cohort_id] = (cohort_id, local.date(), local.hour)
    return sorted(found.values())


def _line(one: SignUp, groups: Mapping[str, OrganisationSaid], known: Known) -> LinePlan:
    group = groups.get(organisation_key(one.organisation))
    row = _of(one, known.organisations)
    organisation = row.name if row else group.name if group else ""
    detail = words.detail(one.title, organisation)
    person_id = known.people.get(one.number)
    if person_id is not None and person_id in known.applied:
        reason = words.applied_already(known.applied[person_id])
        return LinePlan(one.number, Outcome.DUPLICATE, one.name, detail, reason)
    cohort_ids = _cohorts(one, known)
    notes = words.notes(
        one,
        is_known=person_id is not None,
        organisation=organisation,
        has_dates=bool(cohort_ids),
    )
    data = {
        **asdict(one),
        "organisation": organisation,
        "sector_id": _sector_id(group, row, known),
        "cohort_ids": cohort_ids,
    }
    return LinePlan(one.number, Outcome.CREATED, one.name, detail, " ".join(notes), data=data)


def _cohorts(one: SignUp, known: Known) -> list[int]:
    meant = [pk for option in one.dates for pk in rules.cohorts_meant(option, known.cohorts)]
    return list(dict.fromkeys(meant))


def _sector_id(
    group: OrganisationSaid | None, row: OrganisationRow | None, known: Known
) -> int | None:
    """The sector that a new organisation gets: as most lines say, else "other"."""
    if group is None or row is not None:
        return None
    said = [known.sectors[name] for name in group.sectors if name in known.sectors]
    found = said[0] if said else known.sectors.get(OTHER_SECTOR)
    return found.id if found else None


def _twice(one: rules.Twice) -> LinePlan:
    reason = words.twice(one.same_as, one.why)
    return LinePlan(one.number, Outcome.DUPLICATE, one.name, "", reason, one.same_as)


def _nobodys(number: int, name: str) -> LinePlan:
    return LinePlan(number, Outcome.REFUSED, name or "No name", "", words.nobodys(name))


def _remarks(
    people: Sequence[SignUp], groups: Mapping[str, OrganisationSaid], known: Known
) -> tuple[Remark, ...]:
    unknown = [group for key, group in groups.items() if key not in known.organisations]
    new = [
        words.new_organisation(group.name, _sector_name(group, known), group.people)
        for group in unknown
    ]
    spelt = [
        words.spellings(group.name, group.spellings)
        for group in groups.values()
        if len(group.spellings) > 1
    ]
    options = {option for one in people for option in one.dates}
    strange = sorted(o for o in options if not rules.cohorts_meant(o, known.cohorts))
    return words.remarks(new=new, spelt=spelt, strange=strange, people=people)


def _sector_name(group: OrganisationSaid, known: Known) -> str:
    said = [known.sectors[name].name for name in group.sectors if name in known.sectors]
    other = known.sectors.get(OTHER_SECTOR)
    return said[0] if said else other.name if other else ""
