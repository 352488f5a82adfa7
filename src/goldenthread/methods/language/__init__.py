"""Language: wordings that harm, with reasons and alternatives. Rules are data (rules.csv)."""

from goldenthread.methods.language.interface import (
    check_interface_text,
    house_lens,
    interface_lens,
)
from goldenthread.methods.language.lens import Finding, Lens, Level, Rule

__all__ = [
    "Finding",
    "Lens",
    "Level",
    "Rule",
    "check_interface_text",
    "house_lens",
    "interface_lens",
]
