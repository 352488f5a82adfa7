"""Figures say in words what they show, and are the same for the same numbers."""

import re
from collections.abc import Callable

import pytest

from goldenthread.ui import charts
from tests.components.markup import outline, values

FIGURES: dict[str, Callable[[], str]] = {
    "dot_plot": lambda: charts.dot_plot(9, 10, 6, 10),
    "many_dots": lambda: charts.dot_plot(14, 23),
    "mix_bar": lambda: charts.mix_bar([("P", 6, "primary care"), ("A", 1, "A&E")]),
    "funnel_bars": lambda: charts.funnel_bars([(23, "were invited"), (10, "answered")]),
    "progress_line": lambda: charts.progress_line([("March", 4), ("April", 9)], label="People"),
    "interval": lambda: charts.interval_plot(
        0.25, 0.07, 0.43, label="0.25 higher", words="0.25 points higher, from 0.07 to 0.43."
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_a_title_a_description_and_a_label(name: str) -> None:
    found = outline(FIGURES[name]())
    names = [tag for _, tag, _ in found.tags]
    assert names[:3] == ["svg", "title", "desc"]
    assert dict(found.tags[0][2])["role"] == "img"
    assert dict(found.tags[0][2])["aria-label"] == found.words[0]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_needs_no_style_attribute(name: str) -> None:
    assert list(values(FIGURES[name](), "style")) == []


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_numbers_draw_the_same_figure(name: str) -> None:
    assert FIGURES[name]() == FIGURES[name]()


def test_every_person_is_one_dot_filled_or_hollow() -> None:
    drawn = charts.dot_plot(9, 10)
    assert drawn.count("dot--filled") == 9
    assert drawn.count("<circle") == 10


def test_the_bracket_is_drawn_from_the_lowest_to_the_highest_person() -> None:
    assert 'd="M136 32v8M136 36H236M236 32v8"' in charts.dot_plot(9, 10, 6, 10)


def test_a_bracket_over_more_than_one_row_is_said_and_not_drawn() -> None:
    drawn = charts.dot_plot(14, 23, 9, 18)
    assert 'class="range"' not in drawn
    assert "Plausible range 9 to 18." in drawn


def test_more_agreeing_than_people_is_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        charts.dot_plot(11, 10)


def test_nobody_is_an_empty_figure_with_words() -> None:
    assert "0 of 0 agreed." in charts.dot_plot(0, 0)
    assert "Mix: nobody yet." in charts.mix_bar([])
    assert charts.funnel_bars([]).startswith("<svg")
    assert charts.progress_line([], label="People").startswith("<svg")


def test_parts_of_a_mix_fill_the_bar_in_the_order_given() -> None:
    drawn = charts.mix_bar([("P", 3, "primary care"), ("E", 0, "police"), ("C", 1, "charity")])
    assert re.findall(r'<rect[^>]* x="([\d.]+%)" width="([\d.]+%)"', drawn) == [
        ("0%", "75%"),
        ("75%", "25%"),
    ]
    assert "Mix: 3 primary care, 1 charity." in drawn


def test_words_in_a_figure_are_escaped() -> None:
    drawn = charts.mix_bar([("A", 1, "<A&E>")])
    assert "<A&E>" not in drawn
    assert "&lt;A&amp;E&gt;" in drawn


def test_bars_of_a_funnel_share_one_scale() -> None:
    drawn = charts.funnel_bars([(20, "invited"), (5, "answered")])
    widths = re.findall(r'class="accent-fill"[^>]* width="([\d.]+)"', drawn)
    assert widths == ["240.0", "60.0"]


def test_a_bar_beside_its_words_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in charts.bar(5, 20)
    assert 'width="25%"' in charts.bar(5, 20)
    assert 'width="0%"' in charts.bar(0, 0)
