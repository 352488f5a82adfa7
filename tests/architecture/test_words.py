"""The software's own words pass its language lens."""

import re

from jinja2 import Environment
from jinja2.lexer import Lexer

from goldenthread.methods.language import check_interface_text
from tests.architecture import house

TAGS = re.compile(r"<[^>]+>")


def words_of(template: str) -> str:
    """The text a person reads: Jinja and HTML taken away, one line for each piece."""
    lexer = Lexer(Environment())
    pieces = [value for _, kind, value in lexer.tokeniter(template, None) if kind == "data"]
    return TAGS.sub(" ", "\n".join(pieces))


def test_every_template_passes_the_language_lens() -> None:
    found = [
        f"{path.relative_to(house.ROOT)}: “{finding.found}” ({finding.rule_id})"
        for path in house.templates()
        for finding in check_interface_text(words_of(path.read_text()))
    ]
    assert found == []


def sentences_of(source: str) -> str:
    """String literals of a Python file that look like words for a person."""
    return "\n".join(re.findall(r'f?"([^"\n]*[a-z] [^"\n]*)"', source))


def test_every_sentence_in_the_code_passes_the_language_lens() -> None:
    found = [
        f"{path.relative_to(house.ROOT)}: “{finding.found}” ({finding.rule_id})"
        for path in house.python_files()
        if "language" not in path.parts
        for finding in check_interface_text(sentences_of(path.read_text()))
    ]
    assert found == []


def test_the_lens_finds_what_it_should() -> None:
    assert check_interface_text("The person refused to engage.")
