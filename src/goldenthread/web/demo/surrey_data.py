"""The Surrey and North East Hampshire year: counts from the published report, people invented.

Set sizes, set dates, organisations and who said what are synthetic; they add up to the report's
figures: 4 sets of 4 to 7 (3 mixed, 1 single-organisation), 23 people, 4 sessions each between
January and June 2023, 10 answers, 7 interviews at one month and 6 at three.
"""

from dataclasses import dataclass
from datetime import date

PLACES = (
    ("Surrey and North East Hampshire", "surrey-ne-hampshire", ""),
    ("Farnbrook", "farnbrook", "surrey-ne-hampshire"),
    ("Wey Valley", "wey-valley", "surrey-ne-hampshire"),
    ("Blackwater", "blackwater", "surrey-ne-hampshire"),
)

# name, sector code, place code
ORGANISATIONS = (
    ("Ashcombe Mental Health Trust", "mental_health", "wey-valley"),
    ("Pinehurst Talking Service", "mental_health", "farnbrook"),
    ("Wey Valley Primary Care", "primary_care", "wey-valley"),
    ("Blackwater Health Centre", "primary_care", "blackwater"),
    ("Heathlands Hospital Emergency Department", "a_and_e", "farnbrook"),
    ("Downs Ambulance Service", "emergency_services", "wey-valley"),
    ("Farnbrook Police Partnership", "emergency_services", "farnbrook"),
    ("Open Door Farnbrook", "third_sector", "farnbrook"),
    ("Common Ground Charity", "third_sector", "blackwater"),
    ("Farnbrook Borough Council", "council", "farnbrook"),
    ("Blackwater Schools Partnership", "education", "blackwater"),
    ("Riverside Supported Housing", "third_sector", "wey-valley"),
)


@dataclass(frozen=True)
class Applicant:
    """One invented person's expression of interest. `makes` names the sets they can come to."""

    name: str
    organisation: str
    title: str
    seniority: str
    makes: str
    senior: bool = True
    trained: bool = True
    influences: bool = True
    leads: bool = True


APPLICANTS = (
    Applicant("Asha Bright", "Ashcombe Mental Health Trust", "Liaison team manager", "lead", "AB"),
    Applicant("Callum Dyer", "Downs Ambulance Service", "Operations manager", "senior", "AB"),
    Applicant("Noor Eccles", "Open Door Farnbrook", "Youth lead", "lead", "AB", senior=False),
    Applicant("Bryn Holt", "Wey Valley Primary Care", "Practice manager", "lead", "AB"),
    Applicant("Leila Penn", "Heathlands Hospital Emergency Department", "Matron", "senior", "AB"),
    Applicant("Sami Wray", "Ashcombe Mental Health Trust", "Crisis team lead", "lead", "AB"),
    Applicant("Maja Garth", "Farnbrook Borough Council", "Housing manager", "lead", "AB"),
    Applicant("Idris Croft", "Farnbrook Police Partnership", "Inspector", "senior", "AB"),
    Applicant(
        "Tess Marlow", "Common Ground Charity", "Peer support lead", "lead", "AB", senior=False
    ),
    Applicant("Oluchi Fenn", "Blackwater Health Centre", "Nurse lead", "lead", "AB"),
    Applicant("Jude Vane", "Blackwater Schools Partnership", "Inclusion lead", "lead", "AB"),
    Applicant(
        "Ravi Salt", "Riverside Supported Housing", "Scheme manager", "lead", "AB", senior=False
    ),
    Applicant(
        "Freya Birtle",
        "Heathlands Hospital Emergency Department",
        "Sister",
        "lead",
        "AB",
        senior=False,
    ),
    Applicant("Marek Lumb", "Wey Valley Primary Care", "Clinical lead", "senior", "C"),
    Applicant("Nia Okoro", "Open Door Farnbrook", "Service manager", "senior", "C"),
    Applicant("Tomos Rudd", "Downs Ambulance Service", "Wellbeing lead", "lead", "C", senior=False),
    Applicant("Erin Shah", "Ashcombe Mental Health Trust", "Consultant nurse", "senior", "C"),
    Applicant("Hana Kerr", "Pinehurst Talking Service", "Service lead", "senior", "D"),
    Applicant("Luke Asante", "Pinehurst Talking Service", "Senior practitioner", "lead", "D"),
    Applicant("Carys Peel", "Pinehurst Talking Service", "Supervisor", "lead", "D"),
    Applicant(
        "Dina Moss", "Pinehurst Talking Service", "Group work lead", "lead", "D", senior=False
    ),
    Applicant("Yusuf Hale", "Pinehurst Talking Service", "Training lead", "lead", "D"),
    Applicant("Kezia Dunn", "Pinehurst Talking Service", "Quality lead", "lead", "D"),
    Applicant(
        "Arlo Nowak",
        "Farnbrook Borough Council",
        "Support worker",
        "frontline",
        "AB",
        senior=False,
        influences=False,
        leads=False,
    ),
    Applicant("Ines Aldous", "Common Ground Charity", "Trustee", "senior", "AB", trained=False),
)

NAMED_APART = (("Sami Wray", "Asha Bright"),)  # Asha Bright is Sami Wray's line manager.


@dataclass(frozen=True)
class SetPlan:
    """A set and the days of its four sessions, 9:30 to 12:30."""

    name: str
    days: tuple[date, date, date, date]
    is_single: bool = False


SETS = (
    SetPlan("Set A", (date(2023, 1, 17), date(2023, 2, 14), date(2023, 3, 14), date(2023, 4, 18))),
    SetPlan("Set B", (date(2023, 1, 26), date(2023, 2, 23), date(2023, 3, 30), date(2023, 4, 27))),
    SetPlan("Set C", (date(2023, 3, 7), date(2023, 4, 4), date(2023, 5, 9), date(2023, 6, 6))),
    SetPlan(
        "Set D",
        (date(2023, 2, 28), date(2023, 3, 28), date(2023, 4, 25), date(2023, 5, 31)),
        is_single=True,
    ),
)

# Who missed what: (name, session number) → mark. Everyone else came for the whole session.
MARKS = {
    ("Ravi Salt", 2): "not_able",
    ("Ravi Salt", 3): "not_able",
    ("Ravi Salt", 4): "not_able",
    ("Callum Dyer", 3): "part",
    ("Tess Marlow", 2): "part",
    ("Tomos Rudd", 3): "not_able",
    ("Luke Asante", 2): "part",
    ("Maja Garth", 4): "part",
}

# Seven people agreed to be interviewed; the last of them stopped before the second interview.
INTERVIEWED = (
    "Asha Bright",
    "Noor Eccles",
    "Nia Okoro",
    "Erin Shah",
    "Hana Kerr",
    "Oluchi Fenn",
    "Jude Vane",
)
STOPPED = "Jude Vane"
STOPPED_REASON = "Sickness and workload."
