"""Our own words for the messages that a programme may word in its own way."""

from goldenthread.messaging.kinds import Field, Template

NAME = Field("name", "The person's name.", "Robin Field")
OFFER = Field("offer", "What the offer is called.", "Spring learning sets")
COHORT = Field("cohort", "What the cohort is called.", "Set 2")
WHERE = Field("where", "The room with its address, or online.", "Room 4, Old Library")
DATES = Field(
    "dates",
    "Every session with day and time, one on a line.",
    "- Tuesday 3 March 2026, 9:30am to 12:30pm\n- Tuesday 17 March 2026, 9:30am to 12:30pm",
)
QUESTIONS = Field(
    "contact",
    "Whom to write to with questions.",
    "Write to learning@example.org with any question. No question is too small.",
)
WHY = Field("why", "The reason the team typed, where it typed one.", "The room is being repaired.")
OWN_LINK = Field(
    "link",
    "the person's own link. Without it they cannot answer.",
    "https://learning.example.org/your-own-page",
    is_needed=True,
)
UNTIL = Field(
    "until",
    "until when the place is kept.",
    "Tuesday 10 March 2026, 9pm",
    is_needed=True,
)
UNTIL_DAY = Field("until_day", "The last day on which the place is kept.", "Tuesday 10 March 2026")
NEW_TIME = Field(
    "new_time",
    "when the session takes place now.",
    "Thursday 5 March 2026, 9:30am to 12:30pm",
    is_needed=True,
)
NEW_DAY = Field("new_day", "The day of the session now.", "Thursday 5 March 2026")
OLD_TIME = Field(
    "old_time",
    "when the session was to take place.",
    "Tuesday 3 March 2026, 9:30am",
    is_needed=True,
)
OLD_DAY = Field("old_day", "The day on which it was to take place.", "Tuesday 3 March 2026")
SENTENCE = Field(
    "reason",
    "why they are on the list, in a sentence.",
    "Your dates fit Set 2, and its seats are taken.",
    is_needed=True,
)

PLACE_OFFER = Template(
    kind="place_offer",
    label="A place is offered",
    when="When a place is kept for somebody and they may say yes or no.",
    subject="A place is kept for you until {until_day}",
    body="""Hello {name},

We are keeping a place for you until {until}.

It is in {cohort} of {offer}. The sessions belong together:

{dates}

Where: {where}

Say yes, or give the place to someone else, on your own page:

{link}

Either answer is fine, and you do not have to say why. If we have not heard by then, the place \
goes to the next person.

{contact}""",
    fields=(NAME, UNTIL, UNTIL_DAY, COHORT, OFFER, DATES, WHERE, OWN_LINK, QUESTIONS),
    in_subject=("until_day",),
)
WAITING_LIST = Template(
    kind="waiting_list",
    label="On the waiting list",
    when="When places were shared out and somebody waits for a seat.",
    subject="You are on the waiting list",
    body="""Hello {name},

Thank you for waiting to hear. The places have been shared out. Where more people asked than \
there are seats, the order was drawn by lot.

You are on the waiting list for {offer}. {reason}

You keep your place in the draw. When a seat that fits comes free, it is offered to the next \
person in that order, and you would have a few days to answer.

You can see this, or leave the list, on your own page:

{link}

{contact}""",
    fields=(NAME, OFFER, SENTENCE, OWN_LINK, QUESTIONS),
)
PLACE_EXPIRED = Template(
    kind="place_expired",
    label="A place went to the next person",
    when="When the time to answer is over and nobody answered.",
    subject="About the place we kept for you",
    body="""Hello {name},

We had not heard from you by the date we gave, so the place has gone to the next person. \
Messages get lost and weeks get full; that is all right.

You are still in the draw. If you would like to come to {offer}, tell us and we will look for a \
seat.

{link}

{contact}""",
    fields=(NAME, OFFER, OWN_LINK, QUESTIONS),
)
SESSION_MOVED = Template(
    kind="session_moved",
    label="A session has a new time",
    when="When a session moves to another day or time.",
    subject="New time for a learning session: {new_day}",
    body="""Hello {name},

One of your learning sessions has moved. It was on {old_time}.

It is now on {new_time}.

Where: {where}

{why}

The calendar entry with this message takes the place of the earlier one. If the new time does \
not suit you, tell us; we would rather know.

{contact}""",
    fields=(NAME, OLD_TIME, NEW_TIME, NEW_DAY, WHERE, WHY, COHORT, OFFER, QUESTIONS),
    in_subject=("new_day",),
)
SESSION_CANCELLED = Template(
    kind="session_cancelled",
    label="A session is called off",
    when="When a session does not take place.",
    subject="No learning session on {old_day}",
    body="""Hello {name},

The learning session on {old_time} is called off.

{why}

Your other sessions in {cohort} stay as they are. The calendar entry with this message removes \
the old one.

{contact}""",
    fields=(NAME, OLD_TIME, OLD_DAY, WHY, COHORT, OFFER, QUESTIONS),
    in_subject=("old_day",),
)
ALL = (PLACE_OFFER, WAITING_LIST, PLACE_EXPIRED, SESSION_MOVED, SESSION_CANCELLED)
