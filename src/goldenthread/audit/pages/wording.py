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
FAIR = "So that places are given fairly"
SAFE_TO_LEARN = "So that sessions are safe for everyone"
UNDO = "The list it came from was undone"
ASK = "To learn what helped"
BRING = "To bring in people without typing"

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
    "message.came_back": Wording("Noted that a message came back", "The mail server said so"),
    "address.not_reached": Wording(
        "Marked an address as not reached", "So that nothing is sent there until it is corrected"
    ),
    "address.tried_again": Wording("Marked an address as right again", "Somebody looked at it"),
    "wording.changed": Wording("Changed the words of a kind of message"),
    "wording.reset": Wording("Took our own words again for a kind of message"),
    "message.read": Wording("Looked at a message", "To see what was sent"),
    "outbox.read": Wording("Looked at a list of messages", "To see what was sent and when"),
    "outbox.exported": Wording("Downloaded the list of messages", "To see what was sent and when"),
    # directory
    "person.added": Wording("Added a person to the directory", TIDY),
    "person.changed": Wording("Changed a person's details", TIDY),
    "person.completed": Wording("Added details that were missing", TIDY),
    "person.adjustments": Wording("Noted adjustments", "So that sessions work for the person"),
    "person.taken_back": Wording("Took back a person added from a list", UNDO),
    "organisation.taken_back": Wording("Took back an organisation added from a list", UNDO),
    "adjustment.taken_back": Wording("Took back an adjustment from a list", UNDO),
    "reporting_line.taken_back": Wording("Took back a line manager from a list", UNDO),
    "post.taken_back": Wording("Took back a post added from a list", UNDO),
    "organisation_name.taken_back": Wording("Took back a name of an organisation", UNDO),
    "identifier.taken_back": Wording("Took back a number of an organisation", UNDO),
    "person.changed_back": Wording("Put a person's details back as they were", UNDO),
    "post.changed_back": Wording("Put a post back as it was", UNDO),
    "organisation.changed_back": Wording("Put an organisation back as it was", UNDO),
    "identifier.changed_back": Wording("Put a number of an organisation back", UNDO),
    "reporting_line.changed_back": Wording("Put a line manager back as before", UNDO),
    "person.connected": Wording("Joined an account to a person", "So that they see their own page"),
    "person.manager": Wording("Noted a line manager", TIDY),
    "directory.people": Wording("Looked at a list of people", "To find somebody"),
    "directory.people_download": Wording("Downloaded a list of people", RUN),
    "person.page": Wording(
        "Looked at a person's page", "To see how to reach them and what they need"
    ),
    "person.resumed": Wording("Let messages to a person go on", "Their quiet time was over"),
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
    "programme.changed": Wording("Changed a programme", RUN),
    "offer.created": Wording("Wrote an offer", RUN),
    "offer.changed": Wording("Changed an offer", RUN),
    "offer.open": Wording("Opened an offer", RUN),
    "offer.close": Wording("Closed an offer to new applications", RUN),
    "offer.start": Wording("Began an offer", RUN),
    "offer.finish": Wording("Finished an offer", RUN),
    "offer.cancel": Wording("Called off an offer", RUN),
    "offer.places": Wording("Looked at who was offered places", RUN),
    "applications.listed": Wording("Looked at the list of applications", FAIR),
    "applications.exported": Wording("Downloaded the list of applications", FAIR),
    "application.opened": Wording("Looked at an application", FAIR),
    "application.taken_back": Wording("Took back an application from a list", UNDO),
    "criteria.decided": Wording("Decided who an offer is for", FAIR),
    "application.started": Wording("Began an application"),
    "application.saved": Wording("Saved an application to finish later"),
    "application.sent": Wording("Sent an application"),
    "application.answered": Wording("Answered a question about an application", FAIR),
    "application.organisation_matched": Wording("Matched the organisation as typed", TIDY),
    "application.dates_changed": Wording("Changed the dates that suit an applicant", FAIR),
    "application.manager": Wording("Looked for the line manager an applicant named", TIDY),
    "application.manager_matched": Wording("Matched the line manager as typed", TIDY),
    "application.screened": Wording("Looked at an application and decided", FAIR),
    "application.looked_at_again": Wording(
        "Looked at an application again", "The criteria changed"
    ),
    "application.withdrawn": Wording("Withdrew an application", "The person asked for it"),
    "keep_apart.added": Wording("Noted two people who learn apart", SAFE_TO_LEARN),
    "keep_apart.ended": Wording("Ended a note about people who learn apart", SAFE_TO_LEARN),
    "cohort.added": Wording("Added a cohort", RUN),
    "cohort.cancelled": Wording("Called off a cohort nobody has a seat in", RUN),
    "cohort.called_off": Wording("Called off a cohort with its offer", RUN),
    "cohort.changed": Wording("Changed a cohort", RUN),
    "cohort.page": Wording("Looked at who is in a cohort", RUN),
    "cohort.download": Wording("Downloaded who is in a cohort", RUN),
    "plan.board": Wording("Looked at a plan of cohorts", FAIR),
    "session.register": Wording("Looked at the register", RUN),
    "cohort.notes": Wording("Read the pre-session notes of a cohort", SAFE_TO_LEARN),
    "note.deleted": Wording("Deleted a pre-session note", "The last session was over"),
    "facilitator.assigned": Wording("Asked a facilitator to run a cohort", RUN),
    "facilitator.asked": Wording("Asked somebody by email to run a cohort", RUN),
    "facilitator.asked_no_longer": Wording("Stopped asking somebody to run a cohort", RUN),
    "facilitator.said_yes": Wording("Said yes to running a cohort"),
    "facilitator.said_no": Wording("Said no to running a cohort"),
    "facilitator.removed": Wording("Took a facilitator off a cohort", RUN),
    "lottery.drawn": Wording("Drew lots for places", FAIR),
    "plan.made": Wording("Made a plan of cohorts", FAIR),
    "plan.person_moved": Wording(
        "Moved a person in a plan of cohorts", "The plan holds the reason"
    ),
    "plan.move_undone": Wording("Undid a move in a plan of cohorts"),
    "plan.person_locked": Wording("Fixed a person's place in a plan"),
    "plan.person_unlocked": Wording("Freed a person's place in a plan"),
    "plan.published": Wording("Published a plan of cohorts", RUN),
    "place.offered": Wording("Offered a place", RUN),
    "place.accepted": Wording("Accepted a place"),
    "place.declined": Wording("Said no to a place"),
    "place.taken_back": Wording("Took back the offer of a place", RUN),
    "place.expired": Wording("A place went on to the next person", "There was no answer in time"),
    "membership.began": Wording("Joined a cohort", RUN),
    "membership.ended": Wording("Left a cohort", RUN),
    "team.attendance": Wording(
        "Looked at the sessions of the people who report to them",
        "A line manager sees places, dates and who was there, and nothing else",
    ),
    "session.added": Wording("Added a session", RUN),
    "session.moved": Wording("Moved a session", RUN),
    "session.prepared": Wording("Ticked off preparation of a session", RUN),
    "session.cancelled": Wording("Called off a session", RUN),
    "attendance.marked": Wording("Took the register", RUN),
    "attendance.corrected": Wording("Put the register right", RUN),
    "attendance.taken_back": Wording("Took back marks brought in from a list", UNDO),
    "register.closed": Wording("Closed the register", RUN),
    "venue.added": Wording("Added a venue", RUN),
    # evaluation
    "plan.created": Wording("Wrote an evaluation plan", ASK),
    "plan.changed": Wording("Changed an evaluation plan", ASK),
    "plan.mode_changed": Wording("Changed how answers are kept apart from names", ASK),
    "plan.made_live": Wording("Made an evaluation plan live", ASK),
    "plan.closed": Wording("Closed an evaluation plan", ASK),
    "decision.signed": Wording(
        "Signed a decision about a risk", "So that nobody can be recognised"
    ),
    "decision.withdrawn": Wording("Took back a decision about a risk"),
    "wave.scheduled": Wording("Planned when people are asked", ASK),
    "wave.closed": Wording("Closed questions whose time was over", ASK),
    "wave.cancelled": Wording("Called off questions that were no longer needed", ASK),
    "invitation.declined": Wording("Chose not to answer this time"),
    "invitation.opened_again": Wording("Opened the questions again"),
    "invitation.sent_again": Wording("Sent a person's link to the questions again", ASK),
    "invitation.link_renewed": Wording("Made a new link to the questions, and ended the old", ASK),
    "invitation.reached": Wording("Noted that a person was told of the questions", ASK),
    "invitation.read": Wording("Opened one person's link to the questions", ASK),
    "invitations.read": Wording("Looked at who has a link to the questions", ASK),
    "unreached.read": Wording("Looked at whom no message had reached", ASK),
    "figures.kept": Wording("Kept figures as they are shown", "So that nobody can be recognised"),
    "answers.begun": Wording("Began to answer"),
    "answers.by_hand": Wording("Opened the questions to type in answers given on paper", ASK),
    "answers.sent": Wording("Sent answers"),
    "answers.deleted": Wording("Deleted answers", "The person asked for it"),
    "answers.draft_deleted": Wording(
        "Deleted answers that were not sent", "The person asked for it"
    ),
    "answers.drafts_expired": Wording(
        "Deleted answers that were never sent", "Their time was over"
    ),
    "answers.kept_long_enough": Wording(
        "Deleted the answers of an evaluation", "Their time was over"
    ),
    "evaluation.withdrew": Wording("Left the evaluation"),
    "interviews.read": Wording("Looked at who agreed to an interview", ASK),
    "interview.agreed": Wording("Agreed to an interview"),
    "interview.took_part": Wording("Took part in an interview"),
    "interview.withdrew": Wording("Took back the yes to an interview"),
    "withdrawal_reason.read": Wording("Read why somebody left the evaluation", ASK),
    # files and imports
    "file.stored": Wording("Stored a file"),
    "file.deleted": Wording("Deleted a file"),
    "import.lines": Wording("Looked at the lines of a list", BRING),
    "import.started": Wording("Brought in a list", BRING),
    "import.matched": Wording("Said what the columns of a list mean", BRING),
    "import.previewed": Wording("Looked at what a list would change", BRING),
    "import.confirmed": Wording("Agreed to what a list changes", BRING),
    "import.done": Wording("A list was brought in", BRING),
    "import.discarded": Wording("Put a list aside, nothing changed"),
    "import.undo_asked": Wording("Asked to undo a list"),
    "import.undone": Wording("Undid what a list had changed"),
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
    "version.brought_in": Wording("Brought in questions from a file of another tool"),
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
    "import": "List brought in",
    "outbox": "List of messages",
    "people": "List of people",
    "library": "Open sets of questions",
    "post": "Post",
    "file": "File",
    "drafts": "Answers not sent",
    "withdrawal": "Leaving the evaluation",
}
