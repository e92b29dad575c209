"""The imitated servers, fact by fact: names, keys, ids, routes, drills, marks. What is known of each is from its source."""

from __future__ import annotations

import base64
import json
import re

import pytest

from sora_widgets.animatic import create_app
from sora_widgets.animatic.imitations import imitation_named, imitation_names
from sora_widgets.errors import RequestError

ALL = ("openai", "azure", "sglang", "vllm-omni", "fastvideo", "litellm", "new-api", "openrouter", "together", "dynamo")
ASYNCHRONOUS = tuple(name for name in ALL if name != "dynamo")
KEYED = ("openai", "azure", "vllm-omni", "litellm", "new-api", "openrouter", "together")


def test_every_profile_of_a_server_has_its_imitation():
    assert imitation_names() == ALL


@pytest.mark.parametrize(("given", "close"), [("sglan", "sglang"), ("vllm", "vllm-omni"), ("midjourney", None)])
def test_an_unknown_imitation_is_refused_with_the_nearest_and_all(given, close):
    with pytest.raises(RequestError) as caught:
        imitation_named(given)
    assert all(name in str(caught.value) for name in ALL)
    assert caught.value.nearest == close and (close is None or f"did you mean {close!r}?" in str(caught.value))


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, {"azure": "/openai/v1", "openrouter": "/api/v1", "together": "/v2"}.get(name, "/v1")) for name in ALL],
)
def test_the_routes_hang_where_the_server_has_them(name, path, tmp_path):
    assert create_app(tmp_path, imitate=name).state.base_path == path


@pytest.mark.imitation(*ALL)
async def test_an_imitation_does_not_sign_as_the_embedded_provider(server):
    server.draws_at_once = True
    for response in (await server.post(), await server.client.get("/videos/none"), await server.client.get("/nothing")):
        assert "x-sora-widgets" not in response.headers
        assert "openai-poll-after-ms" not in response.headers


@pytest.mark.imitation(*ALL)
async def test_a_key_is_wanted_where_the_server_wants_one_and_any_will_do(server):
    server.draws_at_once = True
    nobody = await server.client.post("/videos", headers={"authorization": ""}, **server.order_of())
    assert nobody.status_code == (401 if server.name in KEYED else 200)
    assert server.app.state.wants_key is (server.name in KEYED)
    stranger = await server.client.post("/videos", headers={"authorization": "Bearer x"}, **server.order_of())
    assert stranger.is_success


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": ""},
        {"authorization": "Bearer "},
        {"authorization": "Bearer none"},
        {"authorization": "Bearer wrong"},
        {"authorization": "", "api-key": "wrong"},
    ],
)
async def test_no_key_none_and_the_drill_wrong_are_refused_where_a_key_is_wanted(headers, serve):
    for name in ALL:
        async with serve(name) as server:
            server.draws_at_once = True
            answer = await server.client.post("/videos", headers=headers, **server.order_of())
            assert (answer.status_code == 401) is (name in KEYED), name


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("openai", {"error": {"type": "invalid_request_error", "param": None, "code": None}}),
        ("azure", {"error": {"code": "401"}}),
        ("vllm-omni", {"error": "Unauthorized"}),
        ("litellm", {"error": {"type": "auth_error", "param": "None", "code": "401"}}),
        ("new-api", {"error": {"type": "new_api_error", "code": ""}}),
        ("openrouter", {"error": {"code": 401}}),
        ("together", {"error": {"code": "missing_api_key"}}),
    ],
)
async def test_a_missing_key_is_refused_in_the_servers_shape(name, body, serve):
    async with serve(name) as server:
        told = (await server.client.post("/videos", headers={"authorization": ""}, **server.order_of())).json()
    if isinstance(body["error"], str):
        assert told == body
    else:
        assert told["error"].pop("message")
        assert body["error"].items() <= told["error"].items()


@pytest.mark.imitation("azure")
async def test_azure_takes_its_key_in_a_header_of_its_own(server):
    headers = {"authorization": "", "api-key": "any"}
    assert (await server.client.post("/videos", headers=headers, **server.order_of())).status_code == 200


