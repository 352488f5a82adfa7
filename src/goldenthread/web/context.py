"""What every page knows: who is here, where they may go, whom to call."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldenthread.access.actor import Actor
from goldenthread.search.queries import may_search
from goldenthread.web import navigation


@dataclass(frozen=True)
class Brand:
    name: str
    organisation: str


@dataclass(frozen=True)
class SupportLine:
    label: str
    number: str
    note: str


@dataclass(frozen=True)
class Support:
    lines: tuple[SupportLine, ...]


@dataclass(frozen=True)
class FooterLink:
    label: str
    href: str


FOOTER = (
    FooterLink("Help", "/help/"),
    FooterLink("Accessibility", "/accessibility/"),
    FooterLink("Privacy: who sees what", "/privacy/"),
)


def support() -> Support:
    """Local first, then national, then immediate danger."""
    environment = settings.ENVIRONMENT
    local = (
        (
            SupportLine(
                "Your staff support line", environment.support_line, environment.support_hours
            ),
        )
        if environment.support_line
        else ()
    )
    return Support(
        (
            *local,
            SupportLine("Samaritans, day or night", "116 123", "free to call"),
            SupportLine("In immediate danger", "999", ""),
        )
    )


def page_context(request: HttpRequest) -> dict[str, Any]:
    """For every template, Jinja and Django alike."""
    environment = settings.ENVIRONMENT
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    signed_in = actor.is_signed_in
    return {
        "brand": Brand(environment.brand_name, environment.partnership),
        "actor": actor,
        "navigation": navigation.items(actor, request.path) if signed_in else (),
        "demo": settings.DEMO,
        "support": support(),
        "exit_url": environment.exit_url,
        "footer_links": FOOTER,
        "search_url": "/search/" if may_search(actor) else "",
        "my_page_url": "/my/" if signed_in else "",
        "brand_css_url": "/brand.css",
        "sign_out_url": "/sign-out/" if signed_in else "",
        "csp_nonce": str(getattr(request, "csp_nonce", "")),
    }
