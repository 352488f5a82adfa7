"""One command with a few verbs."""

import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace

import pytest

from goldenthread.web import cli
from goldenthread.web.commands import check, serve, worker

LIGHT = """
import sys
from goldenthread.web import cli
cli.main(["--help"])
heavy = {"django", "numpy", "granian", "ortools"} & set(sys.modules)
assert not heavy, heavy
"""


def test_help_loads_neither_django_nor_anything_heavy() -> None:
    run = [sys.executable, "-c", LIGHT]
    assert subprocess.run(run, capture_output=True, check=True).stdout


@pytest.mark.parametrize("asked", [[], ["-h"], ["--help"], ["help"]])
def test_help_names_every_verb(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(asked) == 0
    said = capsys.readouterr().out
    assert all(f"  {verb} " in said for verb in cli.VERBS)


def test_a_verb_that_is_not_there_is_said_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["serv"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no “serv”.")
    assert "  serve " in said


def test_the_rest_of_the_line_goes_to_the_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []
    verb = SimpleNamespace(main=lambda argv: heard.append(argv) or 3)
    monkeypatch.setattr(cli, "import_module", lambda name: verb)
    assert cli.main(["worker", "--once"]) == 3
    assert heard == [["--once"]]


@pytest.mark.parametrize("name", list(cli.VERBS))
def test_every_verb_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = import_module(cli.VERBS[name].module)
    assert callable(module.main)
    if name != "manage":
        with pytest.raises(SystemExit) as ended:
            module.main(["--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: goldenthread {name}")


def test_manage_hands_on_to_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manage", "version"]) == 0
    assert capsys.readouterr().out.startswith("5.")


def test_the_options_have_safe_beginnings() -> None:
    options = serve.parser().parse_args([])
    assert (options.host, options.port, options.no_worker) == ("127.0.0.1", 8000, False)
    assert options.workers == serve.cores() >= 1
    assert worker.parser().parse_args([]).once is False
    assert check.parser().parse_args(["--offline"]).offline is True
