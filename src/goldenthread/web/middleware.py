"""What holds for every page: calm refusals, nothing kept by browsers, no boundless uploads."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.access.terms import OutOfReach, Refused

NOT_KEPT = "no-store, private"
LARGEST_REQUEST = 12 * 1024 * 1024  # the largest file any form takes, and room for the form
TOO_LARGE = (
    f"What you sent is larger than {LARGEST_REQUEST // (1024 * 1024)} MB, and no page here takes "
    "that much. Go back and choose a smaller file."
)
METHOD_NOT_ALLOWED = 405
ONLY_A_BUTTON = (
    "This address belongs to a button on another page. Go back to that page and press it there. "
    "Nothing has changed."
)
Handler = Callable[[HttpRequest], HttpResponse]


def nothing_is_kept(get_response: Handler) -> Handler:
    """Pages that show a person's own things, or others' to someone signed in, stay out of every
    cache: on a shared computer, the back button shows nothing after signing out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.has_header("Cache-Control") and _is_personal(request):
            response["Cache-Control"] = NOT_KEPT
        return response

    return middleware


def _is_personal(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    declared = getattr(getattr(request.resolver_match, "func", None), "declared", None)
    by_link = declared is not None and declared.kind == "personal_link"
    return by_link or (actor is not None and actor.is_signed_in)


def bounded(get_response: Handler) -> Handler:
    """Refused before a byte of it is read: else anybody could fill the disk with one form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = str(request.META.get("CONTENT_LENGTH") or "")
        if told.isdecimal() and int(told) > LARGEST_REQUEST:
            return render(request, "web/refused.jinja", {"sentence": TOO_LARGE}, status=413)
        return get_response(request)

    return middleware


def _only_a_button(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """Someone reloaded, or typed, the address of a button: a page instead of a blank."""
    context = {"sentence": ONLY_A_BUTTON}
    shown = render(request, "web/refused.jinja", context, status=METHOD_NOT_ALLOWED)
    shown["Allow"] = allowed
    return shown


class CalmErrors:
    """`Refused` is shown to the person; `OutOfReach` is always a 404; no answer is a blank."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == METHOD_NOT_ALLOWED and not response.content:
            return _only_a_button(request, allowed=response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OutOfReach):
            raise Http404 from exception
        if isinstance(exception, Refused):
            return render(request, "web/refused.jinja", {"sentence": str(exception)}, status=409)
        return None
