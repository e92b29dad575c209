"""Fixtures of the engine's tests: a real ledger on disk, a real engine thread, a server in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from sora_widgets.jobs import session as session_module
from sora_widgets.jobs.session import Session
from sora_widgets.settings import load_settings
from video_server import VideoServer


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real MP4 of four seconds, as long as what the tests ask for."""
    path = tmp_path_factory.mktemp("clip") / "tiny.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=4)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        stream.time_base = Fraction(1, 4)
        for number in range(16):
            pixels = np.full((64, 64, 3), number * 15, dtype=np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


@pytest.fixture
def server(tiny_clip: Path) -> VideoServer:
    return VideoServer(tiny_clip)


@pytest.fixture
def open_session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Session]]:
    """Opens sessions on the test's own ledger, as kernels one after another or side by side would."""
    opened: list[Session] = []

    def make() -> Session:
        monkeypatch.setattr("sora_widgets.jobs.steps.GONE_S", 0.2)
        session = Session(load_settings())
        opened.append(session)
        monkeypatch.setattr(session_module, "_session", session)
        return session

    yield make
    for session in opened:
        session.close()


@pytest.fixture
def studio(open_session: Callable[[], Session], server: VideoServer) -> Session:
    """A session that is connected to the free server in memory."""
    session = open_session()
    session.provider = server.provider()
    session.engine.connect(session.provider)
    return session
