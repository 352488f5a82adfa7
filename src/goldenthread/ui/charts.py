"""Figures as SVG, drawn on the server with presentation attributes and classes, never styles.

Every figure says in words what it shows (title and description), is told apart without colour,
and is the same text for the same numbers, so that a report can be compared with the last one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from goldenthread.ui.words import n_of, plural

INK, MUTED, ACCENT, TINT = "#2b2530", "#5a5362", "#4f2456", "#f2ebf3"
GOLD, EDGE, LINE = "#a87b1e", "#8b8070", "#e4dccd"
SECTORS = {"p": "#24597f", "e": "#8a4b0f", "a": "#7b2d4c", "m": "#1c665f", "c": "#565a1e"}
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
DOT, ROW = 25, 10


class Segment(NamedTuple):
    """One part of a mix: its letter, how many people, and what the letter stands for."""

    letter: str
    people: int
    name: str


class Step(NamedTuple):
    """One step of a funnel."""

    people: int
    words: str


class Point(NamedTuple):
    """One moment of a line."""

    label: str
    value: float


def dot_plot(
    k: int, n: int, low: int | None = None, high: int | None = None, label: str = "agreed"
) -> SafeString:
    """One dot a person: k filled of n, and the gold bracket from low to high people.

    Up to ten dots stand in a row; the bracket is drawn only when all stand in one row.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} people cannot be drawn.")
    rows = max(1, -(-n // ROW))
    bracket = low is not None and high is not None and rows == 1
    words = f"{n_of(k, n)} {label}."
    if low is not None and high is not None:
        words += f" Plausible range {low} to {high}."
    shapes = [_dot(place, filled=place < k) for place in range(n)]
    if bracket and low is not None and high is not None:
        shapes.append(_bracket(low, high))
    width = min(n, ROW) * DOT - 2 if n else DOT
    return svg(shapes, width=width, height=rows * DOT + (17 if bracket else 3), words=words)


def _dot(place: int, *, filled: bool) -> str:
    x, y = place % ROW * DOT + 11, place // ROW * DOT + 14
    if filled:
        return f'<circle class="dot dot--filled" cx="{x}" cy="{y}" r="9.5" fill="{ACCENT}"/>'
    return (
        f'<circle class="dot" cx="{x}" cy="{y}" r="9.5" fill="#fff"'
        f' stroke="{EDGE}" stroke-width="2"/>'
    )


def _bracket(low: int, high: int) -> str:
    start, end = max(low - 1, 0) * DOT + 11, max(high - 1, 0) * DOT + 11
    return (
        f'<path class="range" d="M{start} 32v8M{start} 36H{end}M{end} 32v8"'
        f' stroke="{GOLD}" stroke-width="2" fill="none"/>'
    )


def mix_bar(segments: Sequence[tuple[str, int, str]]) -> SafeString:
    """One bar of a whole: a part per sector, its letter and count inside; empty ones left out."""
    parts = [Segment(*segment) for segment in segments if segment[1] > 0]
    whole = sum(part.people for part in parts)
    words = ", ".join(f"{part.people} {part.name}" for part in parts) or "nobody yet"
    shapes, before = [], 0
    for part in parts:
        x, width = _percent(before, whole), _percent(part.people, whole)
        middle = _percent(2 * before + part.people, 2 * whole)
        fill = SECTORS.get(part.letter.lower(), MUTED)
        shapes.append(
            f'<rect class="sector sector--{escape(part.letter.lower())}" x="{x}" width="{width}"'
            f' height="22" fill="{fill}" stroke="#fff" stroke-width="2"/>'
            f'<text x="{middle}" y="16" text-anchor="middle" font-family="{FONT}" font-size="13"'
            f' font-weight="700" fill="#fff">{escape(part.letter)}{part.people}</text>'
        )
        before += part.people
    return svg(shapes, width="100%", height=22, words=f"Mix: {words}.", kind="mix-bar")


def bar(people: int, whole: int) -> SafeString:
    """One bar of a funnel, beside its words, so it is hidden from screen readers."""
    share = _percent(people, whole)
    return format_html(
        '<svg class="bar-line" width="100%" height="10" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="10" rx="5" fill="{}"/>'
        '<rect class="bar-line__part" width="{}" height="10" rx="5" fill="{}"/></svg>',
        TINT,
        share,
        ACCENT,
    )


def funnel_bars(steps: Sequence[tuple[int, str]]) -> SafeString:
    """Steps from many people to few as one figure for reports; all bars on one scale."""
    known = [Step(*step) for step in steps]
    whole = max((step.people for step in known), default=0)
    words = "; ".join(f"{plural(step.people, 'person', 'people')} {step.words}" for step in known)
    shapes = []
    for place, step in enumerate(known):
        y = place * 52
        length = round(240 * step.people / whole, 1) if whole else 0
        shapes.append(
            f'<text x="46" y="{y + 27}" text-anchor="end" font-family="{FONT}" font-size="24"'
            f' font-weight="700" fill="{INK}">{step.people}</text>'
            f'<text x="58" y="{y + 18}" font-family="{FONT}" font-size="15" fill="{INK}">'
            f"{escape(step.words)}</text>"
            f'<rect x="58" y="{y + 26}" width="240" height="10" rx="5" fill="{TINT}"/>'
            f'<rect class="accent-fill" x="58" y="{y + 26}" width="{length}" height="10" rx="5"'
            f' fill="{ACCENT}"/>'
        )
    return svg(shapes, width=300, height=max(len(known), 1) * 52, words=f"{words}.", kind="steps")


def progress_line(points: Sequence[tuple[str, float]], *, label: str, unit: str = "") -> SafeString:
    """A few moments joined by the thread, each with its value beside it; the scale starts at 0."""
    known = [Point(*point) for point in points]
    top = max((point.value for point in known), default=0) or 1
    step = 240 / max(len(known) - 1, 1)
    places = [
        (round(40 + step * place, 1), round(124 - 88 * point.value / top, 1))
        for place, point in enumerate(known)
    ]
    line = " ".join(f"{x},{y}" for x, y in places)
    shapes = [
        f'<path d="M14 124H306" stroke="{EDGE}" stroke-width="1"/>',
        f'<polyline points="{line}" fill="none" stroke="{GOLD}" stroke-width="2"/>',
    ]
    for (x, y), point in zip(places, known, strict=True):
        shapes.append(
            f'<circle class="accent-fill" cx="{x}" cy="{y}" r="6" fill="{ACCENT}"/>'
            f'<text x="{x}" y="{y - 12}" text-anchor="middle" font-family="{FONT}" font-size="15"'
            f' font-weight="700" fill="{INK}">{point.value:g}{escape(unit)}</text>'
            f'<text x="{x}" y="146" text-anchor="middle" font-family="{FONT}" font-size="14"'
            f' fill="{MUTED}">{escape(point.label)}</text>'
        )
    said = ", ".join(f"{point.label} {point.value:g}{unit}" for point in known)
    return svg(shapes, width=320, height=156, words=f"{label}: {said}.", kind="line")


def interval_plot(value: float, low: float, high: float, *, label: str, words: str) -> SafeString:
    """A difference with its interval on a line through no difference."""
    reach = max(abs(value), abs(low), abs(high)) * 1.25 or 1
    at = [round(160 + 140 * number / reach, 1) for number in (low, value, high)]
    shapes = [
        f'<path d="M160 22V96" stroke="{EDGE}" stroke-width="1.5" stroke-dasharray="4 3"/>',
        f'<text x="160" y="14" text-anchor="middle" font-family="{FONT}" font-size="14"'
        f' fill="{MUTED}">no difference</text>',
        f'<path d="M20 96H300" stroke="{EDGE}"/>',
        f'<path class="range" d="M{at[0]} 62H{at[2]}M{at[0]} 54v16M{at[2]} 54v16"'
        f' stroke="{GOLD}" stroke-width="3" fill="none"/>',
        f'<circle class="accent-fill" cx="{at[1]}" cy="62" r="9" fill="{ACCENT}"/>',
        f'<text x="{at[1]}" y="42" text-anchor="middle" font-family="{FONT}" font-size="17"'
        f' font-weight="700" fill="{INK}">{escape(label)}</text>',
    ]
    for number, x in zip((low, high), (at[0], at[2]), strict=True):
        shapes.append(
            f'<text x="{x}" y="116" text-anchor="middle" font-family="{FONT}" font-size="14"'
            f' fill="{MUTED}">{number:+g}</text>'
        )
    return svg(shapes, width=320, height=124, words=words, kind="interval")


def svg(
    shapes: Sequence[str], *, width: int | str, height: int, words: str, kind: str = "dots"
) -> SafeString:
    """Shapes, already escaped, in a figure that says what it shows."""
    fluid = isinstance(width, str)
    box = "" if fluid else f' viewBox="0 0 {width} {height}"'
    said = escape(words)
    return mark_safe(
        f'<svg class="chart-svg chart-svg--{kind}" width="{width}" height="{height}"{box}'
        f' role="img" aria-label="{said}" focusable="false"><title>{said}</title>'
        f"<desc>{said}</desc>"
        f"{''.join(shapes)}</svg>"
    )


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole, 2) if whole else 0:g}%"
