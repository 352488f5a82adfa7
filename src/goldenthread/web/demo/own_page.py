"""What a learner finds on her own page: who looked, and an answer to what she asked."""

from datetime import UTC, datetime

from goldenthread.access.actor import Actor
from goldenthread.audit import operations as audit
from goldenthread.directory.operations import own
from goldenthread.directory.terms import RequestState

ASKED = datetime(2023, 3, 6, 10, 30, tzinfo=UTC)
ANSWERED = datetime(2023, 3, 8, 14, tzinfo=UTC)


def tell(person_id: int, coordinator_id: int, *, by: Actor) -> None:
    """The coordinator opened her page once; her job title was put right."""
    coordinator = Actor(kind="user", id=str(coordinator_id))
    audit.record_view(
        by=coordinator, page="person.page", subject=("person", person_id), person_ids=[person_id]
    )
    request_id = own.ask_correction(
        person_id=person_id,
        about="work",
        words="I am the manager of the liaison team now.",
        now=ASKED,
        by=Actor.link(subject=f"person:{person_id}"),
    )
    own.answer_request(
        request_id=request_id,
        state=RequestState.DONE,
        answer="Thank you. It says so now.",
        now=ANSWERED,
        by=by,
    )
