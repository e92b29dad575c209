"""A job that its server has finished, a server that only gives bytes, and a real tiny video."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np

from sora_widgets.jobs.ledger import JobRow, Ledger
from sora_widgets.jobs.machine import State
from sora_widgets.providers.profiles import profile_named

ADDRESS = "http://127.0.0.1:9/v1"


def tiny_video(path: Path) -> bytes:
    """An MP4 of 2.1 s without sound, 64 x 64."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for number in range(21):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number * 8, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


class Shelf:
    """A provider that only gives bytes: in ten pieces, with a pause before each that a test may use."""

    name = "shelf"
    address = ADDRESS
    profile = profile_named("unknown")

    def __init__(self, content: bytes, announced: int | None = None) -> None:
        self.content = content
        self.announced = len(content) if announced is None else announced
        self.before_piece: Callable[[int], Any] | None = None
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    @asynccontextmanager
    async def download(self, remote_id: str, urls: tuple[str, ...] = ()) -> AsyncIterator[SimpleNamespace]:
        self.asked.append((remote_id, tuple(urls)))
        yield SimpleNamespace(length_bytes=self.announced, content_type="video/mp4", chunks=self._pieces())

    async def _pieces(self) -> AsyncIterator[bytes]:
        size = -(-len(self.content) // 10)
        for number in range(10):
            if self.before_piece is not None:
                await self.before_piece(number)
            yield self.content[number * size : (number + 1) * size]


def finished_job(ledger: Ledger, project: Path, cost: str | None = "0.40", **changes: object) -> JobRow:
    """A job of two seconds that is ready to be fetched; its price is held.

    Args:
        ledger: gets the job, and a lease of it.
        project: its folder; its wallet is given $5.
        cost: in USD.
        **changes: columns, of the order or told by the server.
    """
    told = {name: changes.pop(name) for name in ("told_cost_usd", "urls") if name in changes}
    order = {
        "id": uuid.uuid4().hex,
        "project": str(project),
        "provider": "shelf",
        "address": ADDRESS,
        "prompt": "A red kite",
        "parts": {"subject": "a red kite"},
        "model": "sora-2",
        "seconds": 2,
        "size": "64x64",
        "take": 1,
        "fingerprint": "f" * 64,
        **changes,
    }
    ledger.set_limit(str(project), Decimal(5))
    ledger.reserve(order, None if cost is None else Decimal(cost))
    row = next(row for row in ledger.take_leases([ADDRESS]) if row.id == order["id"])
    for state in (State.POSTING, State.SUBMITTED, State.COMPLETED):
        row = ledger.write(row, state)
    return ledger.write(row, remote_id=f"video/{row.id}=", **told)