@pytest.mark.imitation(*ASYNCHRONOUS)
async def test_an_idempotency_key_is_not_honoured(server):
    headers = {"idempotency-key": "one"}
    first, second = [await server.client.post("/videos", headers=headers, **server.order_of()) for _ in range(2)]
    assert first.json()["id"] != second.json()["id"]


@pytest.mark.imitation(*ASYNCHRONOUS)
async def test_an_order_is_answered_as_waiting_even_when_it_is_already_done(server):
    server.draws_at_once = True
    made = await server.create()
    waiting = {"openrouter": "pending", "together": "in_progress"}.get(server.name, "queued")
    assert made["status"] == waiting
    assert (await server.video(made["id"]))["status"] == "completed"


@pytest.mark.imitation(*ALL)
async def test_a_drill_word_has_the_order_refused_and_nothing_kept(server):
    refused = await server.post("a kite [refuse]")
    assert refused.status_code == (403 if server.name == "openrouter" else 400)
    assert server.store.orders() == []
    shape = {
        "openai": {"error": {"type": "invalid_request_error", "code": "sentinel_block"}},
        "azure": {"error": {"type": "invalid_request_error", "code": "sentinel_block"}},
        "litellm": {"error": {"code": "400"}},
        "new-api": {"code": "fail_to_fetch_task", "data": None},
        "vllm-omni": {"error": {"code": 400, "type": "Bad Request"}},
        "openrouter": {"error": {"code": 403}},
        "together": {"error": {"type": "invalid_request_error", "code": "invalid_prompt"}},
        "dynamo": {"code": 400, "type": "Bad Request"},
    }.get(server.name, {})
    told = refused.json()
    for name, value in shape.items():
        assert value.items() <= told[name].items() if isinstance(value, dict) else told[name] == value
    if server.name in ("sglang", "fastvideo"):
        assert set(told) == {"detail"}


FAILED = {
    "openai": ("failed", {"code": "moderation_blocked", "message": "Your request was blocked by our moderation system."}),
    "azure": ("failed", {"code": "moderation_blocked", "message": "Your request was blocked by our moderation system."}),
    "sglang": ("failed", {"message": ...}),
    "vllm-omni": ("failed", {"code": 500, "message": ...}),
    "fastvideo": ("failed", {"message": ...}),
    "litellm": ("failed", {"code": "moderation_blocked", "message": ...}),
    "new-api": ("failed", {"code": "video_generation_failed", "message": ...}),
    "openrouter": ("failed", ...),
    "together": ("failed", {"code": "generation_failed", "message": ...}),
}  # fmt: skip


@pytest.mark.imitation(*ASYNCHRONOUS)
async def test_a_drill_word_has_the_job_end_failed_in_the_servers_shape(server):
    made = await server.create("a kite [fail]")
    assert made["status"] != "failed"
    response = await server.get(made["id"])
    assert response.status_code == (500 if server.name == "vllm-omni" else 200)
    status, error = FAILED[server.name]
    told = response.json()
    assert told["status"] == status and (told["id"] == made["id"] or server.name == "litellm")
    if error is ...:
        assert isinstance(told["error"], str) and told["error"]
    else:
        assert set(told["error"]) == set(error) and told["error"]["message"]
        assert told["error"].get("code") == error.get("code")


async def test_a_failing_drill_keeps_the_pace(serve):
    times = [1_000.0]
    async with serve("openai", pace_s=10, clock=lambda: times[-1]) as server:
        made = await server.create("a kite [fail]")
        told = []
        for now in (1_000.0, 1_005.0, 1_009.95, 1_010.0):
            times.append(now)
            video = await server.video(made["id"])
            told.append((video["status"], video["progress"]))
    assert [status for status, _ in told] == ["in_progress", "in_progress", "in_progress", "failed"]
    assert [progress for _, progress in told[:3]] == [0, 50, 99]


IDS = {
    "openai": r"video_[0-9a-f]{48}",
    "azure": r"video_[0-9a-f]{48}",
    "sglang": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "vllm-omni": r"video_gen_[0-9a-f]{32}",
    "fastvideo": r"[0-9a-f]{32}",
    "litellm": r"video_[A-Za-z0-9+/]{100,}={1,2}",
    "new-api": r"task_[A-Za-z0-9]{32}",
    "openrouter": r"gen-vid-\d{10}-[A-Za-z0-9]{20}",
    "together": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}


