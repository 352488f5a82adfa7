"""Turns a refusal into a calm page and anything out of reach into the same 404."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.access.terms import OutOfReach, Refused


class CalmErrors:
    """`Refused` is shown to the person; `OutOfReach` is always a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OutOfReach):
            raise Http404 from exception
        if isinstance(exception, Refused):
            return render(request, "web/refused.jinja", {"sentence": str(exception)}, status=409)
        return None
