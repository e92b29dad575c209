"""The imitated servers within reach of a test, their drawing done by the test itself.

    @pytest.mark.imitation("sglang", "fastvideo")
    async def test_something(server): ...      # runs once for each, in a loop of its own

`server.draws_at_once = True` finishes every video as soon as it is ordered; otherwise `begin`,
`finish` and `fail` do, whenever the test says so.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpx2
import pytest

from animatic_server import picture
from sora_widgets.animatic import create_app
from sora_widgets.animatic.store import Order, Result, Store, write_whole
from sora_widgets.animatic.studio import Studio

CLIP = b"\x00\x00\x00\x18ftypmp42 a stand-in for a clip"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "imitation(*names): runs against each of these imitated servers")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marker = metafunc.definition.get_closest_marker("imitation")
    if marker is not None:
        metafunc.parametrize("imitated", marker.args)  # its keyword arguments are options of the server


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine, with its server open."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters}

    async def talk() -> None:
        async with arguments.get("server", nullcontext()):
            await pyfuncitem.obj(**arguments)

    asyncio.run(talk())
    return True


class Server:
    """An imitation within reach, whose drawing the test does itself."""

    def __init__(self, name: str, home: Path, **options: Any) -> None:
        self.name, self.app = name, create_app(home, imitate=name, **options)
        self.store = Store(self.app.state.home)
        self.draws_at_once = False

    async def __aenter__(self) -> Server:
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="http://imitation" + self.app.state.base_path,
            headers={"authorization": "Bearer any"},
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.client.aclose()
        self.app.state.close()

    def order_of(self, prompt: str = "a kite", **more: Any) -> dict[str, Any]:
        """A request that this server takes, as httpx2's keyword arguments."""
        fields = {"prompt": prompt, "model": self.app.state.model, **more}
        if self.name == "vllm-omni":
            return {
                "files": {
                    name: value if isinstance(value, tuple) else (None, str(value)) for name, value in fields.items()
                }
            }
        return {"json": fields}

    async def post(self, prompt: str = "a kite", **more: Any) -> httpx2.Response:
        return await self.client.post("/videos", **self.order_of(prompt, **more))

    async def create(self, prompt: str = "a kite", **more: Any) -> dict[str, Any]:
        response = await self.post(prompt, **more)
        assert response.is_success, response.text
        return response.json()

    async def get(self, video_id: str, **query: Any) -> httpx2.Response:
        return await self.client.get(f"/videos/{video_id}", params=query)

    async def video(self, video_id: str) -> dict[str, Any]:
        response = await self.get(video_id)
        assert response.status_code == 200, response.text
        return response.json()

    async def content(self, video_id: str, **query: Any) -> httpx2.Response:
        return await self.client.get(f"/videos/{video_id}/content", params=query)

    def newest(self) -> Order:
        return self.store.orders()[0]

    def begin(self, share: float) -> None:
        write_whole(self.store.folder(self.newest().id) / "progress", str(share))

    def finish(self) -> None:
        order = self.newest()
        (self.store.folder(order.id) / "clip.mp4").write_bytes(CLIP)
        self.store.set_result(order.id, Result(order.created_ns / 1e9 + 3))

    def fail(self, message: str = "no memory") -> None:
        self.store.set_result(self.newest().id, Result(self.newest().created_ns / 1e9 + 3, "render_failed", message))


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Server]:
    """Makes servers by name, each an async context; all of one name share their videos."""
    made: list[Server] = []

    def draw(studio: Studio, video_ids: list[str]) -> None:
        if video_ids and made[-1].draws_at_once:
            made[-1].finish()

    def one_more(name: str, **options: Any) -> Server:
        made.append(Server(name, tmp_path, **options))
        return made[-1]

    monkeypatch.setattr(Studio, "ask", draw)
    return one_more


@pytest.fixture
def server(serve: Callable[..., Server], imitated: str, request: pytest.FixtureRequest) -> Server:
    return serve(imitated, **request.node.get_closest_marker("imitation").kwargs)


@pytest.fixture
def clip() -> bytes:
    """What every finished video holds."""
    return CLIP


@pytest.fixture
def png() -> Callable[[int, int], bytes]:
    """Makes a PNG of this size."""
    return lambda width, height: picture(width=width, height=height)


@pytest.fixture
def data_url() -> Callable[[bytes], str]:
    """Makes a data URL of an image."""
    return lambda content: "data:image/png;base64," + base64.b64encode(content).decode()
