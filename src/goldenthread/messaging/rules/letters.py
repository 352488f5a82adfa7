"""A stored text as a letter: headings, paragraphs, lists and links, in text and for HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ADDRESS = re.compile(r"https?://[^\s<>\"]+")
CHOOSE = "You choose how often we write, and when: "
RULE = "-" * 40


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: words, with an address behind them where there is one."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where every line began with a dash."""

    lines: tuple[tuple[Piece, ...], ...]
    is_list: bool = False
    is_link: bool = False


@dataclass(frozen=True)
class Section:
    """One message of a letter; a title only where there are several."""

    title: str
    text: str
    blocks: tuple[Block, ...]


def section(title: str, text: str) -> Section:
    """A text whose paragraphs are kept apart by empty lines."""
    paragraphs = [part.strip() for part in text.strip().split("\n\n") if part.strip()]
    blocks = [block for part in paragraphs for block in _blocks(part.splitlines())]
    return Section(title, text, tuple(blocks))


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Lines with a dash are a list, whatever stands before them."""
    plain = [line for line in lines if not line.startswith("- ")]
    dashed = [line[2:] for line in lines if line.startswith("- ")]
    found = []
    if plain:
        is_link = len(plain) == 1 and ADDRESS.fullmatch(plain[0].strip()) is not None
        found.append(Block(tuple(_pieces(line) for line in plain), is_link=is_link))
    if dashed:
        found.append(Block(tuple(_pieces(line) for line in dashed), is_list=True))
    return found


def _pieces(line: str) -> tuple[Piece, ...]:
    """Words, and addresses to follow; the full stop that ends a sentence is not of the address."""
    found: list[Piece] = []
    end = 0
    for hit in ADDRESS.finditer(line):
        address = hit.group().rstrip(".,;:!?)")
        found.append(Piece(line[end : hit.start()]))
        found.append(Piece(address, address))
        end = hit.start() + len(address)
    found.append(Piece(line[end:]))
    return tuple(piece for piece in found if piece.words)


def plain(sections: Sequence[Section], *, own_page: str) -> str:
    """The letter as plain text."""
    texts = [
        f"{s.title}\n{'=' * len(s.title)}\n\n{s.text}" if s.title else s.text for s in sections
    ]
    choose = [f"{CHOOSE}{own_page}"] if own_page else []
    return f"\n\n{RULE}\n\n".join([*texts, *choose])


def preview(text: str, *, most: int = 140) -> str:
    """What a phone shows of a message beside the subject, to whoever is near: its first words."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
