"""What every other floor keeps of a world: messages, long work, files, things handed in."""

from datetime import datetime

from goldenthread.access.actor import Actor
from goldenthread.access.models import SignInLink
from goldenthread.audit import operations as audit
from goldenthread.directory.models import OwnPageLink
from goldenthread.directory.operations import own
from goldenthread.imports import operations as imports
from goldenthread.jobs.models import Job
from goldenthread.jobs.terms import JobState
from goldenthread.messaging import operations as messaging
from goldenthread.messaging.models import Message
from tests.factories.world import BY, World
from tests.factories.world_evaluation import (
    build_first_wave,
    build_instruments,
    build_last_wave,
)
from tests.factories.world_learning import build_offers, build_sessions
from tests.factories.world_places import add_account, build_ground

IMPORT_KIND = "sign-ups"


def build_rest(world: World) -> None:
    """Messages of every scope, work that runs and work that is over, accounts and looks."""
    for kind in ("programme", "offer", "cohort", ""):
        _write(world, kind)
    first = Message.objects.filter(scope_kind="offer", scope_id=world.ids["offer"])
    world.ids["message"] = first.order_by("pk")[0].pk
    world.users["account"] = add_account(world, "other")
    for state in (JobState.RUNNING, JobState.DONE):
        world.ids[f"job_{state}"] = _work(world, state)
    world.ids["job"] = world.ids[f"job_{JobState.RUNNING}"]
    _import(world)
    link = SignInLink.objects.create(
        user_id=world.users["learner"],
        nonce="0" * 32,
        created_at=world.now,
        expires_at=world.days(1),
    )
    world.ids["sign_in_link"] = link.pk
    _ask_about_own(world)
    audit.record_view(
        by=Actor(kind="user", id=str(world.users["account"])),
        page="person.page",
        subject=("person", world.people["learner"]),
        person_ids=[world.people["learner"]],
    )


def _ask_about_own(world: World) -> None:
    """The learner asks to have something put right; someone without an account asks for a link."""
    learner, fresh = world.people["learner"], world.people["fresh"]
    world.ids["request"] = own.ask_correction(
        person_id=learner,
        about="work",
        words=world.text("correction"),
        now=world.now,
        by=Actor.link(subject=f"person:{learner}"),
    )
    row = OwnPageLink.objects.create(
        person_id=fresh, nonce="1" * 32, created_at=world.now, expires_at=world.days(1)
    )
    world.ids["own_page_link"] = row.pk


def _write(world: World, kind: str) -> None:
    messaging.enqueue(
        by=BY,
        person_id=world.people["learner"],
        to_name=world.words["name:learner"],
        to_address=world.address("learner"),
        kind="a_letter",
        why=world.text("why"),
        subject=world.text("subject"),
        body=world.text("body"),
        dedupe_key=f"{world.mark}:{kind}",
        due_at=world.days(1),
        scope=(kind, world.ids[kind]) if kind else None,
    )


def _work(world: World, state: JobState) -> int:
    """Work of the world's own accounts, whose names stand in the title."""
    job = Job.objects.create(
        kind="learning.form_cohorts",
        title=world.text("jobtitle"),
        payload={"offer_id": world.ids["offer"], "seed": 1},
        state=state,
        doing=world.text("doing"),
        sentence=world.text("ending"),
        started_by_kind="user",
        started_by=str(world.users["account"]),
        idempotency_key=f"{world.mark}:{state}",
        heartbeat_at=world.now,
    )
    return int(job.pk)


def _import(world: World) -> None:
    """A file on its way in: matched and previewed, with a line that waits to be confirmed."""
    lines = (
        "Name,Email,Organisation",
        f"{world.text('person')},{world.address('imported')},{world.text('typed')}",
        f"{world.text('person')},,{world.text('typed')}",
    )
    run_id = imports.start_import(
        kind=IMPORT_KIND,
        target_id=world.ids["offer"],
        name=f"{world.text('file')}.csv",
        content="\n".join(lines).encode(),
        now=world.now,
        by=BY,
    )
    imports.look_over(run_id=run_id, by=BY)
    world.ids["import_run"] = run_id


def build_world(mark: str, *, now: datetime, shared: dict[str, int]) -> World:
    """Everything, in the order in which it happens."""
    world = World(mark=mark, now=now, ids=dict(shared))
    build_ground(world)
    build_offers(world)
    build_first_wave(world)
    build_sessions(world)
    build_last_wave(world)
    build_rest(world)
    return world


__all__ = ["build_instruments", "build_world"]
