"""Is the service able to answer, database included?"""

from django.db import connection
from django.http import HttpResponse, JsonResponse

from goldenthread.access.guards import ActorRequest, public_page


@public_page("a load balancer asks; the answer says nothing but yes")
def health(request: ActorRequest) -> HttpResponse:
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})
