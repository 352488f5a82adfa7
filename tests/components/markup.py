"""Reads markup as a browser would, so that two ways of writing the same structure compare equal."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import ChainableUndefined

VOID = {"input", "br", "img", "meta", "link", "hr"}
Tag = tuple[int, str, tuple[tuple[str, str], ...]]


class Outline(HTMLParser):
    """Depth, name and attributes of every tag, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.tags: list[Tag] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = tuple(sorted((name, " ".join((value or "").split())) for name, value in attrs))
        self.tags.append((self.depth, tag, known))
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))


def outline(html: str) -> Outline:
    """The structure of a piece of a page; its tags must be balanced."""
    found = Outline()
    found.feed(str(html))
    assert found.depth == 0, f"a tag is left open in {html}"
    return found


def engine() -> Jinja2:
    """The engine that draws our pages."""
    return next(one for one in engines.all() if isinstance(one, Jinja2))


def drawn(source: str, **context: Any) -> str:
    """A few lines of a page, drawn."""
    return str(engine().from_string(source).render(context))


def component(call: str, names: str, **context: Any) -> str:
    """One macro, called as a page calls it."""
    return drawn(f'{{% from "ui/components.jinja" import {names} %}}{call}', **context)


def nhsuk(folder: str, macro: str, **params: Any) -> str:
    """What the design system's own macro draws."""
    source = (
        f'{{% from "nhsuk/components/{folder}/macro.jinja" import {macro} %}}{{{{ {macro}(p) }}}}'
    )
    loose = engine().env.overlay(undefined=ChainableUndefined)
    return str(loose.from_string(source).render(p=params))


def values(html: str, attribute: str) -> Iterator[str]:
    """Every value of one attribute."""
    for _, _, attributes in outline(html).tags:
        yield from (value for name, value in attributes if name == attribute)
