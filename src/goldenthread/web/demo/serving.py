"""Serves the demonstration on this machine only, with one worker beside it."""

import os
import sys
import threading
import webbrowser

from goldenthread.web.commands import serving

ADDRESS = "127.0.0.1"


def serve(*, port: int, browser: bool, worker: bool) -> int:
    """Serve until the person presses Ctrl+C."""
    address = f"http://{ADDRESS}:{port}/"
    if browser and (os.environ.get("DISPLAY") or sys.platform in {"darwin", "win32"}):
        threading.Timer(1.5, webbrowser.open, args=(address,)).start()
    return serving.serve(
        host=ADDRESS,
        port=port,
        processes=1,
        has_worker=worker,
        says=f"Open {address} (press Ctrl+C to stop).",
    )
