"""Sign-ups: one person a line, put into our own words; the same person twice named."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from goldenthread.access.terms import Refused
from goldenthread.directory.rules import email_key, organisation_key, person_key, plain
from goldenthread.imports.terms import Line
from goldenthread.learning.rules import signup_dates as dates
from goldenthread.learning.rules import signup_texts as texts
from goldenthread.learning.rules.signup_fields import CRITERION, DAY, NEEDS_A_NAME

TOTALS = frozenset(("total", "totals", "sum", "count", "grand total", "number of people"))


@dataclass(frozen=True)
class SignUp:
    """One person's answers. The note for facilitators never shows in a printed form."""

    number: int
    name: str
    email: str
    phone: str
    pronouns: str
    organisation: str
    sector: str
    title: str
    manager: str
    prior_training: str
    dates: tuple[str, ...]
    unsure: tuple[str, ...]
    modes: tuple[str, ...]
    adjustments: tuple[str, ...]
    adjustment_note: str
    hard_note: str
    wants_a_call: bool
    may_contact: bool | None
    sent: str
    answers: Mapping[str, bool]

    def __repr__(self) -> str:
        return f"SignUp(line {self.number})"


@dataclass(frozen=True)
class Twice:
    """A line of someone who signed up before, and why we think so."""

    number: int
    name: str
    same_as: int
    why: str


@dataclass(frozen=True)
class SignUps:
    """The people of a sheet, each once; later lines of the same people; lines that are nobody's,
    with the words that stand there."""

    people: tuple[SignUp, ...]
    twice: tuple[Twice, ...]
    nobodys: tuple[tuple[int, str], ...]


def read(line: Line) -> SignUp:
    """One line in our own words."""
    whole = line.text("name") or f"{line.text('forename')} {line.text('surname')}"
    codes, note = texts.needs_of(line.text("adjustments"))
    notes = texts.said(line.text("notes"))
    codes = tuple(dict.fromkeys((*codes, *texts.needs_of(notes)[0])))
    hard = "; ".join(part for part in (texts.said(line.text("hard_note")), notes) if part)
    can, unsure = dates.ticked(line.values, DAY)
    answers = {
        key.removeprefix(CRITERION): answer
        for key, value in line.values.items()
        if key.startswith(CRITERION) and (answer := texts.yes_or_no(value)) is not None
    }
    return SignUp(
        number=line.number,
        name=texts.name_of(whole),
        email=texts.address_of(line.text("email")),
        phone=texts.said(line.text("phone")),
        pronouns=texts.said(line.text("pronouns")),
        organisation=texts.said(line.text("organisation")),
        sector=texts.said(line.text("sector")),
        title=texts.said(line.text("title")),
        manager=texts.manager_of(line.text("manager")),
        prior_training=" ".join(line.text("prior_training").split()),
        dates=tuple(dict.fromkeys((*texts.dates_said(line.text("dates")), *can))),
        unsure=unsure,
        modes=texts.modes_of(line.text("mode")),
        adjustments=codes,
        adjustment_note=note,
        hard_note=hard,
        wants_a_call=texts.wants_a_call(hard),
        may_contact=texts.yes_or_no(line.text("evaluation")),
        sent=line.text("sent"),
        answers=answers,
    )


def is_nobodys(line: Line, one: SignUp) -> bool:
    """No name, or a name and nothing else: a note between the lines, or a total below them."""
    if not one.name or plain(one.name) in TOTALS:
        return True
    names = ("name", "forename", "surname")
    return not any(text for key, text in line.values.items() if key not in names)