@pytest.mark.imitation(*IDS)
async def test_ids_have_the_servers_own_alphabet(server):
    assert re.fullmatch(IDS[server.name], (await server.create())["id"])


@pytest.mark.imitation("litellm")
async def test_litellm_hides_provider_and_deployment_in_the_id(server):
    inside = base64.b64decode((await server.create())["id"].removeprefix("video_")).decode()
    assert re.fullmatch(r"litellm:custom_llm_provider:openai;model_id:sora-2;video_id:video_[0-9a-f]{32}", inside)


@pytest.mark.imitation("litellm")
async def test_litellm_forgets_the_model_in_the_ids_that_it_tells_later(server):
    made = await server.create()
    later = (await server.video(made["id"]))["id"]
    assert b";model_id:;" in base64.b64decode(later.removeprefix("video_"))
    known = base64.b64decode(made["id"].removeprefix("video_")).decode()
    unknown = "video_" + base64.b64encode((known[:-4] + "0000").encode()).decode()
    for astray in (later, unknown, "no"):
        response = await server.get(astray)
        assert response.status_code == 404 and response.json()["error"]["code"] == "404"
    assert (
        json.loads(response.json()["error"]["message"].split(" - ")[1].split("\n")[0])["error"]["code"]
        == "video_not_found"
    )


# (method, path, status, body): a set for the names in a body, None for no body at all

NO_ROUTE = {
    "openai": [("GET", "/nothing", 404, {"error"}), ("PUT", "/videos", 405, {"error"})],
    "azure": [("POST", "/videos/edits", 405, {"error"}), ("POST", "/videos/x/extend", 404, {"error"})],
    "sglang": [
        ("POST", "/videos/x/remix", 404, {"detail": "Not Found"}),
        ("POST", "/videos/edits", 405, {"detail": "Method Not Allowed"}),
    ],
    "vllm-omni": [
        ("POST", "/videos/x/remix", 404, {"error": {"message": "Not Found", "type": "Not Found", "param": None, "code": 404}}),
        ("PUT", "/videos", 405, {"error": {"message": "Method Not Allowed", "type": "Method Not Allowed", "param": None, "code": 405}}),
    ],
    "fastvideo": [("POST", "/videos/x/remix", 404, {"detail": "Not Found"})],
    "litellm": [("DELETE", "/videos/x", 405, {"detail": "Method Not Allowed"}), ("GET", "/nothing", 404, {"detail": "Not Found"})],
    "new-api": [
        ("GET", "/videos", 404, {"error": {"message": "Invalid URL (GET /v1/videos)", "type": "invalid_request_error", "param": "", "code": ""}}),
        ("DELETE", "/videos/x", 404, {"error": {"message": "Invalid URL (DELETE /v1/videos/x)", "type": "invalid_request_error", "param": "", "code": ""}}),
    ],
    "openrouter": [
        ("GET", "/videos", 404, {"error": {"message": "Not Found", "code": 404}}),
        ("DELETE", "/videos/x", 404, {"error": {"message": "Not Found", "code": 404}}),
        ("POST", "/videos/x/remix", 404, {"error": {"message": "Not Found", "code": 404}}),
    ],
    "together": [("GET", "/videos", 404, {"error"}), ("GET", "/videos/x/content", 404, {"error"}), ("DELETE", "/videos/x", 404, {"error"})],
    "dynamo": [("GET", "/videos", 405, None), ("GET", "/videos/x", 404, None), ("GET", "/videos/x/content", 404, None)],
}  # fmt: skip


@pytest.mark.imitation(*ALL)
async def test_routes_that_the_server_lacks_are_refused_its_way(server):
    for method, path, status, body in NO_ROUTE[server.name]:
        response = await server.client.request(method, path)
        assert response.status_code == status, (method, path)
        if body is None:
            assert response.content == b""
        elif isinstance(body, set):
            assert set(response.json()) == body
        else:
            assert response.json() == body


