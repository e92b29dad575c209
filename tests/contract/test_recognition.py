"""How the client finds out what answers at an address, what it says of it, and what it says when it is nothing of use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError, ProviderUnreachableError
from sora_widgets.providers import Provider, VideoRequest, open_provider, profile_named
from sora_widgets.settings import load_settings

KEY = "sk-planted-secret"
VIDEO = {"id": "video_1", "object": "video", "status": "completed", "model": "sora-2", "prompt": "a red kite"}
LIST = {"object": "list", "data": [VIDEO], "has_more": False}
NOT_FOUND = httpx2.Response(404, json={"detail": "Not Found"})


def served(
    routes: dict[str, httpx2.Response],
    *,
    address: str = "http://127.0.0.1:9/v1",
    profile: str | None = None,
    seen: list[str] | None = None,
    headers: dict[str, str] | None = None,
) -> Provider:
    """A server with these routes below its address; all others are not found, as FastAPI says it."""
    server = open_provider(address, load_settings(), api_key=KEY, profile=profile)
    base = httpx2.URL(address).path

    def answer(request: httpx2.Request) -> httpx2.Response:
        path = request.url.path.removeprefix(base)
        if seen is not None:
            seen.append(f"{request.method} {path}")
        response = routes.get(path, NOT_FOUND)
        return httpx2.Response(
            response.status_code, content=response.content, headers={**response.headers, **(headers or {})}
        )

    server._make_transport = lambda: httpx2.MockTransport(answer)
    return server


def recognised(server: Provider) -> Provider:
    async def ask() -> None:
        await server.recognise()
        await server.close()

    asyncio.run(ask())
    return server


def models(**entry: Any) -> httpx2.Response:
    return httpx2.Response(200, json={"object": "list", "data": [{"id": "wan", "object": "model", **entry}]})


def ok(body: object = LIST, **headers: str) -> httpx2.Response:
    return httpx2.Response(200, json=body, headers=headers)


UNSUPPORTED = httpx2.Response(405)
INVALID_URL = httpx2.Response(404, json={"error": {"message": "Invalid URL (GET /v1/videos)", "code": ""}})
NO_PROVIDER = httpx2.Response(400, json={"error": {"message": "LLM Provider NOT provided", "code": "400"}})
GATEWAY = {"x-litellm-version": "1.106.2"}
VIDEO_MODELS = ok({"data": [{"id": "google/veo-3.1", "pricing_skus": {"per-video-second": "0.50"}}]})
TASK = httpx2.Response(400, json={"code": "task_not_exist", "message": "task_not_exist", "data": None})


@pytest.mark.parametrize(
    ("name", "routes", "by", "questions"),
    [
        ("animatic", {"/videos": ok(**{"x-sora-widgets": "animatic"})}, "signs", 1),
        ("azure", {"/videos": ok(**{"apim-request-id": "1"})}, "apim-request-id", 1),
        ("sglang", {"/videos": ok(), "/models": models(owned_by="sglang", task_type="T2V")}, "'sglang'", 2),
        ("sglang", {"/videos": ok(), "/models": models(task_type="T2V")}, "task_type", 2),
        ("vllm-omni", {"/videos": ok(), "/models": models(owned_by="vllm")}, "'vllm'", 2),
        ("fastvideo", {"/videos": ok({"data": []}), "/models": models(owned_by="fastvideo")}, "'fastvideo'", 2),
        ("litellm", {"/videos": ok(**GATEWAY), "/models": models()}, "x-litellm", 1),
        (
            "new-api",
            {"/videos": INVALID_URL, "/models": ok({"data": []}, **{"X-Oneapi-Request-Id": "1"})},
            "oneapi",
            3,
        ),
        ("new-api", {"/videos": INVALID_URL, "/models": models(), "/videos/models": TASK}, "task_not_exist", 3),
        ("openrouter", {"/videos/models": VIDEO_MODELS, "/models": models()}, "video models", 3),
        ("dynamo", {"/videos": UNSUPPORTED, "/models": models(owned_by="nvidia", object="object")}, "'nvidia'", 3),
        ("unknown", {"/videos": ok()}, "published specification", 3),
        ("unknown", {"/videos": UNSUPPORTED}, "published specification", 3),
    ],
)
def test_each_server_is_recognised_by_what_gives_it_away(
    name: str, routes: dict[str, httpx2.Response], by: str, questions: int
) -> None:
    seen: list[str] = []
    server = recognised(served(routes, seen=seen))
    assert server.profile.name == name
    assert by in server.found and profile_named(name).label in server.found
    assert len(seen) == questions and all(question.startswith("GET ") for question in seen)


@pytest.mark.parametrize(
    ("address", "routes", "name"),
    [
        ("http://127.0.0.1:9/openai/v1", {"/videos": ok()}, "azure"),
        ("http://127.0.0.1:9/v2", {"/videos": UNSUPPORTED}, "together"),
        (
            "http://127.0.0.1:9/v2",
            {"/videos/models": httpx2.Response(404, json={"error": {"message": "x"}})},
            "together",
        ),
    ],
)
def test_the_end_of_the_address_counts_where_there_are_videos(
    address: str, routes: dict[str, httpx2.Response], name: str
) -> None:
    server = recognised(served(routes, address=address))
    assert server.profile.name == name and "its address, which ends in" in server.found


@pytest.mark.parametrize(
    ("address", "routes"),
    [
        ("http://127.0.0.1:9/v2", {"/videos": ok(), "/models": models()}),
        ("http://127.0.0.1:9/v1", {"/videos": ok(), "/models": models(owned_by="nvidia")}),
        ("http://127.0.0.1:9/v1", {"/videos": ok({"data": []}), "/models": models(owned_by="nvidia")}),
    ],
)
def test_a_list_that_was_just_shown_outweighs_the_marks_of_servers_without_one(
    address: str, routes: dict[str, httpx2.Response]
) -> None:
    server = recognised(served(routes, address=address))
    assert server.profile.name == "unknown" and server.profile.can_list and not server.profile.is_synchronous


@pytest.mark.parametrize("status", [404, 500, 503])
@pytest.mark.parametrize("profile", [None, "openrouter"])
def test_the_list_of_chat_models_is_never_taken_for_that_of_video_models(profile: str | None, status: int) -> None:
    routes = {"/models": models(), "/videos/models": httpx2.Response(status, json={"error": {"message": "later"}})}
    address = "http://127.0.0.1:9/v1" if profile else "https://openrouter.ai/api/v1"
    server = recognised(served(routes, profile=profile, address=address))
    assert server.models() is None
    server.check_request(VideoRequest("a red kite", "google/veo-3.1", 4, "1280x720"))


def test_the_list_of_video_models_counts_where_it_can_be_read() -> None:
    routes = {"/models": models(), "/videos/models": VIDEO_MODELS}
    assert recognised(served(routes, profile="openrouter")).models() == ("google/veo-3.1",)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([], "it lists its videos,"),
        ([VIDEO], "it lists its videos with their prompts"),
        ([{"id": "video_1", "status": "completed"}], "it lists its videos without their prompts"),
    ],
)
def test_that_an_unknown_server_lists_prompts_is_only_said_when_it_was_seen(listed: list[object], said: str) -> None:
    assert said in recognised(served({"/videos": ok({"data": listed})})).found
    assert "it lists its videos," in served({}).found  # not asked yet


def test_the_end_of_the_address_alone_is_no_videos_server() -> None:
    with pytest.raises(ProtocolError, match="not as a Videos server"):
        recognised(served({}, address="http://127.0.0.1:9/v2"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://kites.openai.azure.com/openai/v1/", "azure"),
        ("https://kites.services.ai.azure.com/openai/v1", "azure"),
        ("https://openrouter.ai/api/v1", "openrouter"),
        ("https://api.together.xyz/v2", "together"),
        ("https://api.together.ai/v2", "together"),
        ("https://openai.azure.com.evil.test/openai/v1", "unknown"),
        ("https://notopenrouter.ai/api/v1", "unknown"),
    ],
)
def test_a_vendors_own_host_needs_no_question(address: str, name: str) -> None:
    server = open_provider(address, load_settings(), api_key=KEY)
    assert server.profile.name == name
    assert ("recognised by its address" in server.found) is (name != "unknown")


def test_a_vendors_host_with_another_path_is_told_the_right_one() -> None:
    with pytest.raises(Exception, match=r"https://api\.together\.ai/v2"):
        open_provider("https://api.together.ai/v1", load_settings(), api_key=KEY)


def test_a_chosen_profile_is_kept_whatever_the_server_looks_like() -> None:
    routes = {"/videos": ok(), "/models": models(owned_by="sglang")}
    server = recognised(served(routes, profile="fastvideo"))
    assert server.profile.name == "fastvideo" and "as you chose" in server.found


def test_a_misspelt_profile_is_told_the_nearest_and_all() -> None:
    with pytest.raises(Exception, match=r"did you mean 'sglang'.*animatic, openai, azure"):
        open_provider("http://gpu-box/v1", load_settings(), profile="sgland")


def test_openai_is_refused_with_the_date_also_when_it_is_chosen() -> None:
    with pytest.raises(ProviderRefusedError, match="2026-09-24"):
        open_provider("https://api.openai.com/v1", load_settings(), profile="openai")
    assert open_provider("http://gpu-box/v1", load_settings(), profile="openai").profile.name == "openai"


@pytest.mark.parametrize(
    ("name", "routes", "words"),
    [
        ("sglang", {"/videos": ok(), "/models": models(owned_by="sglang")}, ["without their prompts", "goes on"]),
        (
            "vllm-omni",
            {"/videos": ok(), "/models": models(owned_by="vllm")},
            ["with their prompts", "is stopped there"],
        ),
        ("new-api", {"/videos/models": TASK, "/models": models()}, ["cannot list", "yours to decide"]),
        ("litellm", {"/videos": ok(**GATEWAY)}, ["tells what a video cost"]),
        ("azure", {"/videos": ok(**{"apim-request-id": "1"})}, ["sora-2 as retired on 2026-11-02"]),
        ("animatic", {"/videos": ok(**{"x-sora-widgets": "animatic"})}, ["sent twice makes one video"]),
    ],
)
def test_what_was_found_says_what_matters_to_money(
    name: str, routes: dict[str, httpx2.Response], words: list[str]
) -> None:
    found = recognised(served(routes)).found
    assert all(word in found for word in words), found
    assert found.count(".") - found.count("2.") <= 1 and found.endswith(".")


def test_a_proxy_whose_list_leads_elsewhere_is_connected_without_a_list() -> None:
    lost = httpx2.Response(500, json={"error": {"message": "litellm.InternalServerError", "code": "500"}})
    routes = {"/videos": NO_PROVIDER, "/models": models(), "/videos/models": lost}
    server = recognised(served(routes, headers=GATEWAY))
    assert server.profile.name == "litellm" and not server.profile.can_list
    assert "cannot list" in server.found
    with pytest.raises(ProviderRefusedError, match="cannot list"):
        asyncio.run(server.list_page())


def test_a_proxy_that_takes_no_key_for_want_of_a_database_says_so() -> None:
    closed = httpx2.Response(400, json={"error": {"message": "No connected db.", "type": "no_db_connection"}})
    routes = {"/videos": closed, "/models": closed, "/videos/models": closed}
    for headers in ({}, GATEWAY):
        with pytest.raises(ProtocolError, match="No connected db"):
            recognised(served(routes, headers=headers))


def test_a_list_that_shows_no_prompts_is_believed_over_the_profile() -> None:
    silent = {"object": "list", "data": [{"id": "video_1", "status": "completed"}]}
    server = recognised(served({"/videos": ok(silent)}))
    assert not server.profile.tells_prompts and "without their prompts" in server.found


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("profile", [None, "litellm", "new-api", "openrouter", "together", "dynamo", "sglang"])
def test_a_key_that_is_not_accepted_is_said_without_showing_it(status: int, profile: str | None) -> None:
    refusal = httpx2.Response(status, json={"error": {"message": f"Incorrect API key provided: {KEY}"}})
    routes = {"/videos": refusal, "/models": refusal, "/videos/models": refusal}
    with pytest.raises(ProviderRefusedError, match="wants a key that it accepts") as refused:
        recognised(served(routes, profile=profile))
    assert KEY not in str(refused.value) and KEY not in repr(refused.value.details)
    assert refused.value.details["status"] == status


@pytest.mark.parametrize("profile", ["new-api", "openrouter"])
def test_a_public_list_of_models_does_not_hide_a_key_that_is_not_accepted(profile: str) -> None:
    routes = {"/models": models(), "/videos/models": httpx2.Response(401, json={"error": "Unauthorized"})}
    with pytest.raises(ProviderRefusedError, match="wants a key that it accepts"):
        recognised(served(routes, profile=profile))


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("profile", [None, "new-api", "dynamo", "sglang"])
def test_a_server_that_cannot_answer_now_is_not_called_a_wrong_address(status: int, profile: str | None) -> None:
    busy = httpx2.Response(status, json={"error": "scheduler died"}, headers={"retry-after": "9"})
    routes = {"/videos": busy, "/models": busy, "/videos/models": busy}
    with pytest.raises(ProviderRefusedError, match="cannot answer now") as refused:
        recognised(served(routes, profile=profile))
    assert refused.value.details["retry_after_s"] == 9.0


@pytest.mark.parametrize("profile", [None, "sglang", "new-api", "dynamo", "together"])
@pytest.mark.parametrize(
    "page", [httpx2.Response(200, html="<html>hello</html>"), httpx2.Response(404, html="<html>no</html>")]
)
def test_a_web_page_is_no_videos_server(profile: str | None, page: httpx2.Response) -> None:
    routes = {"/videos": page, "/models": page, "/videos/models": page}
    with pytest.raises(ProtocolError, match="Videos"):
        recognised(served(routes, profile=profile))


def test_a_server_of_other_things_is_told_with_its_own_words() -> None:
    routes = {"/videos": httpx2.Response(400, json={"error": {"message": f"No connected db for {KEY}"}})}
    with pytest.raises(ProtocolError, match="No connected db") as refused:
        recognised(served(routes))
    assert KEY not in str(refused.value)


def test_an_address_that_has_moved_says_where_to() -> None:
    moved = httpx2.Response(301, headers={"location": "https://127.0.0.1:9/v1/videos"})
    with pytest.raises(ProtocolError, match=r"it points to https://127\.0\.0\.1:9/v1/videos"):
        recognised(served({"/videos": moved}))


def test_nobody_at_the_address_is_said_after_one_question() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        raise httpx2.ConnectError("refused")

    server = open_provider("http://127.0.0.1:9/v1", load_settings())
    server._make_transport = lambda: httpx2.MockTransport(answer)
    with pytest.raises(ProviderUnreachableError, match="127"):
        asyncio.run(server.recognise())
    assert len(asked) == 1


def echo(where: str) -> httpx2.Response:
    """A server that repeats our key in one place of its answer."""
    text = f"leaked {KEY}"
    bodies: dict[str, object] = {
        "error": {"error": {"message": text, "code": text}},
        "detail": {"detail": [{"msg": text, "loc": [text]}]},
        "name": {"detail": {text: 1}},
    }
    if where == "location":
        return httpx2.Response(302, headers={"location": f"https://elsewhere.test/?key={KEY}"})
    if where == "content-type":
        return httpx2.Response(200, content=b"", headers={"content-type": f"text/{KEY}"})
    if where == "escaped":
        return httpx2.Response(400, text='{"detail": "leaked \\u0073' + KEY[1:] + '"}')
    return httpx2.Response(400, json=bodies[where])


CALLS: dict[str, Callable[[Provider], Any]] = {
    "recognise": lambda server: server.recognise(),
    "retrieve": lambda server: server.retrieve("video_1"),
    "list": lambda server: server.list_page(),
    "delete": lambda server: server.delete("video_1"),
    "download": lambda server: _downloaded(server),
}


async def _downloaded(server: Provider) -> None:
    async with server.download("video_1") as download:
        async for _ in download.chunks:
            pass


@pytest.mark.parametrize("where", ["error", "detail", "name", "escaped", "location", "content-type"])
@pytest.mark.parametrize("call", CALLS)
def test_a_key_that_the_server_repeats_never_comes_out(where: str, call: str) -> None:
    server = Provider(
        "gpu-box",
        "http://127.0.0.1:9/v1",
        profile_named("unknown"),
        usd_per_second=Decimal(0),
        api_key=KEY,
        make_transport=lambda: httpx2.MockTransport(lambda request: echo(where)),
    )
    if call == "delete" and where == "content-type":
        asyncio.run(CALLS[call](server))  # an empty 200 is a yes
        return
    with pytest.raises(ProviderError) as caught:
        asyncio.run(CALLS[call](server))
    shown = f"{caught.value}{caught.value.details!r}{server!r}{server.found}"
    assert KEY not in shown


@pytest.mark.parametrize("call", ["recognise", "retrieve", "list", "download"])
def test_a_verbose_traceback_does_not_show_what_the_server_repeated(call: str) -> None:
    from IPython.core.ultratb import VerboseTB

    server = Provider(
        "gpu-box",
        "http://127.0.0.1:9/v1",
        profile_named("unknown"),
        usd_per_second=Decimal(0),
        api_key=KEY,
        make_transport=lambda: httpx2.MockTransport(lambda request: echo("error")),
    )
    with pytest.raises(ProviderError) as caught:
        asyncio.run(CALLS[call](server))
    shown = VerboseTB(theme_name="nocolor", include_vars=True).text(caught.type, caught.value, caught.tb)
    assert "test_recognition.py" in shown and KEY not in shown


def test_a_key_inside_a_video_is_taken_out_and_its_addresses_are_dropped() -> None:
    body = {
        **VIDEO,
        "prompt": f"a kite {KEY}",
        "model": KEY,
        "size": KEY,
        "status": "failed",
        "error": {"code": KEY, "message": f"no, {KEY}"},
        "url": f"https://cdn.test/a.mp4?key={KEY}",
        "urls": ["https://cdn.test/b.mp4"],
    }
    server = served({"/videos/video_1": ok(body), "/videos": ok({"data": [body]})})

    async def read() -> list[Any]:
        return [await server.retrieve("video_1"), *(await server.list_page()).videos]

    for video in asyncio.run(read()):
        assert KEY not in repr(video) and video.urls == ("https://cdn.test/b.mp4",)


def test_a_key_that_an_escape_hides_inside_a_video_is_taken_out_too() -> None:
    hidden = "\\u0073" + KEY[1:]
    text = f'{{"id": "video_1", "status": "queued", "prompt": "{hidden}", "url": "https://cdn.test/?k={hidden}"}}'
    server = served({"/videos/video_1": httpx2.Response(200, text=text)})
    video = asyncio.run(server.retrieve("video_1"))
    assert (video.prompt, video.urls) == ("[key]", ())


@pytest.mark.parametrize(
    ("encoding", "kind"), [("utf-16-le", "application/json"), ("utf-8", "application/json; charset=cp500")]
)
def test_a_key_that_the_encoding_hides_inside_a_video_is_taken_out_too(encoding: str, kind: str) -> None:
    content = f'{{"id": "video_1", "status": "queued", "prompt": "{KEY}"}}'.encode(encoding)
    server = served({"/videos/video_1": httpx2.Response(200, content=content, headers={"content-type": kind})})
    assert asyncio.run(server.retrieve("video_1")).prompt == "[key]"


def test_a_key_as_the_id_of_a_video_is_not_written_down() -> None:
    server = served({"/videos": ok({**VIDEO, "id": f"video_{KEY}"})})

    async def order() -> None:
        await server.create(VideoRequest("a red kite", "sora-2", 4, "1280x720"), "key-1")

    with pytest.raises(ProtocolError, match="repeats our key") as caught:
        asyncio.run(order())
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("status", [200, 400])
def test_a_key_in_escaped_json_instead_of_the_video_does_not_come_out(status: int) -> None:
    text = '{"detail": "see https://cdn.test/a.mp4?key=\\u0073' + KEY[1:] + '"}'
    server = served({"/videos/video_1/content": httpx2.Response(status, text=text)})
    with pytest.raises(ProviderError) as caught:
        asyncio.run(_downloaded(server))
    assert KEY not in f"{caught.value}{caught.value.details!r}"


def test_a_redirect_that_carries_the_key_is_not_followed() -> None:
    seen: list[str] = []
    away = httpx2.Response(302, headers={"location": f"https://cdn.test/a.mp4?key={KEY}"})
    server = served({"/videos/video_1/content": away}, seen=seen)
    with pytest.raises(ProtocolError, match="repeats our key") as caught:
        asyncio.run(_downloaded(server))
    assert seen == ["GET /videos/video_1/content"] and KEY not in str(caught.value)


def test_an_address_that_carries_the_key_is_not_asked() -> None:
    seen: list[str] = []
    server = served({"/videos/video_1/content": NOT_FOUND}, seen=seen)

    async def fetch() -> None:
        async with server.download("video_1", [f"https://cdn.test/a.mp4?key={KEY}"]):
            pass

    with pytest.raises(ProviderRefusedError) as caught:
        asyncio.run(fetch())
    assert seen == ["GET /videos/video_1/content"] and KEY not in repr(caught.value.details)
