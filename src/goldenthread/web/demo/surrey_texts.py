"""What the Surrey offer says, in our own words."""

from datetime import date

from goldenthread.learning.rules.criteria import CriterionDraft
from goldenthread.learning.rules.offers import OfferDetails
from goldenthread.learning.terms import OfferKind

NEED = (
    "People who had been trained said that they found it hard to put what they had learned into "
    "daily work."
)
SUMMARY = (
    "Small sets of leaders from different services meet four times. Each brings a real issue; the "
    "others help by asking questions rather than giving answers."
)
SAFETY_PLAN = (
    "Ground rules at the start, breaks kept, cameras optional. One of the two facilitators can "
    "leave the room with someone who needs it."
)

OFFER = OfferDetails(
    name="Action learning sets, year one",
    kind=OfferKind.ACTION_LEARNING_SET,
    summary=SUMMARY,
    what_to_expect="Four meetings of about three hours with the same four to seven people, and "
    "breaks you can count on. In each meeting one or two people bring their issue.",
    words_used="Issue: something in your work you would like to change. Presenting: telling the "
    "others about it. Open question: one you do not already have an answer to.",
    what_to_bring="An issue from your work to which a trauma-informed approach could make a "
    "difference.",
    content_note="People may speak about hard days at work. You choose what you share.",
    opens_on=date(2022, 10, 3),
    closes_on=date(2022, 11, 30),
)

TRAINED = CriterionDraft(
    key="trained",
    wording="Has been to trauma-informed training",
    question="Have you been to trauma-informed training before?",
    why="The sets help to use what the training began.",
)
INFLUENCE = CriterionDraft(
    key="influence",
    wording="Is able to influence change",
    question="Are you able to influence how things are done where you work?",
    why="The sets work on real changes.",
)
FIRST_CRITERIA = (
    CriterionDraft(
        key="senior",
        wording="Works in a senior role",
        question="Do you work in a senior role?",
        why="We began with people who decide.",
    ),
    TRAINED,
    INFLUENCE,
)
WIDER_CRITERIA = (
    CriterionDraft(
        key="leads",
        wording="Is a leader, at any grade, who can bring about change",
        question="Do you lead something – a team, a project, a change – whatever your grade?",
        why="Change is led from many places.",
    ),
    TRAINED,
    INFLUENCE,
)
WHY_WIDER = (
    "Several people asked whether they could come although they are not senior. Being able to "
    "bring about change matters more than a grade."
)
