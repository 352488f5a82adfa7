"""What the directory says is held about people, and what they ask about it."""

from django.urls import reverse

from goldenthread.directory import registry
from goldenthread.directory.operations.erasing import erase
from goldenthread.directory.queries import held, own, own_links
from goldenthread.messaging import links, stops
from goldenthread.ui import slots
from goldenthread.ui.held import Kind, register
from goldenthread.ui.slots import Todo
from goldenthread.ui.words import plural

WHILE_HERE = "While you take part, and until you ask us to forget you."
DIRECTORY = "directory."


def path_of_own_page(link_id: int) -> str:
    """Where the link to somebody's own page leads."""
    return reverse("own:by_link", args=[own_links.own_page_token(link_id)])


def to_answer(waiting: int) -> Todo:
    """What people asked about their record, for whoever may change it."""
    title = f"Answer {plural(waiting, 'request')} about what we hold"
    return Todo(
        when="Within one month of asking",
        title=title,
        why="People asked to have something put right, or to be forgotten.",
        action="See what they asked",
        href=reverse("directory:request_list"),
        urgency=30,
    )


KINDS = (
    Kind(
        key="details",
        title="Your name and how to reach you",
        why="To write to you, and so that you are one person here however often you take part.",
        until=WHILE_HERE,
        tables=(DIRECTORY + "Person",),
        rows=held.details,
        position=10,
    ),
    Kind(
        key="posts",
        title="Where you work",
        why="So that each group has people from different organisations.",
        until=WHILE_HERE,
        tables=(DIRECTORY + "Post",),
        rows=held.posts,
        position=11,
    ),
    Kind(
        key="needs",
        title="What helps you take part",
        why="Asked once, so that every session suits you.",
        until="Until you change it, or ask us to forget you.",
        tables=(DIRECTORY + "AdjustmentNeed",),
        rows=held.needs,
        position=12,
    ),
    Kind(
        key="lines",
        title="Who you report to",
        why="So that you and your line manager are never in the same group.",
        until=WHILE_HERE,
        tables=(DIRECTORY + "ReportingLine",),
        rows=held.lines,
        position=13,
    ),
    Kind(
        key="requests",
        title="What you asked us about your data",
        why="So that we answer, and you can see what we said.",
        until="Your words go when you are forgotten; that you asked stays.",
        tables=(DIRECTORY + "PersonRequest", DIRECTORY + "OwnPageLink"),
        rows=held.requests,
        position=80,
    ),
)

for kind in KINDS:
    register(kind)
registry.register_erasure(erase)
links.register(own_links.CHECK, path_of_own_page)
stops.register(own_links.CHECK, own_links.own_link_stop)
slots.register_tally("directory.requests", own.waiting, to_answer)
