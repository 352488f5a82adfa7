"""A wording with fields in braces: what it must hold, and how it is filled in."""

import re
from collections.abc import Mapping

from goldenthread.access.terms import Refused
from goldenthread.messaging import links
from goldenthread.messaging.kinds import Template
from goldenthread.methods.language.interface import check_interface_text

FIELD = re.compile(r"\{([a-z_]+)\}")
NO_SUCH = "We cannot fill in {{{name}}} in the {where}. There we can fill in: {known}."
NEEDED = "Keep {{{name}}} in the message: {means}"
NO_LINKS = "Leave out “[[”. The person's own link comes with {link}."


def fields_in(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(FIELD.findall(text))


def fill(text: str, fields: Mapping[str, str]) -> str:
    """The text with every field filled in, once; a paragraph that stays empty goes."""
    filled = FIELD.sub(lambda hit: fields.get(hit.group(1), ""), text)
    paragraphs = [part.strip() for part in filled.replace("\r\n", "\n").split("\n\n")]
    return "\n\n".join(part for part in paragraphs if part)


def must_be_sound(template: Template, *, subject: str, body: str) -> None:
    """Refuse a wording that would lose a link or a fact, say too much outside, or hurt."""
    _must_be_known(template, subject=subject, body=body)
    for field in template.fields:
        if field.is_needed and field.name not in fields_in(body):
            raise Refused(NEEDED.format(name=field.name, means=field.means))
    if links.MARK.search(body) or links.MARK.search(subject):
        raise Refused(NO_LINKS.format(link="{link}"))
    _must_be_kind(f"{subject}\n\n{body}")


def _must_be_known(template: Template, *, subject: str, body: str) -> None:
    known = frozenset(field.name for field in template.fields)
    allowed = (
        (subject, frozenset(template.in_subject), "subject"),
        (body, known, "message"),
    )
    for text, names, where in allowed:
        for name in sorted(fields_in(text) - names):
            listed = ", ".join(f"{{{one}}}" for one in sorted(names)) or "nothing"
            raise Refused(NO_SUCH.format(name=name, where=where, known=listed))


def _must_be_kind(text: str) -> None:
    """The same lens that our own words pass."""
    for finding in check_interface_text(text):
        better = ", or ".join(f"“{one}”" for one in finding.alternatives[:3])
        instead = f" You could write {better}." if better else ""
        raise Refused(f"Please find another wording for “{finding.found}”.{instead}")
