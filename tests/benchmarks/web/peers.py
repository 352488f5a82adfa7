"""Peers beside us, where they are installed and running; nothing is installed from here.

A peer is measured at the page and in the process that are named:

    BENCH_PRETIX=http://127.0.0.1:8345/org/event/   BENCH_PRETIX_PID=4711
    BENCH_TAGUETTE=http://127.0.0.1:7465/project/1/document/1   BENCH_TAGUETTE_PID=4712
"""

import os
from importlib.util import find_spec
from urllib.parse import urlparse

from tests.benchmarks.web.steps import Visit, page

PEERS = {"pretix": "event page", "taguette": "document page"}


def found() -> tuple[list[tuple[Visit, int, int]], list[str]]:
    """What to measure, as (visit, port, process), and a sentence for each peer left out."""
    measured, said = [], []
    for name, what in PEERS.items():
        address = os.environ.get(f"BENCH_{name.upper()}", "")
        process = os.environ.get(f"BENCH_{name.upper()}_PID", "")
        if find_spec(name) is None:
            said.append(f"{name} is not installed here, so nothing is measured beside it.")
        elif not address or not process:
            said.append(f"{name} is installed; name its page and process: see peers.py.")
        else:
            parts = urlparse(address)
            visit = page(f"{name}: {what}", f"{parts.path}?{parts.query}".rstrip("?"))
            measured.append((visit, parts.port or 80, int(process)))
    return measured, said
