"""Jinja for our pages: strict about missing names, escaping always on, one set of filters."""

from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from goldenthread.ui import charts, words

SAID = "day short_day when clock span plural counted n_of listed size number near_day machine_time"
A_NUMBER = 1_000_000_007  # in no address of ours
FILTERS = {name: getattr(words, name) for name in SAID.split()}


def environment(**options: Any) -> Environment:
    """What Django's Jinja backend calls, once per process."""
    own = options.pop("loader")
    options["loader"] = ChoiceLoader([own, PackageLoader("nhsuk_frontend_jinja")])
    options["undefined"] = StrictUndefined
    made = Environment(
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(
        static=static,
        url=url,
        csrf=csrf,
        messages_of=messages_of,
        charts=charts,
    )
    made.filters.update(FILTERS)
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name: url("learning:offer", offer_id=3)."""
    if args and not kwargs and all(type(arg) is int for arg in args):
        return _shape(name, len(args)).format(*args)
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def _shape(name: str, count: int) -> str:
    """The address with a gap for each number, looked up once: a long list has hundreds of links."""
    numbers = [A_NUMBER + place for place in range(count)]
    path = reverse(name, args=numbers)
    for place, number in enumerate(numbers):
        path = path.replace(str(number), f"{{{place}}}")
    return path


def csrf(request: Any) -> SafeString:
    """The hidden field that proves a form is ours."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


def messages_of(request: Any) -> list[Any]:
    """What the last step left to say, said once."""
    return [] if request is None else list(get_messages(request))
