"""Disclosure: the one door through which every number computed from answers passes.

Say who reads (`Audience`) and how sensitive the answers are (`Sensitivity`), and get back what may
be shown with a sentence that says why. The rules are in docs/reference/disclosure.md.
"""

from goldenthread.methods.disclosure.counts import show_counts, show_share
from goldenthread.methods.disclosure.differencing import Refusal, Release, differencing_guard
from goldenthread.methods.disclosure.funnels import Step, show_funnel
from goldenthread.methods.disclosure.tables import show_table
from goldenthread.methods.disclosure.terms import (
    Audience,
    Form,
    RiskDecision,
    Sensitivity,
    Shown,
    ShownCell,
    ShownRow,
    ShownTable,
)
from goldenthread.methods.disclosure.words import show_words

__all__ = [
    "Audience",
    "Form",
    "Refusal",
    "Release",
    "RiskDecision",
    "Sensitivity",
    "Shown",
    "ShownCell",
    "ShownRow",
    "ShownTable",
    "Step",
    "differencing_guard",
    "show_counts",
    "show_funnel",
    "show_share",
    "show_table",
    "show_words",
]
