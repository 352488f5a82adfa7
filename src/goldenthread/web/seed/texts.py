"""What offers, letters and sessions of the invented region say."""

from goldenthread.learning.rules.criteria import CriterionDraft

TOPICS = (
    "Listening well after hard times",
    "Calmer first meetings",
    "Looking after one another at work",
    "Staying well through busy weeks",
    "Working with families who have moved often",
    "Safer rooms and calmer waiting",
    "Asking less and hearing more",
    "Supervision that helps",
)
SUMMARY = "Colleagues of several services learn together and try one change where they work."
EXPECT = "Short talks, work in threes, and a break each hour. You can step out at any time."
WORDS_USED = "Trauma-informed: we ask what happened, and take care that what we do feels safe."
BRING = "Something from your own work that you would like to do differently."
CONTENT_NOTE = "We talk about hard times in general. Nobody is asked to tell their own story."
SAFETY_PLAN = "Two facilitators; one is free to sit with someone outside. Breaks each hour."
NEED = "People said that they have to tell their story again in every service they meet."
CRITERIA = (
    CriterionDraft(
        key="meets-people",
        wording="Meets people who have been through hard times, as part of their work",
        question="Do you meet people who have been through hard times, as part of your work?",
        why="Places go first to people who will use this soon.",
    ),
    CriterionDraft(
        key="can-change",
        wording="Can change something where they work",
        question="Is there something where you work that you could change?",
        why="So that the sessions lead to something.",
    ),
)
YES, NO = "They said yes.", "They said no."
NOT_YET = "Thank you for applying. One criterion is not met this time. Please apply again."
HOPES = (
    "I would like our first meetings to feel less rushed.",
    "I would like to hear how other services do this.",
    "",
)
TITLES = {
    "primary_care": ("Nurse", "Care navigator", "Practice manager"),
    "emergency_services": ("Officer", "Paramedic", "Control room lead"),
    "a_and_e": ("Nurse", "Receptionist", "Ward manager"),
    "mental_health": ("Nurse", "Support worker", "Team manager"),
    "third_sector": ("Support worker", "Volunteer lead", "Project lead"),
    "council": ("Social worker", "Housing officer", "Service manager"),
    "education": ("Teacher", "Pastoral lead", "Head of year"),
    "public_health": ("Health visitor", "Programme officer", "Service lead"),
    "justice": ("Probation officer", "Youth justice worker", "Team lead"),
    "other": ("Adviser", "Support worker", "Manager"),
}
KINDS_OF_ORGANISATION = {
    "primary_care": ("Surgery", "Medical Practice", "Health Centre"),
    "emergency_services": ("Fire and Rescue", "Policing Area", "Ambulance Station"),
    "a_and_e": ("Emergency Department", "Urgent Care"),
    "mental_health": ("Mental Health Trust", "Talking Service", "Crisis Team"),
    "third_sector": ("Together", "Families Project", "Listening Rooms", "Community Kitchen"),
    "council": ("Borough Council", "Housing Service", "Children’s Service"),
    "education": ("Academy", "Primary School", "College"),
    "public_health": ("Public Health Team", "Visiting Service"),
    "justice": ("Probation Service", "Youth Justice Team"),
    "other": ("Advice Centre", "Housing Association"),
}
PLACE_LETTER = (
    "Hello {name},\n\nThere is a place for you in {cohort}. Please tell us within a week whether "
    "you would like it.\n\n[[link:application:{id}]]\n\nThank you."
)
JOINING_LETTER = (
    "Hello {name},\n\nThank you for taking your place in {cohort}. It begins on {day}. What to "
    "expect and what to bring is on your own page.\n\n[[link:application:{id}]]\n\nSee you there."
)
ASKING_LETTER = (
    "Hello {name},\n\nWould you tell us how it is for you? It takes about four minutes, and you "
    "can skip any question.\n\n[[link:evaluation.invitation:{id}]]\n\nThank you."
)
