"""The deployment's colour as a small stylesheet, so that no page needs inline style."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import cache_control

from goldenthread.access.guards import ActorRequest, public_page


@public_page("a stylesheet with one colour")
@cache_control(max_age=3600, public=True)
def brand_css(request: ActorRequest) -> HttpResponse:
    colour = settings.ENVIRONMENT.brand_colour
    return HttpResponse(f":root {{ --accent: {colour}; }}\n", content_type="text/css")
