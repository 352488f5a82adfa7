"""Who may do what: one table, and everything made from it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from goldenthread.access import pages
from goldenthread.access.table import ROWS, TABLE, roles_with
from goldenthread.access.terms import Permission, Role, ScopeKind

SNAPSHOT = Path(__file__).parent / "permission_matrix.txt"
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "permissions.md"
RUN = "uv run --group dev python -m goldenthread.web.manage permissions_reference"


def test_any_change_of_the_truth_table_shows_in_review() -> None:
    """Wanted? Write `pages.matrix()` to the file, so that the change can be read line by line."""
    assert pages.matrix() == SNAPSHOT.read_text(encoding="utf-8")


def test_the_matrix_holds_every_role_and_every_permission() -> None:
    assert len(pages.matrix().splitlines()) == len(Role) * len(Permission)


def test_the_reference_is_current() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == pages.reference(), f"{RUN} {REFERENCE}"


def test_the_command_writes_the_reference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("permissions_reference", tmp_path / "made.md")
    call_command("permissions_reference")
    assert (tmp_path / "made.md").read_text(encoding="utf-8") == capsys.readouterr().out


def test_every_role_is_in_the_table_once() -> None:
    assert [row.role for row in ROWS] == list(Role)
    assert list(TABLE) == list(Role)


def test_every_permission_and_scope_has_words() -> None:
    assert set(pages.WORDS) == set(Permission)
    assert set(pages.SCOPE_WORDS) == set(ScopeKind)


def test_only_the_evaluator_joins_answers_to_people() -> None:
    assert roles_with(Permission.ANSWER_LINK) == (Role.EVALUATOR,)


def test_only_the_facilitator_reads_pre_session_notes() -> None:
    assert roles_with(Permission.FLAG_VIEW) == (Role.FACILITATOR,)


def test_an_administrator_sees_no_content() -> None:
    assert TABLE[Role.ADMINISTRATOR].permissions == {
        Permission.ACCESS_MANAGE,
        Permission.SETTINGS_VIEW,
        Permission.JOB_VIEW,
    }


def test_a_card_says_what_a_role_may_do_and_its_wall() -> None:
    card = next(card for card in pages.role_cards() if card.id == "board_member")
    assert card.may == ("See a programme", "Read findings as the board")
    assert card.wall == "Only what the disclosure table allows the board."


def test_a_line_says_who_may() -> None:
    lines = pages.permission_lines()["Running Golden Thread"]
    assert lines[-2].roles == ("Administrator",)


def test_only_roles_that_may_do_something_can_be_given() -> None:
    given = [role for role, _ in pages.roles_to_give()]
    assert "coordinator" in given
    assert "citizen" not in given
    assert pages.purpose_of(Role.LEARNER).startswith("Takes part")
