"""The server of `timed_videos` in a process of its own, as a context manager."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

__all__ = ["TimedServer"]

PROGRAM = Path(__file__).parent / "timed_videos.py"


class TimedServer:
    """Starts with `with`, ends with it.

    Attributes:
        address: its base URL.
        opened_at: when the clocks of its videos began, in seconds since 1970; 0 before `wait_until_open`.
    """

    def __init__(self, *options: object) -> None:
        self._options = [str(option) for option in options]
        self.address = ""
        self.opened_at = 0.0

    def __enter__(self) -> TimedServer:
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), *self._options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.address = f"http://127.0.0.1:{self._told('port')}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()

    def ends_with(self, client: subprocess.Popen[str], within_s: float) -> None:
        """End, so that nobody waits for ever, when this client fails or takes longer."""

        def watch() -> None:
            try:
                has_failed = client.wait(within_s) != 0
            except subprocess.TimeoutExpired:
                client.kill()
                has_failed = True
            if has_failed:
                self._process.kill()

        threading.Thread(target=watch, daemon=True).start()

    def wait_until_open(self) -> None:
        """Return at the moment when the clocks begin."""
        self.opened_at = float(self._told("opened"))
        time.sleep(max(0.0, self.opened_at - time.time()))

    def report(self) -> dict[str, Any]:
        """Stop it and hear what it counted since it opened: `requests`, `completed_at`, `cpu_s`."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return dict(self._told("report"))

    def _told(self, word: str) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("The server ended early, because its client failed or took too long: see above.")
        return json.loads(line)[word]
