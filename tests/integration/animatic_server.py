"""The embedded provider within reach of a test, its drawing done by the test itself.

A test that is a coroutine and takes `server` has it open (see `conftest`).
"""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import httpx2
import numpy as np

from sora_widgets.animatic import create_app
from sora_widgets.animatic.store import Order, Result, Store


class AnimaticServer:
    """One app; `options` are those of `create_app`."""

    def __init__(self, home: Path, **options: Any) -> None:
        self.home, self.app, self.store = home, create_app(home, **options), Store(home)

    async def __aenter__(self) -> AnimaticServer:
        transport = httpx2.ASGITransport(app=self.app)
        self.client = httpx2.AsyncClient(transport=transport, base_url="http://animatic/v1")
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.aclose()
        self.app.state.close()

    async def post(self, path: str, **sent: Any) -> dict[str, Any]:
        """Ask for something that is granted."""
        response = await self.client.post(path, **sent)
        assert response.status_code == 200, response.text
        return response.json()

    async def create(self, prompt: str = "a red kite", **more: Any) -> dict[str, Any]:
        return await self.post("/videos", json={"prompt": prompt, "size": "1280x720", **more})

    def finish(
        self, video_id: str, clip: bytes = b"\x00\x00\x00\x18ftypmp42 a stand-in", at_s: float | None = None
    ) -> Order:
        order = self.order(video_id)
        (self.store.folder(video_id) / "clip.mp4").write_bytes(clip)
        self.store.set_result(video_id, Result(order.created_ns / 1e9 + 1 if at_s is None else at_s))
        return order

    def order(self, video_id: str) -> Order:
        order = self.store.order(video_id)
        assert order is not None
        return order


def refused(response: httpx2.Response, status: int, param: str | None, code: str | None = None) -> str:
    """The message of a refusal in the specification's shape."""
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"} and error["param"] == param
    assert code is None or error["code"] == code
    return str(error["message"])


def picture(
    codec: str = "png", width: int = 64, height: int = 48, colour: tuple[int, int, int] = (200, 30, 20)
) -> bytes:
    """A picture of one colour: "png", "mjpeg" or "libwebp"."""
    pixels = {"png": "rgb24", "mjpeg": "yuvj420p", "libwebp": "yuv420p"}[codec]
    encoder = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = width, height, pixels, Fraction(1)
    frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), colour, np.uint8), format="rgb24")
    return b"".join(bytes(each) for each in [*encoder.encode(frame.reformat(format=pixels)), *encoder.encode(None)])


def footage(seconds: int = 2, width: int = 64, height: int = 36) -> bytes:
    """An MP4 that goes from red to yellow."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(10 * seconds):
            shade = (210, 210 * number // (10 * seconds - 1), 20)
            frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), shade, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()
