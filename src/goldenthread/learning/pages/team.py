"""A line manager's page, in words: what they see, and what they do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.learning.queries.team import TeamMember, TeamPlace, TeamSession
from goldenthread.learning.terms import Mark
from goldenthread.ui.words import counted, span

MARKS = {
    Mark.WHOLE: ("Came for the whole", "good"),
    Mark.PART: ("Came for part", ""),
    Mark.NOT_ABLE: ("Was not able to attend", "quiet"),
}
SEES = (
    "What each person who reports to you has a place in.",
    "When their sessions are.",
    "Whether they came for the whole, for part, or were not able to attend.",
)
NEVER = (
    "What they answered or wrote, to us or in a session.",
    "Why they applied, how that was decided, or why they were not able to come.",
    "What would make a session hard for them, or what helps them take part.",
)


@dataclass(frozen=True)
class SessionLine:
    """One session."""

    when: str
    words: str
    tone: str


@dataclass(frozen=True)
class PlaceBlock:
    """One offer with its sessions."""

    offer: str
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True)
class MemberBlock:
    """One person."""

    id: int
    name: str
    where: str
    places: tuple[PlaceBlock, ...]


@dataclass(frozen=True)
class TeamPage:
    """Everything the page prints."""

    heading: str
    members: tuple[MemberBlock, ...]
    sees: tuple[str, ...]
    never: tuple[str, ...]


def team_page(found: Sequence[TeamMember], *, now: datetime) -> TeamPage:
    count = counted(len(found), "person reports", "people report")
    return TeamPage(
        heading=f"{count} to you" if found else "Your team",
        members=tuple(_member(one, now) for one in found),
        sees=SEES,
        never=NEVER,
    )


def _member(one: TeamMember, now: datetime) -> MemberBlock:
    places = tuple(_place(place, now) for place in one.places)
    return MemberBlock(one.report.person_id, one.report.name, one.report.where, places)


def _place(place: TeamPlace, now: datetime) -> PlaceBlock:
    return PlaceBlock(place.offer, tuple(_session(one, now) for one in place.sessions))


def _session(one: TeamSession, now: datetime) -> SessionLine:
    when = span(one.starts_at, one.ends_at)
    if one.mark is not None:
        return SessionLine(when, *MARKS[one.mark])
    if one.ends_at > now:
        return SessionLine(when, "To come", "accent")
    return SessionLine(when, "Not noted yet", "quiet")
