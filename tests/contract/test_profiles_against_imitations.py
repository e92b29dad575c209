"""The client and its profiles against the imitated servers: each is found by itself, and a video is made and fetched.

What the imitations do is held by their own tests; their drawing is done by the test here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from animatic_server import picture
from sora_widgets.animatic.imitations import imitation_names
from sora_widgets.errors import ProviderRefusedError, RequestError
from sora_widgets.providers import Provider, RemoteVideo, VideoRequest, open_provider, profile_named, profile_names
from sora_widgets.settings import load_settings

KEY = "sk-planted-secret"
ALL = imitation_names()
PNG = picture(width=1280, height=720)
ALL_OPTIONS: dict[str, object] = {
    "seed": 7,
    "negative_prompt": "rain",
    "steps": 30,
    "guidance": 6.0,
    "fps": 24,
    "sound": True,
}


def connected(server: Any, seen: list[httpx2.Request] | None = None, profile: str | None = None) -> Provider:
    """A provider whose network is the imitation."""
    provider = open_provider(
        f"http://imitation.test{server.app.state.base_path}", load_settings(), api_key=KEY, profile=profile
    )
    inner = httpx2.ASGITransport(app=server.app)

    class Watched(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            if seen is not None:
                seen.append(request)
            return await inner.handle_async_request(request)

    provider._make_transport = Watched
    return provider


def run(provider: Provider, talk: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        try:
            await talk()
        finally:
            await provider.close()

    asyncio.run(whole())


def order(server: Any, **more: Any) -> VideoRequest:
    return VideoRequest("a red kite over the park", server.app.state.model, 4, "1280x720", **more)


async def fetched(provider: Provider, video: RemoteVideo) -> bytes:
    async with provider.download(video.id, video.urls) as download:
        return b"".join([chunk async for chunk in download.chunks])


def test_there_is_an_imitation_of_every_profile_of_another_server() -> None:
    assert {*ALL} == {*profile_names()} - {"animatic", "unknown"}


@pytest.mark.parametrize("name", ALL)
def test_an_imitation_is_found_by_at_most_three_questions(name: str, serve: Callable[..., Any]) -> None:
    server, seen = serve(name), []
    provider = connected(server, seen)
    run(provider, provider.recognise)
    # OpenAI's own server is known by its host alone; its protocol is what an unknown server is taken to speak.
    assert provider.profile.name == ("unknown" if name == "openai" else name)
    assert profile_named(provider.profile.name).label in provider.found
    assert len(seen) <= 3 and {request.method for request in seen} == {"GET"}


@pytest.mark.parametrize("name", ALL)
def test_a_video_is_ordered_watched_fetched_and_deleted(name: str, serve: Callable[..., Any], clip: bytes) -> None:
    server, seen = serve(name), []
    server.draws_at_once = True
    provider = connected(server, seen)

    async def talk() -> None:
        await provider.recognise()
        profile = provider.profile
        provider.check_request(order(server))
        video = await provider.create(order(server), "key-1")
        if not profile.is_synchronous:
            assert video.status in ("queued", "in_progress")
            video = await provider.retrieve(video.id)
        assert (video.status, video.error_message) == ("completed", None)
        assert await fetched(provider, video) == clip
        if profile.can_list:
            page = await provider.list_page()
            assert [listed.id for listed in page.videos] == [video.id] and page.is_whole
            if profile.tells_prompts:
                assert page.videos[0].prompt == order(server).prompt
        if profile.can_delete:
            await provider.delete(video.id)
            with pytest.raises(ProviderRefusedError) as refused:
                await provider.retrieve(video.id)
            assert refused.value.details["is_unknown_video"] is True

    run(provider, talk)
    assert sum(request.method == "POST" for request in seen) == 1


@pytest.mark.parametrize("name", [name for name in ALL if profile_named(name).can_retrieve])
def test_a_video_that_never_was_is_unknown_to_the_server(name: str, serve: Callable[..., Any]) -> None:
    provider = connected(serve(name), profile=name)

    async def talk() -> None:
        with pytest.raises(ProviderRefusedError) as refused:
            await provider.retrieve("video_nowhere")
        assert refused.value.details["is_unknown_video"] is True

    run(provider, talk)


@pytest.mark.parametrize("name", ALL)
def test_a_failed_video_says_why_in_whatever_shape(name: str, serve: Callable[..., Any]) -> None:
    server = serve(name)
    server.draws_at_once = False
    provider = connected(server, profile=name)

    async def talk() -> None:
        video = await provider.create(replace(order(server), prompt="a kite [fail]"), "key-1")
        for _ in range(3):
            if video.status != "failed" and provider.profile.can_retrieve:
                video = await provider.retrieve(video.id)
        assert video.status == "failed" and video.error_message

    run(provider, talk)


@pytest.mark.parametrize("name", ALL)
def test_a_refused_order_is_a_definite_no_with_its_reason(name: str, serve: Callable[..., Any]) -> None:
    server = serve(name)
    provider = connected(server, profile=name)

    async def talk() -> None:
        with pytest.raises(ProviderRefusedError) as refused:
            await provider.create(replace(order(server), prompt="a kite [refuse]"), "key-1")
        assert refused.value.details["is_definite"] is True
        assert "no reason given" not in str(refused.value)

    run(provider, talk)


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_refused_before_sending_is_taken(
    name: str, serve: Callable[..., Any], data_url: Callable[[bytes], str], tmp_path: Path
) -> None:
    server = serve(name)
    server.draws_at_once = True
    provider = connected(server)
    file = tmp_path / "kite.png"
    file.write_bytes(PNG)
    wishes: list[VideoRequest] = [order(server, options=((option, value),)) for option, value in ALL_OPTIONS.items()]
    wishes += [
        order(server, reference=reference) for reference in (str(file), "https://pictures.test/kite.png", data_url(PNG))
    ]
    taken: list[VideoRequest] = []

    async def talk() -> None:
        await provider.recognise()
        for wish in wishes:
            try:
                provider.check_request(wish)
            except RequestError:
                continue
            video = await provider.create(wish, f"key-{len(taken)}")
            assert video.status in ("queued", "in_progress", "completed"), video.error_message
            taken.append(wish)

    run(provider, talk)
    options = {option for wish in taken for option, _ in wish.options}
    assert options == {*provider.profile.options}
    assert any(wish.reference for wish in taken) == (provider.profile.reference_as is not None)


@pytest.mark.parametrize("name", ["litellm", "openrouter", "together"])
def test_what_a_video_cost_is_told_where_the_profile_says_so(name: str, serve: Callable[..., Any]) -> None:
    server = serve(name)
    server.draws_at_once = True
    provider = connected(server, profile=name)

    async def talk() -> None:
        created = await provider.create(order(server), "key-1")
        finished = await provider.retrieve(created.id)
        costs = [cost for cost in (created.cost_usd, finished.cost_usd) if cost is not None]
        assert costs and costs[0] > 0

    run(provider, talk)


def test_a_video_in_cloud_storage_is_fetched_from_there(serve: Callable[..., Any], clip: bytes) -> None:
    server, seen = serve("sglang"), []
    server.draws_at_once = True
    provider = connected(server, seen, profile="sglang")

    async def talk() -> None:
        created = await provider.create(replace(order(server), prompt="a kite [cloud]"), "key-1")
        finished = await provider.retrieve(created.id)
        assert await fetched(provider, replace(finished, urls=())) == clip  # by the address in the text of the refusal
        assert await fetched(provider, finished) == clip

    run(provider, talk)
    assert all("authorization" not in request.headers for request in seen if request.url.host != "imitation.test")


@pytest.mark.parametrize("name", ["openai", "azure"])
def test_content_on_another_origin_is_fetched_without_our_key(
    name: str, serve: Callable[..., Any], clip: bytes
) -> None:
    server, seen = serve(name), []
    server.draws_at_once = True
    provider = connected(server, seen, profile=name)

    async def talk() -> None:
        created = await provider.create(replace(order(server), prompt="a kite [redirect]"), "key-1")
        assert await fetched(provider, await provider.retrieve(created.id)) == clip

    run(provider, talk)
    away = [request for request in seen if request.url.host != "imitation.test"]
    assert away and all("authorization" not in request.headers for request in away)
