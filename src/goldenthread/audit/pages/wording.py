"""Every act and every look that the record knows, as a sentence. A test holds the list whole."""

from collections.abc import Mapping
from typing import NamedTuple


class Wording(NamedTuple):
    """What was done, and why somebody does that."""

    what: str
    why: str = ""


RUN = "To run the programme"
TIDY = "To keep the directory right"
SAFE = "To keep accounts safe"

WORDS: Mapping[str, Wording] = {
    # access
    "user.created": Wording("Added an account", "So that the person can sign in"),
    "user.closed": Wording("Closed an account", SAFE),
    "user.opened": Wording("Opened a closed account again", SAFE),
    "user.password_chosen": Wording("Chose a new password", SAFE),
    "grant.given": Wording("Gave a role", "So that the person can do their part"),
    "grant.ended": Wording("Ended a role", SAFE),
    "sign_in.link_asked": Wording("Asked for a sign-in link", "To sign in without a password"),
    "sign_in.by_link": Wording("Signed in with a link from an email"),
    "sign_in.by_password": Wording("Signed in with a password"),
    "sign_in.out": Wording("Signed out"),
    "record.read": Wording(
        "Looked at the record about a person", "To check that looks had a reason"
    ),
    # jobs and messages
    "job.started": Wording("Started longer work"),
    "job.ended": Wording("Longer work ended"),
    "job.cancel_asked": Wording("Asked for longer work to stop"),
    "message.written": Wording("Wrote a message", "The message itself says why it was sent"),
    "message.sent": Wording("Sent a message", "The message itself says why it was sent"),
    "message.stopped": Wording("Stopped a message", "It was no longer needed"),
    "message.not_delivered": Wording("Could not deliver a message"),
    "message.sent_again": Wording("Put a message back to be sent"),
    "message.read": Wording("Looked at a message", "To see what was sent"),
    "outbox.read": Wording("Looked at a list of messages", "To see what was sent and when"),
    # directory
    "person.added": Wording("Added a person to the directory", TIDY),
    "person.changed": Wording("Changed a person's details", TIDY),
    "person.completed": Wording("Added details that were missing", TIDY),
    "person.adjustments": Wording("Noted adjustments", "So that sessions work for the person"),
    "person.connected": Wording("Joined an account to a person", "So that they see their own page"),
    "person.manager": Wording("Noted a line manager", TIDY),
    "person.paused": Wording("Paused messages to a person", "They asked not to hear from us"),
    "organisation.added": Wording("Added an organisation", TIDY),
    "organisation.changed": Wording("Changed an organisation's details", TIDY),
    "organisation.identifier": Wording("Noted an organisation's number", TIDY),
    "organisation.name": Wording("Noted another name of an organisation", TIDY),
    "place.added": Wording("Added a place", TIDY),
    "place.changed": Wording("Changed a place", TIDY),
    "post.added": Wording("Noted a post that a person holds", TIDY),
    "post.ended": Wording("Noted the end of a post", TIDY),
    "sector.added": Wording("Added a sector", TIDY),
    "sectors.installed": Wording("Added the usual sectors", TIDY),
    # programmes and learning
    "programme.created": Wording("Started a programme", RUN),
    "cohort.added": Wording("Added a cohort", RUN),
    "cohort.changed": Wording("Changed a cohort", RUN),
    "facilitator.assigned": Wording("Asked a facilitator to run a cohort", RUN),
    "facilitator.removed": Wording("Took a facilitator off a cohort", RUN),
    "lottery.drawn": Wording("Drew lots for places", "So that places are given fairly"),
    "session.added": Wording("Added a session", RUN),
    "venue.added": Wording("Added a venue", RUN),
    # instruments
    "instrument.created": Wording("Started a set of questions"),
    "instrument.changed": Wording("Changed a set of questions"),
    "instrument.licence_recorded": Wording("Noted the licence of a set of questions"),
    "item.added": Wording("Added a question"),
    "item.changed": Wording("Changed a question"),
    "item.moved": Wording("Moved a question"),
    "item.removed": Wording("Removed a question"),
    "library.installed": Wording("Added the open sets of questions"),
    "version.added": Wording("Started a version of a set of questions"),
    "version.described": Wording("Described a version of a set of questions"),
    "version.draft_removed": Wording("Removed a draft of a set of questions"),
    "version.published": Wording("Published a version of a set of questions"),
    "version.retired": Wording("Retired a version of a set of questions"),
}

SUBJECTS: Mapping[str, str] = {
    "user": "Account",
    "job": "Longer work",
    "message": "Message",
    "person": "Person",
    "place": "Place",
    "sector": "Sector",
    "organisation": "Organisation",
    "programme": "Programme",
    "offer": "Offer",
    "application": "Application",
    "cohort": "Cohort",
    "session": "Session",
    "plan": "Plan",
    "place_offer": "Offer of a place",
    "venue": "Venue",
    "instrument": "Set of questions",
    "version": "Version of questions",
    "item": "Question",
    "evaluation_plan": "Evaluation plan",
    "wave": "Wave",
    "invitation": "Invitation to answer",
    "import": "Import",
}
