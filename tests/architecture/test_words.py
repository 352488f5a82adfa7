"""The software's own words pass its language lens."""

import ast
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


def docstrings(tree: ast.AST) -> set[int]:
    """Which constants are docstrings: words for engineers."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def sentences_of(source: str) -> str:
    """Strings of a Python file that look like words for a person, one on each line."""
    tree = ast.parse(source)
    skip = docstrings(tree)
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip
    ]
    return "\n".join(text for text in found if re.search(r"[a-z] [a-z]", text))


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