def parse_signups(lines: Sequence[Line]) -> SignUps:
    """Everyone once. Later answers of the same person count where they say something;
    the place in line is that of the first."""
    found: list[SignUp] = []
    twice: list[Twice] = []
    nobodys: list[tuple[int, str]] = []
    seen = Seen()
    sent = dates.moments([line.text("sent") for line in lines])
    for line, moment in zip(lines, sent, strict=True):
        one = replace(read(line), sent=moment)
        if is_nobodys(line, one):
            nobodys.append((one.number, one.name))
            continue
        place, why = seen.find(found, one)
        if place is None:
            place = len(found)
            found.append(one)
        else:
            twice.append(Twice(one.number, one.name, found[place].number, why))
            found[place] = merged(found[place], one)
        seen.add(one, place)
    return SignUps(tuple(found), tuple(twice), tuple(nobodys))


def must_name(keys: Collection[str]) -> None:
    """A column with names was matched."""
    if "name" not in keys and not {"forename", "surname"} <= set(keys):
        raise Refused(NEEDS_A_NAME)


class Seen:
    """Who stands on earlier lines, found without comparing everyone with everyone.

    Two names one letter apart share a form with one letter left out.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], list[int]] = {}

    def add(self, one: SignUp, place: int) -> None:
        for form in self._forms(one):
            self._places.setdefault(form, []).append(place)

    def find(self, found: Sequence[SignUp], one: SignUp) -> tuple[int | None, str]:
        """The earliest line of the same person, and why."""
        places = {place for form in self._forms(one) for place in self._places.get(form, ())}
        for place in sorted(places):
            if why := same_person(found[place], one):
                return place, why
        return None, ""

    @staticmethod
    def _forms(one: SignUp) -> set[tuple[str, str]]:
        name, where, address = _keys(one)
        forms = {(where, name[:at] + name[at + 1 :]) for at in range(len(name))} | {(where, name)}
        return forms | {("@", address)} if address else forms


@lru_cache(maxsize=50_000)
def keys_of(name: str, organisation: str, email: str) -> tuple[str, str, str]:
    """Name, organisation and address as they are compared."""
    return person_key(name), organisation_key(organisation), email_key(email) or ""


def _keys(one: SignUp) -> tuple[str, str, str]:
    return keys_of(one.name, one.organisation, one.email)


def same_person(one: SignUp, other: SignUp) -> str:
    """Why two lines are one person, or nothing.

    The same address; or the same name, give or take a letter, in the same organisation, unless
    two addresses that differ by more than a slip say that these are two people of one name.
    """
    name, where, address = _keys(one)
    other_name, other_where, other_address = _keys(other)
    if address and address == other_address:
        return "the same email address"
    if where != other_where:
        return ""
    if address and other_address and slips(address, other_address, most=2) > 2:
        return ""
    if name == other_name:
        return "the same name and organisation"
    is_long = min(len(name), len(other_name)) >= 8
    if is_long and address and other_address and slips(name, other_name, most=1) <= 1:
        return "almost the same name and address, in the same organisation"
    return ""


def slips(one: str, other: str, *, most: int) -> int:
    """Letters typed wrongly, left out or added between two texts; above `most` it stops counting.

    Levenshtein's distance, by rows.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]


def merged(first: SignUp, later: SignUp) -> SignUp:
    """The first line with what the later one says differently; a blank takes nothing away."""
    said = {
        key: value
        for key, value in vars(later).items()
        if value not in ("", (), None) and key not in ("number", "sent", "name", "wants_a_call")
    }
    answers = {**first.answers, **later.answers}
    calls = first.wants_a_call or later.wants_a_call
    return replace(first, **{**said, "answers": answers, "wants_a_call": calls})


def cohorts_meant(option: str, cohorts: Sequence[tuple[int, date, int]]) -> tuple[int, ...]:
    """The cohorts (id, first day, hour it begins) that an option means: by day, then by hour."""
    day, hours = texts.day_of(option), texts.hours_of(option)
    same_day = [cohort for cohort in cohorts if cohort[1] == day]
    if len(same_day) > 1 and hours is not None:
        same_day = [cohort for cohort in same_day if cohort[2] in hours] or same_day
    return tuple(cohort[0] for cohort in same_day)