@pytest.mark.imitation("litellm")
async def test_routes_that_are_there_but_not_imitated_say_so(server):
    for path in ("/videos/edits", "/videos/extensions", "/videos/characters"):
        response = await server.client.post(path, json={})
        assert response.status_code == 501 and "imitation" in response.json()["error"]["message"]


UNKNOWN = {
    "openai": (404, {"error": {"message": "Video with id 'no' not found.", "type": "invalid_request_error", "param": "video_id", "code": "video_not_found"}}),
    "sglang": (404, {"detail": "Video not found"}),
    "vllm-omni": (404, {"error": {"message": "Video not found", "type": "Not Found", "param": None, "code": 404}}),
    "fastvideo": (404, {"detail": "Video not found"}),
    "new-api": (400, {"code": "task_not_exist", "message": "task_not_exist", "data": None}),
    "openrouter": (404, {"error": {"message": "Video job no not found", "code": 404}}),
}  # fmt: skip


@pytest.mark.imitation(*UNKNOWN)
async def test_an_unknown_video_is_refused_in_the_servers_shape(server):
    response = await server.get("no")
    assert (response.status_code, response.json()) == UNKNOWN[server.name]


@pytest.mark.imitation("new-api")
async def test_content_of_an_unknown_video_is_refused_in_another_shape_than_the_video(server):
    response = await server.content("no")
    assert response.status_code == 404
    assert response.json() == {"error": {"message": "Task not found", "type": "invalid_request_error"}}


@pytest.mark.parametrize("name", ASYNCHRONOUS)
async def test_servers_that_keep_their_videos_in_memory_forget_them(name, serve):
    async with serve(name) as server:
        made = await server.create()
    async with serve(name) as server:
        status = (await server.get(made["id"])).status_code
        assert status == (404 if name in ("sglang", "vllm-omni", "fastvideo") else 200)
        listed = await server.client.get("/videos")
        if listed.status_code == 200:
            assert [video["id"] for video in listed.json()["data"]] == ([] if status == 404 else [made["id"]])


async def test_two_imitations_of_one_home_know_nothing_of_each_other(serve):
    async with serve("new-api") as server:
        made = await server.create()
    async with serve("openai") as server:
        assert (await server.client.get("/videos")).json()["data"] == []
        assert (await server.get(made["id"])).status_code == 404


MODELS = {
    "sglang": {"owned_by": "sglang", "task_type": "TI2V", "object": "model"},
    "vllm-omni": {"owned_by": "vllm", "object": "model"},
    "fastvideo": {"owned_by": "fastvideo", "object": "model"},
    "litellm": {"owned_by": "openai", "object": "model"},
    "new-api": {"owned_by": "openai", "supported_endpoint_types": ["openai-video"]},
    "dynamo": {"owned_by": "nvidia", "object": "object"},
    "openai": {"owned_by": "system", "object": "model"},
}


@pytest.mark.imitation(*MODELS)
async def test_the_models_are_told_with_the_servers_marks(server):
    listed = (await server.client.get("/models")).json()
    assert listed["object"] == "list"
    assert MODELS[server.name].items() <= listed["data"][0].items()
    assert listed["data"][0]["id"] == server.app.state.model


@pytest.mark.imitation("azure", "new-api")
async def test_some_servers_sign_every_answer(server):
    marks = {
        "azure": {"apim-request-id"},
        "new-api": {"x-oneapi-request-id", "x-new-api-version"},
    }[server.name]
    for response in (await server.post(), await server.get("no"), await server.client.get("/nothing")):
        assert marks <= set(response.headers)


@pytest.mark.imitation("litellm")
async def test_litellm_signs_videos_and_refusals_and_nothing_else(server):
    made = await server.post()
    signed = (made, await server.get(made.json()["id"]), await server.get("no"), await server.client.get("/videos"))
    assert all({"x-litellm-call-id", "x-litellm-version"} <= set(response.headers) for response in signed)
    server.finish()
    plain = (
        await server.content(made.json()["id"]),
        await server.client.get("/models"),
        await server.client.get("/no"),
    )
    assert not [name for response in plain for name in response.headers if name.startswith("x-litellm")]
