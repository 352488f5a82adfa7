"""The service says whether it can answer."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_the_health_endpoint_answers_without_signing_in(client: Client) -> None:
    assert client.get("/health/").json() == {"status": "ok", "mail": "ok"}
