"""What happened to an offer, in words: each act of the record, and where it belongs.

A phrase follows the name of whoever did it. `{person}`, `{cohort}` and `{session}` are filled in
as far as the reader may know them.
"""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """What the history can be narrowed to."""

    OFFER = "offer"
    APPLICATIONS = "applications"
    PLACES = "places"
    COHORTS = "cohorts"
    SESSIONS = "sessions"


PART_WORDS: Mapping[Part, str] = {
    Part.OFFER: "The offer itself",
    Part.APPLICATIONS: "Applications",
    Part.PLACES: "Plans and places",
    Part.COHORTS: "Cohorts and who belongs",
    Part.SESSIONS: "Sessions and registers",
}

PHRASES: Mapping[Part, Mapping[str, str]] = {
    Part.OFFER: {
        "offer.created": "wrote this offer",
        "offer.changed": "changed the words of the offer",
        "offer.open": "opened it for applications",
        "offer.close": "closed applications",
        "offer.start": "marked the offer as running",
        "offer.finish": "marked the offer as finished",
        "offer.cancel": "called the offer off",
        "criteria.decided": "decided who it is for",
    },
    Part.APPLICATIONS: {
        "application.started": "began the application of {person}",
        "application.sent": "sent the application of {person}",
        "application.answered": "answered for {person}",
        "application.screened": "screened the application of {person}",
        "application.looked_at_again": "looked at the application of {person} again",
        "application.manager_matched": "matched the line manager of {person}",
        "application.organisation_matched": "matched the organisation of {person}",
        "application.dates_changed": "changed which dates suit {person}",
        "application.withdrawn": "took back the application of {person}",
        "application.taken_back": "took the import of {person} back",
    },
    Part.PLACES: {
        "lottery.drawn": "drew the order by lot",
        "plan.made": "formed a plan of cohorts",
        "plan.person_moved": "moved {person} in the plan",
        "plan.person_locked": "fixed {person} in the plan",
        "plan.move_undone": "undid a move in the plan",
        "plan.published": "published the plan and offered the places",
        "place.offered": "offered a place to {person}",
        "place.accepted": "said yes to the place of {person}",
        "place.declined": "gave the place of {person} back",
        "place.expired": "let the place of {person} go to the next person",
        "place.taken_back": "took the place of {person} back",
        "keep_apart.added": "noted two people who are placed apart",
        "keep_apart.ended": "took back a note that two people are placed apart",
    },
    Part.COHORTS: {
        "cohort.added": "added {cohort}",
        "cohort.changed": "changed {cohort}",
        "cohort.cancelled": "called {cohort} off",
        "cohort.called_off": "called {cohort} off with the offer",
        "cohort.dates_changed": "moved several sessions of {cohort}",
        "cohort.place_changed": "moved {cohort} to another place",
        "cohort.change_put_back": "put a change of {cohort} back",
        "cohort.split": "split {cohort} in two",
        "cohort.merged": "merged {cohort} into another cohort",
        "membership.began": "brought {person} into {cohort}",
        "membership.ended": "ended the time of {person} in {cohort}",
        "facilitator.assigned": "named {person} to run {cohort}",
        "facilitator.removed": "ended the time of {person} running {cohort}",
        "facilitator.asked": "asked somebody to run {cohort}",
        "facilitator.asked_no_longer": "stopped asking somebody to run {cohort}",
        "facilitator.handed_over": "handed {cohort} over to {person}",
    },
    Part.SESSIONS: {
        "session.added": "added session {session}",
        "session.prepared": "prepared session {session}",
        "session.moved": "moved session {session}",
        "session.cancelled": "called session {session} off",
        "attendance.marked": "marked {person} on the register of session {session}",
        "attendance.taken_back": "took back marks brought in from a list",
        "attendance.corrected": "corrected the mark of {person} for session {session}",
        "register.closed": "closed the register of session {session}",
    },
}

# Who wrote something for the facilitator is for facilitators alone; drafts and what was deleted are
# nobody's business but the applicant's; rooms belong to the programme.
NOT_SHOWN = frozenset(
    {
        "note.deleted",
        "application.saved",
        "application.deleted",
        "application.draft_deleted",
        "venue.added",
    }
)


def phrases(part: Part | None = None) -> Mapping[str, str]:
    """Act to phrase, of one part or of all."""
    parts = [part] if part is not None else list(PHRASES)
    return {action: words for one in parts for action, words in PHRASES[one].items()}
