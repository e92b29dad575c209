"""The server's answers, body by body, as the specification has them. No rendering: its queue is kept shut."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx2
import pytest

from sora_widgets.animatic import create_app
from sora_widgets.animatic.store import Result, Store
from sora_widgets.animatic.studio import Studio

VIDEO_FIELDS = {
    "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at",
    "prompt", "size", "seconds", "remixed_from_video_id", "error",
}  # fmt: skip

Talk = Callable[[httpx2.AsyncClient], Coroutine[Any, Any, None]]


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Talk], None]:
    """Runs a conversation with an app whose studio never renders."""
    monkeypatch.setattr(Studio, "ask", lambda self, video_ids: None)

    def run(conversation: Talk) -> None:
        async def with_client() -> None:
            app = create_app(tmp_path)
            transport = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://animatic/v1") as client:
                await conversation(client)
            app.state.close()

        asyncio.run(with_client())

    return run


async def create(client: httpx2.AsyncClient, prompt: str = "a red kite", **more: Any) -> dict[str, Any]:
    response = await client.post("/videos", json={"prompt": prompt, "size": "1280x720", **more})
    assert response.status_code == 200, response.text
    return response.json()


def refused(response: httpx2.Response, status: int, param: str | None) -> str:
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error" and error["param"] == param
    return error["message"]


def test_a_new_video_is_queued_and_complete_in_its_fields(talk):
    async def conversation(client):
        video = await create(client, model="sora-2", seconds="8")
        assert set(video) == VIDEO_FIELDS
        assert (video["object"], video["status"], video["progress"]) == ("video", "queued", 0)
        assert (video["prompt"], video["seconds"], video["size"]) == ("a red kite", "8", "1280x720")
        assert video["id"].startswith("video_")

    talk(conversation)


def test_defaults_are_those_of_the_specification(talk):
    async def conversation(client):
        video = (await client.post("/videos", json={"prompt": "a kite"})).json()
        assert (video["model"], video["seconds"], video["size"]) == ("sora-2", "4", "720x1280")

    talk(conversation)


def test_seconds_may_be_a_number(talk):
    async def conversation(client):
        assert (await create(client, seconds=20))["seconds"] == "20"

    talk(conversation)


@pytest.mark.parametrize("kind", ["data", "files"])
def test_a_form_is_taken_like_json(talk, kind):
    async def conversation(client):
        fields = {"prompt": "un cerf-volant", "model": "sora-2-pro", "size": "1792x1024", "seconds": "4"}
        sent = fields if kind == "data" else {name: (None, value) for name, value in fields.items()}
        response = await client.post("/videos", **{kind: sent})
        assert response.status_code == 200, response.text
        assert {name: response.json()[name] for name in fields} == fields

    talk(conversation)


@pytest.mark.parametrize(
    ("body", "param", "words"),
    [
        ({}, "prompt", "A prompt is needed"),
        ({"prompt": ""}, "prompt", "empty"),
        ({"prompt": "  \n"}, "prompt", "empty"),
        ({"prompt": 7}, "prompt", "as text"),
        ({"prompt": "x" * 32_001}, "prompt", "32000"),
        ({"prompt": "a\x00b"}, "prompt", "no text"),
        ({"prompt": "x", "model": "sora-3"}, "model", "sora-2"),
        ({"prompt": "x", "model": 5}, "model", "no model"),
        ({"prompt": "x", "seconds": 6}, "seconds", "4, 8, 12, 16, 20"),
        ({"prompt": "x", "seconds": "four"}, "seconds", "4, 8, 12, 16, 20"),
        ({"prompt": "x", "seconds": True}, "seconds", "4, 8, 12, 16, 20"),
        ({"prompt": "x", "seconds": 4.0}, "seconds", "4, 8, 12, 16, 20"),
        ({"prompt": "x", "seconds": "9" * 5000}, "seconds", "4, 8, 12, 16, 20"),
        ({"prompt": "x", "size": "640x480"}, "size", "1280x720"),
        ({"prompt": "x", "size": "1792x1024"}, "size", "sora-2 makes"),
        ({"prompt": "x", "size": ["1280x720"]}, "size", "1280x720"),
        ({"prompt": "x", "promt": "y"}, "promt", "promt"),
    ],
)
def test_bad_input_is_named_and_nothing_is_kept(talk, body, param, words):
    async def conversation(client):
        assert words in refused(await client.post("/videos", json=body), 400, param)
        assert (await client.get("/videos")).json()["data"] == []

    talk(conversation)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'"x"', b"\xff\xfe", b"[" * 50_000])
def test_a_body_that_is_no_object_is_refused(talk, content):
    async def conversation(client):
        headers = {"content-type": "application/json"}
        refused(await client.post("/videos", content=content, headers=headers), 400, None)

    talk(conversation)


def test_another_kind_of_body_is_refused(talk):
    async def conversation(client):
        response = await client.post("/videos", content=b"x", headers={"content-type": "text/plain"})
        assert "text/plain" in refused(response, 415, None)

    talk(conversation)


def test_the_longest_prompt_is_taken(talk):
    async def conversation(client):
        assert len((await create(client, "🪁" * 32_000))["prompt"]) == 32_000

    talk(conversation)


def test_the_same_idempotency_key_gives_the_same_video(talk):
    async def conversation(client):
        headers = {"Idempotency-Key": "job-1"}
        body = {"prompt": "a kite", "size": "1280x720"}
        first, second = await asyncio.gather(*(client.post("/videos", json=body, headers=headers) for _ in range(2)))
        assert first.json() == second.json()
        assert len((await client.get("/videos")).json()["data"]) == 1
        other = await client.post("/videos", json=body | {"prompt": "a boat"}, headers=headers)
        assert "another request" in refused(other, 400, "Idempotency-Key")

    talk(conversation)


def test_a_list_is_newest_first_and_paged(talk):
    async def conversation(client):
        ids = [(await create(client, f"kite {number}"))["id"] for number in range(5)]
        page = (await client.get("/videos", params={"limit": 2})).json()
        assert [video["id"] for video in page["data"]] == [ids[4], ids[3]]
        assert (page["object"], page["first_id"], page["last_id"], page["has_more"]) == ("list", ids[4], ids[3], True)
        rest = (await client.get("/videos", params={"limit": 100, "after": page["last_id"]})).json()
        assert [video["id"] for video in rest["data"]] == [ids[2], ids[1], ids[0]] and not rest["has_more"]
        oldest = (await client.get("/videos", params={"order": "asc", "limit": 1})).json()
        assert oldest["data"][0]["id"] == ids[0]
        nothing = (await client.get("/videos", params={"limit": 0})).json()
        assert nothing["data"] == [] and nothing["first_id"] is None and nothing["has_more"]

    talk(conversation)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "101"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"order": "up"}, "order"),
        ({"after": "no"}, "after"),
    ],
)
def test_a_bad_question_for_a_list_is_named(talk, query, param):
    async def conversation(client):
        refused(await client.get("/videos", params=query), 400, param)

    talk(conversation)


@pytest.mark.parametrize("video_id", ["video_404", "..%2f..%2fetc", "%00", "x" * 3_000, "é"])
def test_an_unknown_id_is_not_found(talk, video_id):
    async def conversation(client):
        for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
            response = await client.request(method, f"/videos/{video_id}{path}")
            assert response.status_code == 404
            assert response.json()["error"]["type"] == "invalid_request_error"

    talk(conversation)


def test_an_unfinished_video_has_no_content_and_cannot_be_deleted(talk):
    async def conversation(client):
        video = await create(client)
        assert "queued" in refused(await client.get(f"/videos/{video['id']}/content"), 404, "video_id")
        assert "still being made" in refused(await client.delete(f"/videos/{video['id']}"), 400, "video_id")

    talk(conversation)


def test_a_failed_video_says_why_and_can_be_deleted(talk, tmp_path):
    async def conversation(client):
        video_id = (await create(client))["id"]
        Store(tmp_path).set_result(video_id, Result(2_000_000_000.0, "storage_full", "no space"))
        video = (await client.get(f"/videos/{video_id}")).json()
        assert (video["status"], video["error"]) == ("failed", {"code": "storage_full", "message": "no space"})
        assert (await client.delete(f"/videos/{video_id}")).json() == {
            "id": video_id, "object": "video.deleted", "deleted": True,
        }  # fmt: skip
        assert (await client.get(f"/videos/{video_id}")).status_code == 404

    talk(conversation)


def test_an_unknown_variant_is_named(talk):
    async def conversation(client):
        video = await create(client)
        response = await client.get(f"/videos/{video['id']}/content", params={"variant": "gif"})
        assert "thumbnail" in refused(response, 400, "variant")

    talk(conversation)


def test_unknown_routes_and_methods_answer_in_the_same_form(talk):
    async def conversation(client):
        refused(await client.get("/nothing"), 404, None)
        response = await client.put("/videos", json={})
        refused(response, 405, None)
        assert "GET" in response.headers["allow"]

    talk(conversation)


def test_every_answer_carries_the_providers_mark(talk):
    async def conversation(client):
        answers = [
            await client.post("/videos", json={"prompt": "a kite"}),
            await client.post("/videos", json={}),
            await client.get("/videos/none"),
            await client.get("/nothing"),
            await client.put("/videos"),
        ]
        assert [answer.status_code for answer in answers] == [200, 400, 404, 404, 405]
        assert {answer.headers["x-sora-widgets"] for answer in answers} == {"animatic"}

    talk(conversation)


@pytest.mark.parametrize("sent", ["form", "file"])
def test_a_form_that_says_a_thing_twice_or_sends_it_as_a_file_is_refused(talk, sent):
    async def conversation(client):
        twice = [("prompt", (None, "a")), ("prompt", (None, "b"))]
        files = twice if sent == "form" else [("prompt", ("a.txt", b"a"))]
        assert ("twice" if sent == "form" else "not a file") in refused(
            await client.post("/videos", files=files), 400, "prompt"
        )

    talk(conversation)


def test_progress_never_goes_back(talk, tmp_path):
    async def conversation(client):
        video_id = (await create(client))["id"]
        told = []
        for share in ("0.6", "0.2", "0.9"):
            (Store(tmp_path).folder(video_id) / "progress").write_text(share)
            told.append((await client.get(f"/videos/{video_id}")).json()["progress"])
        assert told == [60, 60, 90]

    talk(conversation)


def test_a_home_that_cannot_be_made_is_a_clear_answer(tmp_path):
    (tmp_path / "file").write_text("in the way")

    async def conversation() -> None:
        app = create_app(tmp_path / "file" / "home")
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://animatic/v1") as client:
            response = await client.post("/videos", json={"prompt": "x"})
        app.state.close()
        assert response.status_code == 507
        assert response.json()["error"]["code"] == "storage_failed"

    asyncio.run(conversation())
