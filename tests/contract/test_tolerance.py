"""What a client must tolerate in the answers of real servers, by the numbers of the list (T1 to T8, T12 to T14, T20 to T24).

The orders that it sends are in `test_tolerance_orders`, the bytes of videos in `test_tolerance_bytes`. What the engine
does with an answer (back-off, looking for a lost one, a video that is gone) is tested with the engine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from answering import ALL, KEY, MP4, REQUEST, VIDEO, always, created, downloaded, provider, recorded
from sora_widgets.errors import (
    ProtocolError,
    ProviderRefusedError,
    RequestError,
)
from sora_widgets.providers import Provider, open_provider, profile_named
from sora_widgets.providers.wire import read_error, read_page, read_video
from sora_widgets.settings import load_settings


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        *((word, "queued") for word in ("queued", "pending", "submitted", "not_start", "NOT_START", "unknown")),
        *((word, "in_progress") for word in ("in_progress", "processing", "running", "preprocessing", "In Progress")),
        *((word, "completed") for word in ("completed", "succeeded", "success", "done")),
        *((word, "cancelled") for word in ("cancelled", "canceled")),
        *((word, "failed") for word in ("failed", "error", "deleted")),
        ("expired", "expired"),
    ],
)
def test_t01_every_word_for_a_status_is_understood_and_kept(told: str, ours: str) -> None:
    video = read_video({**VIDEO, "status": told})
    assert video is not None and (video.status, video.told_status) == (ours, told)


def test_t01_a_word_nobody_has_heard_of_is_handed_on_as_it_came() -> None:
    video = read_video({**VIDEO, "status": "Dreaming"})
    assert video is not None and video.status == "dreaming" and video.told_status == "Dreaming"


def test_t02_the_newest_wish_of_the_server_about_asking_again_is_known() -> None:
    told = iter(["2500", "700", None, "soon", "-1", "nan"])

    def answer(request: httpx2.Request) -> httpx2.Response:
        after = next(told)
        return httpx2.Response(200, json=VIDEO, headers={} if after is None else {"openai-poll-after-ms": after})

    server = provider(answer)
    assert server.poll_after_s is None

    async def wishes() -> list[float | None]:
        return [(await server.retrieve("video_1"), server.poll_after_s)[1] for _ in range(6)]

    assert asyncio.run(wishes()) == [2.5, 0.7, 0.7, 0.7, 0.7, 0.7]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Sun, 22 Nov 2026 10:05:00 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 300.0),
        ({"retry-after": "Sun, 22 Nov 2026 09:00:00 GMT", "date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_t02_retry_after_is_read_as_seconds_and_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    with pytest.raises(ProviderRefusedError) as refused:
        created(provider(always(httpx2.Response(429, json={}, headers=headers))))
    assert refused.value.details["retry_after_s"] == seconds


def test_t02_a_date_without_the_servers_clock_is_measured_by_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sora_widgets.providers.exchange.time.time", lambda: 1_795_341_600.0)  # 2026-11-22 10:00:00 UTC
    busy = httpx2.Response(429, json={}, headers={"retry-after": "Sun, 22 Nov 2026 10:00:40 GMT"})
    with pytest.raises(ProviderRefusedError) as refused:
        created(provider(always(busy)))
    assert refused.value.details["retry_after_s"] == 40.0


def test_t02_the_servers_clock_is_told_by_its_date(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"monotonic": 100.0, "day": 1_795_341_600.0}
    monkeypatch.setattr("sora_widgets.providers.exchange.time.monotonic", lambda: clock["monotonic"])
    monkeypatch.setattr("sora_widgets.providers.exchange.time.time", lambda: clock["day"])
    server = provider(always(httpx2.Response(200, json=VIDEO, headers={"date": "Sun, 22 Nov 2026 09:58:30 GMT"})))
    assert server.server_time_s is None
    asyncio.run(server.retrieve("video_1"))
    clock.update(monotonic=130.0, day=1_795_341_600.0 - 3600.0)  # half a minute later, and our clock was set back
    assert server.server_time_s == 1_795_341_540.0


def test_t02_an_answer_out_of_a_cache_does_not_set_the_clock() -> None:
    headers = {"date": "Sun, 22 Nov 2020 09:58:30 GMT", "age": "86400"}
    server = provider(always(httpx2.Response(200, json=VIDEO, headers=headers)))
    asyncio.run(server.retrieve("video_1"))
    assert server.server_time_s is None


def test_t20_a_question_that_is_answered_with_another_video_is_no_answer() -> None:
    other = httpx2.Response(200, json={**VIDEO, "id": "video_2"})
    with pytest.raises(ProtocolError, match="another video"):
        asyncio.run(provider(always(other)).retrieve("video_1"))
    told = asyncio.run(provider(always(other), "litellm").retrieve("video_1"))
    assert told.id == "video_1", "LiteLLM writes its ids anew at each answer"


@pytest.mark.parametrize("status", [400, 422, 500, 503, 599])
@pytest.mark.parametrize("call", ["retrieve", "create"])
def test_t03_a_failed_job_that_comes_as_an_http_error_is_a_job(status: int, call: str) -> None:
    body = {**VIDEO, "status": "failed", "error": {"code": status, "message": "out of memory"}}
    server = provider(always(httpx2.Response(status, json=body)), "vllm-omni")
    video = created(server) if call == "create" else asyncio.run(server.retrieve("video_1"))
    assert (video.id, video.status, video.error_code, video.error_message) == (
        "video_1",
        "failed",
        str(status),
        "out of memory",
    )


def test_t03_an_error_body_that_only_has_an_id_and_a_word_is_an_error() -> None:
    body = {"id": "req_1", "status": "NOT_FOUND", "message": "no such video"}
    with pytest.raises(ProviderRefusedError, match="no such video"):
        asyncio.run(provider(always(httpx2.Response(404, json=body))).retrieve("video_1"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"error": {"message": "m", "code": "c", "type": "t"}}, ("c", "m")),
        ({"error": {"message": "m"}}, (None, "m")),
        ({"error": {"message": "m", "code": 400}}, ("400", "m")),
        ({"error": "m"}, (None, "m")),
        ({"detail": "m"}, (None, "m")),
        ({"detail": [{"msg": "m"}]}, (None, '[{"msg": "m"}]')),
        ({"code": "c", "message": "m", "data": None}, ("c", "m")),
        ({"error": ""}, (None, None)),
        ([], (None, None)),
    ],
)
def test_t04_errors_in_all_shapes_are_read(body: object, told: tuple[str | None, str | None]) -> None:
    assert read_error(body) == told
    refusal = httpx2.Response(400, json=body)
    with pytest.raises(ProviderRefusedError) as refused:
        created(provider(always(refusal)))
    assert refused.value.details["server_code"] == told[0]
    assert (told[1] or "Bad Request") in str(refused.value)


@pytest.mark.parametrize(
    ("told", "read"), [(0, 0), (100, 100), (None, None), ("62", 62), (250, 100), (-3, 0), ("half", None), (True, None)]
)
def test_t05_progress_may_jump_or_be_missing(told: object, read: int | None) -> None:
    video = read_video({**VIDEO, "progress": told})
    assert video is not None and video.progress == read
    silent = read_video({"id": "video_1", "status": "queued"})
    assert silent is not None and silent.progress is None


@pytest.mark.parametrize(
    ("told", "read"), [("8", "8"), (4, "4"), (6.0, "6"), (5.04, "5.04"), (None, None), ("", None), ([], None)]
)
def test_t06_seconds_come_as_any_type(told: object, read: str | None) -> None:
    video = read_video({**VIDEO, "seconds": told})
    assert video is not None and video.seconds == read


@pytest.mark.parametrize(("told", "read"), [(None, None), ("", None), ("1344x768", "1344x768")])
def test_t07_a_size_may_be_missing_or_another_one(told: object, read: str | None) -> None:
    video = read_video({**VIDEO, "size": told})
    assert video is not None and video.size == read
    assert video.may_be(REQUEST)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ({"created_at": 1.5}, 1.5),
        ({"created_at": 7}, 7.0),
        ({"created": 7}, 7.0),
        ({"created_at": None, "created": 7}, 7.0),
        ({"created_at": "soon"}, None),
        ({"created_at": float("1e300")}, None),
        ({}, None),
    ],
)
def test_t08_the_time_of_creation_comes_in_many_ways(body: dict[str, object], read: float | None) -> None:
    video = read_video({"id": "video_1", "status": "in_progress", "completed_at": 9, "expires_at": None, **body})
    assert video is not None and video.created_at == read
    assert video.status == "in_progress"  # new-api tells completed_at of a video that is not finished


@pytest.mark.parametrize(
    ("name", "asked", "sent"), [("sglang", 0, "1"), ("sglang", 500, "100"), ("openai", 0, "0"), ("vllm-omni", 20, "20")]
)
def test_t12_a_page_is_asked_for_within_the_servers_limits(name: str, asked: int, sent: str) -> None:
    seen: list[httpx2.Request] = []
    asyncio.run(provider(recorded(seen, {"data": []}), name).list_page(limit=asked))
    assert seen[0].url.params["limit"] == sent and seen[0].url.params["order"] == "desc"


@pytest.mark.parametrize(
    ("body", "has_more"),
    [
        ({"data": [VIDEO], "has_more": True}, True),
        ({"data": [VIDEO], "has_more": False}, False),
        ({"data": [VIDEO]}, True),  # FastVideo: a full page may not be the last
        ({"data": []}, False),
        ([VIDEO], True),
    ],
)
def test_t12_whether_there_is_more_is_told_or_guessed_from_a_full_page(body: object, has_more: bool) -> None:
    page = read_page(body, limit=1)
    assert page is not None and page.has_more is has_more


def test_t12_an_entry_that_cannot_be_read_makes_the_page_incomplete() -> None:
    page = read_page({"data": [VIDEO, {"id": 7}, None]}, limit=20)
    assert page is not None and len(page.videos) == 1 and not page.is_whole


@pytest.mark.parametrize("name", [name for name in ALL if not profile_named(name).can_list])
def test_t12_a_server_without_a_list_is_never_asked_for_one(name: str) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("nothing should be asked")

    with pytest.raises(ProviderRefusedError, match="cannot list") as refused:
        asyncio.run(provider(answer, name).list_page())
    assert refused.value.details["is_definite"] is True


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, json={"id": "video_1", "object": "video.deleted", "deleted": True}),
        httpx2.Response(200, json={**VIDEO, "status": "deleted"}),
        httpx2.Response(204),
    ],
)
def test_t13_every_way_of_saying_deleted_is_taken(response: httpx2.Response) -> None:
    asyncio.run(provider(always(response)).delete("video_1"))


@pytest.mark.parametrize("status", [404, 405, 409])
def test_t13_a_refusal_to_delete_is_told_with_its_status(status: int) -> None:
    with pytest.raises(ProviderRefusedError) as refused:
        asyncio.run(provider(always(httpx2.Response(status, json={"detail": "busy"}))).delete("video_1"))
    assert refused.value.details["status"] == status


def test_t13_only_where_deleting_stops_the_work_does_the_profile_say_so() -> None:
    assert [name for name in ALL if profile_named(name).delete_aborts] == ["vllm-omni"]
    assert [name for name in ALL if not profile_named(name).can_delete] == [
        "litellm",
        "new-api",
        "openrouter",
        "together",
        "dynamo",
    ]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("feature", ["remix", "edits", "extensions", "characters"])
def test_t14_what_a_server_has_no_route_for_is_refused_before_sending(name: str, feature: str) -> None:
    server = provider(always(httpx2.Response(500)), name)
    if feature in profile_named(name).features:
        server.check_feature(feature)
        return
    with pytest.raises(RequestError, match=feature) as refused:
        server.check_feature(feature)
    assert "gpu-box" in str(refused.value)


STRANGE_IDS = ("video_bGl0ZWxsbTpj==", "a/b", "../../etc", "a?b#c", "ü ✓", "x" * 600)


@pytest.mark.parametrize("name", [name for name in ALL if profile_named(name).can_retrieve])
@pytest.mark.parametrize("remote_id", STRANGE_IDS)
def test_t20_an_id_of_any_alphabet_stays_one_piece_of_the_path(name: str, remote_id: str) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        is_content = request.url.raw_path.partition(b"?")[0].endswith(b"/content")
        return (
            httpx2.Response(200, content=MP4) if is_content else httpx2.Response(200, json={**VIDEO, "id": remote_id})
        )

    server = provider(answer, name)

    async def use() -> None:
        assert (await server.retrieve(remote_id)).id == remote_id
        if server.profile.can_delete:
            await server.delete(remote_id)
        if server.profile.content_route:
            async with server.download(remote_id):
                pass

    asyncio.run(use())
    base = (profile_named(name).base_path or "/v1").count("/")
    for request in seen:
        raw = request.url.raw_path.partition(b"?")[0].decode()
        assert raw.removesuffix("/content").count("/") == base + 2 and "#" not in raw


@pytest.mark.parametrize("name", [name for name in ALL if profile_named(name).can_retrieve])
def test_t21_only_the_servers_word_that_it_has_no_such_video_counts_as_lost(name: str) -> None:
    answers = {
        "gone": httpx2.Response(404, json={"detail": "Video not found"}),
        "unready": httpx2.Response(400, json={"code": "task_not_completed", "message": "Task is not completed yet"}),
        "unknown": httpx2.Response(400, json={"code": "task_not_exist", "message": "task_not_exist", "data": None}),
        "busy": httpx2.Response(503, json={"error": "scheduler died"}),
        "closed": httpx2.Response(401, json={"error": "Unauthorized"}),
    }
    told: dict[str, object] = {}
    for what, response in answers.items():
        with pytest.raises(ProviderRefusedError) as refused:
            asyncio.run(provider(always(response), name).retrieve("video_1"))
        told[what] = refused.value.details["is_unknown_video"]
    is_new_api = name == "new-api"
    assert told == {"gone": True, "unready": False, "unknown": is_new_api, "busy": False, "closed": False}


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    "page",
    [
        {"text": "404 page not found\n"},
        {"html": "<html><h1>404 Not Found</h1>nginx</html>"},
        {"content": b""},
        {"json": {}},
        {"json": "no"},
    ],
)
def test_t21_the_page_of_a_proxy_is_not_the_servers_word(page: dict[str, Any], status: int) -> None:
    with pytest.raises(ProviderRefusedError) as refused:
        asyncio.run(provider(always(httpx2.Response(status, **page))).retrieve("video_1"))
    told = refused.value.details
    assert (told["is_unknown_video"], told["is_from_server"]) == (False, False)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": "no", "code": None}},
        {"error": {"code": "video_not_found"}},
        {"error": "no"},
        {"detail": "no"},
        {"detail": [{"msg": "no"}]},
        {"code": "x", "message": "no"},
    ],
)
def test_t21_an_error_in_json_is_the_servers_word_in_every_shape(body: dict[str, object]) -> None:
    server = provider(always(httpx2.Response(404, json=body)))
    for call in (server.retrieve("video_1"), server.list_page()):
        with pytest.raises(ProviderRefusedError) as refused:
            asyncio.run(call)
        assert refused.value.details["is_from_server"] is True
        assert refused.value.details.get("is_unknown_video", True) is True


HALVES = [
    b'{"id": "v", "status": "failed", "prompt": "a \\ud83d kite", "error": {"code": "\\uDE00", "message": "no \\udfff"}}',
    b'{"id": "v", "status": "failed", "prompt": "a \xed\xa0\xbd kite", "error": {"code": "\\ud83d", "message": "no \\ud83d"}}',
    '{"id": "v", "status": "failed", "prompt": "a \ud83d kite", "error": {"code": "\\ud83d", "message": "no \\ud83d"}}'.encode(
        "utf-16-le", "surrogatepass"
    ),
]


@pytest.mark.parametrize("content", HALVES, ids=["escaped", "utf-8", "utf-16"])
def test_half_a_character_gets_no_further(content: bytes) -> None:
    video = asyncio.run(provider(always(httpx2.Response(200, content=content))).retrieve("v"))
    assert (video.prompt, video.error_code, video.error_message) == ("a ? kite", "?", "no ?")
    page = b'{"data": [' + content + b"]}" if content.startswith(b'{"') else None
    if page is not None:
        (listed,) = asyncio.run(provider(always(httpx2.Response(200, content=page))).list_page()).videos
        assert listed.prompt == "a ? kite"


@pytest.mark.parametrize(
    "call", [lambda server: asyncio.run(server.retrieve("v")), downloaded], ids=["retrieve", "download"]
)
def test_half_a_character_in_a_refusal_gets_no_further_and_whole_ones_stay(call: Callable[[Provider], object]) -> None:
    said = b'{"error": {"message": "no \\ud83d but \\ud83d\\ude00 \xed\x95\x9c", "code": "\\ud83d"}, "\\ud83d": 1}'
    server = provider(always(httpx2.Response(422, content=said)))
    with pytest.raises(ProviderRefusedError) as refused:
        call(server)
    assert str(refused.value).endswith("no ? but \U0001f600 한")
    assert refused.value.details["server_code"] == "?"


def test_t22_a_server_without_keys_gets_a_dummy_and_never_the_key_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted = {
        "OPENAI_API_KEY": KEY,
        "OPENAI_ADMIN_KEY": "sk-admin-secret",
        "OPENAI_ORG_ID": "org-secret",
        "OPENAI_PROJECT_ID": "proj-secret",
        "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer env-secret\nX-Api-Key: env-secret",
    }
    for name, value in planted.items():
        monkeypatch.setenv(name, value)
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        request.read()
        seen.append(request)
        if request.url.path.endswith("/content"):
            return httpx2.Response(200, content=MP4)
        return httpx2.Response(200, json={**VIDEO, "data": []})

    server = open_provider("http://127.0.0.1:9/v1", load_settings())
    server._make_transport = lambda: httpx2.MockTransport(answer)

    async def use() -> None:
        await server.recognise()
        await server.create(REQUEST, "key-1")
        await server.retrieve("video_1")
        await server.delete("video_1")
        async with server.download("video_1", ["https://cdn.test/a.mp4"]):
            pass

    asyncio.run(use())
    sent = repr([[*request.headers.raw] for request in seen])
    assert len(seen) >= 5 and "secret" not in sent
    assert {request.headers["authorization"] for request in seen} == {"Bearer none"}


@pytest.mark.parametrize(
    ("body", "cost_usd"),
    [
        ({"usage": {"cost": 0.25}}, Decimal("0.25")),
        ({"usage": {"cost": "0.25"}}, Decimal("0.25")),
        ({"usage": {"cost": 0}}, Decimal(0)),
        ({"outputs": {"cost": 2, "video_url": "https://cdn.test/a.mp4"}}, Decimal(2)),
        ({"usage": {"duration_seconds": 4.0}}, None),
        ({"usage": {"cost": -1}}, None),
        ({"usage": {"cost": "NaN"}}, None),
        ({"usage": {"cost": "Infinity"}}, None),
        ({"usage": {"cost": True}}, None),
        ({"usage": {"cost": 10**9}}, None),
        ({"usage": [], "outputs": "none"}, None),
    ],
)
def test_t24_a_cost_in_the_body_is_read_and_nonsense_is_not(body: dict[str, object], cost_usd: Decimal | None) -> None:
    video = read_video({**VIDEO, **body})
    assert video is not None and video.cost_usd == cost_usd


@pytest.mark.parametrize(
    ("told", "cost_usd"),
    [("0.4", Decimal("0.4")), ("0", None), ("0.0", None), ("None", None), ("-1", None), ("", None)],
)
def test_t24_a_cost_in_the_header_of_an_accepted_order_is_read(told: str, cost_usd: Decimal | None) -> None:
    answer = always(httpx2.Response(200, json=VIDEO, headers={"x-litellm-response-cost": told}))
    assert created(provider(answer, "litellm")).cost_usd == cost_usd


def test_t24_the_cost_of_asking_is_not_the_cost_of_the_video() -> None:
    answer = always(httpx2.Response(200, json=VIDEO, headers={"x-litellm-response-cost": "0.001"}))
    assert asyncio.run(provider(answer, "litellm").retrieve("video_1")).cost_usd is None
    failed = {**VIDEO, "status": "failed", "error": {"message": "no"}}
    answer = always(httpx2.Response(500, json=failed, headers={"x-litellm-response-cost": "0.4"}))
    assert created(provider(answer, "litellm")).cost_usd is None


def test_t24_who_tells_what_a_video_cost_is_in_the_profile() -> None:
    assert [name for name in ALL if profile_named(name).tells_cost] == ["litellm", "openrouter", "together"]
