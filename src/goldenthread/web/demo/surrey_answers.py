"""Ten people's answers, so that the counts are the published ones. Words and people invented.

Each row is one person: five rated items in the order of the report's first table, then the rest.
5 = strongly agree … 1 = strongly disagree; None = skipped.
"""

from dataclasses import dataclass

TABLE_1_KEYS = ("expectations", "style", "recommend", "enough_sessions", "session_length")
FURTHER_KEYS = (
    "group_reflection",
    "others_challenges",
    "hearing_others",
    "relationships",
    "asking_questions",
)


@dataclass(frozen=True)
class Answers:
    """One person's questionnaire."""

    name: str
    table_1: tuple[int, int, int, int, int]
    further: tuple[int, int, int, int, int]
    approach: str | None
    acted: str | None
    action: str
    impact: str
    improve: str | None
    words: tuple[str, ...]

    def values(self) -> dict[str, object]:
        """Item key → value, as the questionnaire posts it; what is not there was skipped."""
        rated = zip(TABLE_1_KEYS + FURTHER_KEYS, self.table_1 + self.further, strict=True)
        values = {
            **dict(rated),
            "right_approach": self.approach,
            "actions_taken": self.acted,
            "actions_what": self.action or None,
            "impact_expected": self.impact or None,
            "improve": self.improve,
            "three_words": list(self.words) or None,
        }
        return {key: value for key, value in values.items() if value is not None}


ANSWERS = (
    Answers(
        "Asha Bright",
        (5, 5, 5, 4, 5),
        (5, 5, 5, 5, 5),
        "yes",
        "yes",
        "I put the issue on our team agenda and two colleagues now lead it with me.",
        "People who come in at night should be asked fewer questions twice.",
        "nothing",
        ("hopeful", "energised", "clarity"),
    ),
    Answers(
        "Callum Dyer",
        (4, 4, 5, 4, 4),
        (4, 4, 4, 4, 5),
        "yes",
        "yes",
        "We changed how we end a difficult shift.",
        "Crews may feel able to say sooner when something stays with them.",
        "nothing",
        ("hopeful", "calm", "support"),
    ),
    Answers(
        "Leila Penn",
        (5, 4, 5, 5, 4),
        (5, 5, 4, 5, 4),
        "yes",
        "yes",
        "A quieter corner is being set up.",
        "Waiting should be less frightening.",
        "shorter",
        ("challenge", "motivated", "good"),
    ),
    Answers(
        "Noor Eccles",
        (4, 5, 5, 4, 5),
        (4, 5, 5, 4, 5),
        "yes",
        "yes",
        "I ask first what would help, and write it down in the young person's words.",
        "Young people should not have to begin again with each worker.",
        "nothing",
        ("hopeful", "confidence", "informed"),
    ),
    Answers(
        "Oluchi Fenn",
        (4, 4, 4, 5, 4),
        (5, 4, 5, 4, 4),
        "yes",
        "yes",
        "Our nurses have a short talk after hard visits.",
        "Fewer people off sick, I hope.",
        "more_larger",
        ("encouraged", "intentional"),
    ),
    Answers(
        "Ravi Salt",
        (3, 3, 4, 2, 3),
        (4, 4, 3, 3, 3),
        "first_only",
        None,
        "",
        "",
        None,
        (),
    ),
    Answers(
        "Nia Okoro",
        (5, 4, 5, 4, 5),
        (5, 5, 5, 5, 5),
        "yes",
        "yes",
        "We dropped a letter that people found cold.",
        "People may answer the door to us again.",
        "nothing",
        ("hopeful", "excited", "reassured"),
    ),
    Answers(
        "Hana Kerr",
        (4, 4, 4, 4, 4),
        (4, 4, 4, 4, 4),
        "yes",
        "yes",
        "Supervision now starts with how people are.",
        "A calmer team, and so a calmer clinic.",
        "wider_mix",
        ("hopeful", "clarity", "motivated"),
    ),
    Answers(
        "Luke Asante",
        (4, 3, 4, 4, 5),
        (4, 4, 4, 4, 4),
        None,
        "not_yet",
        "",
        "Groups could be safer to join.",
        "wider_mix",
        ("certain", "calm", "support"),
    ),
    Answers(
        "Yusuf Hale",
        (5, 5, 5, 3, 4),
        (5, 5, 5, 5, 5),
        "yes",
        "yes",
        "I rewrote the first hour of our training.",
        "New staff should hear it from day one.",
        None,
        ("hopeful", "energised", "encouraged"),
    ),
)
