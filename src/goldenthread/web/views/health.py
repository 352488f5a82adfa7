"""Is the service able to answer, database included?"""

from django.db import connection
from django.http import HttpResponse, JsonResponse

from goldenthread.access.actor import Actor
from goldenthread.access.guards import ActorRequest, public_page
from goldenthread.messaging.queries import mail_state


@public_page("a load balancer asks; the answer says nothing of people")
def health(request: ActorRequest) -> HttpResponse:
    connection.ensure_connection()
    return JsonResponse({"status": "ok", "mail": mail_state(Actor.system(reason="health"))})
