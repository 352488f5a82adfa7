"""Our own sentences looked at through our own lens."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from goldenthread.methods.language.lens import Finding, Lens, Level


@cache
def house_lens() -> Lens:
    """Every rule of rules.csv, levels A, B and C, without exceptions."""
    return Lens.from_csv(_read("rules.csv"))


@cache
def interface_lens() -> Lens:
    """The rules of levels A and B, with the wordings that are neutral in software taken out."""
    rows = csv.DictReader(io.StringIO(_read("interface_exceptions.csv"), newline=""))
    lens = house_lens().at(Level.A, Level.B)
    return Lens(rules=lens.rules, exceptions=tuple(row["phrase"] for row in rows))


def check_interface_text(text: str) -> tuple[Finding, ...]:
    """Wordings that our own pages, messages and templates should not use; empty when none."""
    return interface_lens().check(text)


def _read(name: str) -> str:
    return (files("goldenthread.methods.language") / name).read_text(encoding="utf-8")
