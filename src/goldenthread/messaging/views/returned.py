"""The door for a mail server that brings back what it could not deliver."""

import hmac

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, public_page
from goldenthread.messaging import operations


@public_page("a mail server brings messages that came back, and knows the deployment's secret")
@csrf_exempt
@require_POST
def came_back(request: ActorRequest) -> HttpResponse:
    """The raw message in the body; without the secret there is nothing here."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    secret = settings.RETURN_SECRET
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise Http404
    by = Actor.system(reason="a message that came back")
    operations.take_in(raw=request.body, now=timezone.now(), by=by)
    return HttpResponse(status=204)
