"""Processor time of answering ten questions, from opening the link to the thanks after sending.

    uv run --group dev python -m tests.benchmarks.answering.run [--people 60] [--profile post]

Runs the whole application (middleware, templates, a PostgreSQL of its own) in this process and
calls it as a web server would. Building requests and reading pages is not counted. "cpu" is this
process; the database server is not in it, and is in "wall", which other work on the machine
disturbs. Two walks: "post" sends one page of ten answers, as without JavaScript; "autosave" saves
after each answer, as with it. GOLDENTHREAD_TEST_DATABASE=sqlite measures on SQLite.
"""

import argparse
import cProfile
import os
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

QUESTIONS, WARM_UP = 10, 8
Environ = dict[str, Any]


@dataclass
class Browser:
    """One person: their cookies, and what each of their requests cost."""

    server: Any
    profile: cProfile.Profile | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    spent: list[tuple[str, float, float]] = field(default_factory=list)

    def get(self, name: str, path: str) -> str:
        return self._call(name, self._environ("GET", path, b""))

    def post(self, name: str, path: str, data: Mapping[str, str]) -> str:
        return self._call(name, self._environ("POST", path, urlencode(data).encode()))

    def _environ(self, method: str, path: str, body: bytes) -> Environ:
        cookies = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": cookies,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multiprocess": False,
            "wsgi.multithread": False,
            "wsgi.run_once": False,
        }

    def _call(self, name: str, environ: Environ) -> str:
        heard: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            heard.update(status=int(status.split()[0]), headers=headers)

        if self.profile:
            self.profile.enable()
        cpu, wall = time.process_time(), time.perf_counter()
        answer = self.server(environ, start)
        body = b"".join(answer)
        answer.close()
        spent = time.process_time() - cpu, time.perf_counter() - wall
        if self.profile:
            self.profile.disable()
        self.spent.append((name, 1000 * spent[0], 1000 * spent[1]))
        if heard["status"] not in (200, 204, 302):
            raise SystemExit(f"{name}: {heard['status']} {body[:400]!r}")
        for key, value in heard["headers"]:
            if key.lower() == "set-cookie":
                crumb, _, rest = value.partition("=")
                self.cookies[crumb] = rest.partition(";")[0]
        return body.decode()


def token_in(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    if not found:
        raise SystemExit("A page without a form: the walk has lost its way.")
    return found.group(1)


def walk_post(browser: Browser, base: str) -> None:
    """One page of ten answers."""
    token = token_in(browser.get("open the link", base))
    answers = {f"q-q{n}": "4" for n in range(QUESTIONS)}
    browser.post("send the page", base, {**answers, "go": "check", "csrfmiddlewaretoken": token})
    _finish(browser, base)


def walk_autosave(browser: Browser, base: str) -> None:
    """The form so far after each answer, as the page posts it."""
    token = token_in(browser.get("open the link", base))
    answers: dict[str, str] = {"csrfmiddlewaretoken": token}
    for n in range(QUESTIONS):
        answers[f"q-q{n}"] = "4"
        browser.post("save an answer", f"{base}save/", answers)
    browser.post("send the page", base, {**answers, "go": "check"})
    _finish(browser, base)


def _finish(browser: Browser, base: str) -> None:
    token = token_in(browser.get("check the answers", f"{base}check/"))
    browser.post("send the answers", f"{base}check/", {"csrfmiddlewaretoken": token})
    if "Thank you" not in browser.get("thanks", base):
        raise SystemExit("The answers did not arrive.")


WALKS: Mapping[str, Callable[[Browser, str], None]] = {
    "post": walk_post,
    "autosave": walk_autosave,
}


def prepare(people: int) -> tuple[Any, list[str]]:
    """A fresh database with people who have just been asked; their links, and the application."""
    os.environ.setdefault("GOLDENTHREAD_TEST_DATABASE", "postgresql")
    __import__("tests.plugins.database")
    import_of("django").setup()
    utils = import_of("django.test.utils")
    utils.setup_test_environment(debug=False)
    utils.get_runner(import_of("django.conf").settings)(verbosity=0).setup_databases()
    make = import_of("tests.factories.answering")
    now = import_of("django.utils.timezone").now()
    draft = import_of("tests.factories.instruments").item_draft
    modes = import_of("goldenthread.evaluation.terms").ConfidentialityMode
    items = [draft(f"q{n}", wording=f"How was part {n}?") for n in range(QUESTIONS)]
    plan = make.make_plan(modes.PSEUDONYM)
    wave, cohort = make.make_wave(plan, items), make.make_cohort(plan.offer)
    asked = [
        make.invite(
            wave,
            cohort=cohort,
            due_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=13),
        )
        for _ in range(people)
    ]
    server = import_of("django.core.handlers.wsgi").WSGIHandler()
    return server, [make.path_of(one) for one in asked]


def import_of(name: str) -> Any:
    """After the environment is set, which Django reads once."""
    __import__(name)
    return sys.modules[name]


def line(name: str, times: Iterable[tuple[float, float]]) -> str:
    found = list(times)
    parts = []
    for kind in (0, 1):
        values = sorted(one[kind] for one in found)
        nine = values[min(len(values) - 1, int(0.9 * len(values)))]
        parts.append(
            f"{statistics.median(values):9.2f}{nine:9.2f}{values[0]:9.2f}{values[-1]:9.2f}"
        )
    return f"{name:<22}{len(found):>5}{parts[0]}  {parts[1]}"


def report(name: str, browsers: list[Browser]) -> None:
    print(f"\n{name}: cpu ms (median, p90, least, most)   wall ms (median, p90, least, most)")
    by_request: dict[str, list[tuple[float, float]]] = {}
    for browser in browsers:
        for request, cpu, wall in browser.spent:
            by_request.setdefault(request, []).append((cpu, wall))
    for request, times in by_request.items():
        print(line(request, times))
    whole = [(sum(s[1] for s in one.spent), sum(s[2] for s in one.spent)) for one in browsers]
    print(line("the whole", whole))


def main() -> int:
    parser = argparse.ArgumentParser(description="Time of ten answers, start to saved.")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--profile", choices=sorted(WALKS))
    chosen = parser.parse_args()
    server, paths = prepare((chosen.people + WARM_UP) * len(WALKS))
    for name, walk in WALKS.items():
        profile = cProfile.Profile(time.process_time) if chosen.profile == name else None
        browsers = []
        for place in range(chosen.people + WARM_UP):
            browser = Browser(server, profile=profile if place >= WARM_UP else None)
            walk(browser, paths.pop())
            browsers.append(browser)
        report(name, browsers[WARM_UP:])
        if profile:
            pstats.Stats(profile).sort_stats("cumtime").print_stats(70)
    return 0


if __name__ == "__main__":
    sys.exit(main())
