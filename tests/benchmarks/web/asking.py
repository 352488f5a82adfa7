"""Asks a server for pages over kept connections, and times each answer."""

import http.client
import threading
import time
from collections.abc import Iterator
from itertools import count
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from tests.benchmarks.web.steps import Flow, Step, Visit

CONNECTIONS = 8
CSRF = "bench" + "0" * 27  # any 32 letters and numbers, the same in the cookie and the heading
_numbers = count(int(time.time()))


class Asker:
    """One kept connection, behind a proxy of its own so that nobody is counted twice."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        jar = {**cookies, "__Host-csrf": CSRF}
        self._headings = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def go(self, flow: Flow) -> float:
        """Seconds for all of it; stops at whatever is not well."""
        begun, base, number = time.perf_counter(), "", str(next(_numbers))
        for place, step in enumerate(flow):
            led_to = self._ask(step, base, number)
            base = led_to.removesuffix("you/") if place == 0 else base
        return time.perf_counter() - begun

    def _ask(self, step: Step, base: str, number: str) -> str:
        path = step.path.replace("{base}", base)
        body = [(name, value.replace("{n}", number)) for name, value in step.form or ()]
        kind = "POST" if step.is_post else "GET"
        headings = {**self._headings, "X-Forwarded-For": f"10.{int(number) % 250}.0.1"}
        self._link.request(kind, path, urlencode(body) if step.is_post else None, headings)
        answer = self._link.getresponse()
        answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{path} answered {answer.status}, so nothing is measured.")
        return answer.headers.get("Location", "")

    def close(self) -> None:
        self._link.close()


def go_round(port: int, visit: Visit, cookies: dict[str, str], flows: list[Flow]) -> list[float]:
    """Milliseconds of each flow, with eight connections taking turns at the list."""
    waiting: SimpleQueue[Flow] = SimpleQueue()
    for flow in flows:
        waiting.put(flow)
    taken: list[float] = []
    trouble: list[BaseException] = []

    def work() -> None:
        asker = Asker(port, cookies)
        try:
            for flow in _drained(waiting):
                taken.append(asker.go(flow) * 1000)
        except BaseException as found:
            trouble.append(found)
        finally:
            asker.close()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]
    return taken


def _drained(waiting: "SimpleQueue[Flow]") -> Iterator[Flow]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return
