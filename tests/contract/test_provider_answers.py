"""What the client sends, how it tells a definite no from an answer that proves nothing, and what it never does.

What it reads in the answers of real servers is in `test_tolerance`, how it recognises them in `test_recognition`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from sora_widgets.errors import (
    ProtocolError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
    RequestError,
)
from sora_widgets.providers import Key, Provider, VideoRequest, open_provider, profile_for
from sora_widgets.providers.wire import read_video
from sora_widgets.settings import load_settings

KEY = "sk-planted-secret"
REQUEST = VideoRequest("a red kite", "sora-2", 4, "1280x720")
VIDEO = {"id": "video_1", "object": "video", "status": "queued", "progress": 0, "model": "sora-2", "created_at": 1.5}


def provider(answer: Callable[[httpx2.Request], httpx2.Response]) -> Provider:
    return Provider(
        "gpu-box:30000",
        "http://127.0.0.1:9/v1",
        profile_for("http://127.0.0.1:9/v1", "127.0.0.1"),
        usd_per_second=Decimal(0),
        api_key=KEY,
        make_transport=lambda: httpx2.MockTransport(answer),
    )


def test_create_sends_json_once_with_its_key_and_seconds_as_text() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(503, json={"error": {"message": "busy"}})

    with pytest.raises(ProviderRefusedError) as refused:
        asyncio.run(provider(answer).create(REQUEST, "key-1"))
    (request,) = seen  # the openai client would have sent three
    assert request.headers["idempotency-key"] == "key-1"
    assert b'"seconds":"4"' in request.content.replace(b" ", b"")
    assert refused.value.details["is_definite"] is False


@pytest.mark.parametrize("status", [307, 308, 400, 401, 403, 404, 413, 422, 429])
def test_a_definite_no_is_told_from_an_answer_that_proves_nothing(status: int) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, json={"detail": f"no, {KEY}"}, headers={"retry-after": "300"})

    with pytest.raises(ProviderRefusedError) as refused:
        asyncio.run(provider(answer).create(REQUEST, "k"))
    assert refused.value.details["is_definite"] is True
    assert refused.value.details["retry_after_s"] == 300.0
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("status", [300, 301, 302, 303])
def test_a_redirect_that_may_lead_to_what_was_made_is_no_definite_no(status: int) -> None:
    done = httpx2.Response(status, headers={"location": "/v1/videos/video_1"})
    with pytest.raises(ProviderRefusedError) as refused:
        asyncio.run(provider(lambda request: done).create(REQUEST, "k"))
    assert refused.value.details["is_definite"] is False


@pytest.mark.parametrize(
    ("failure", "is_definite"),
    [(httpx2.ConnectError("refused"), True), (httpx2.ReadTimeout("slow"), False), (httpx2.ReadError("cut"), False)],
)
def test_only_a_refused_connection_proves_that_nothing_was_sent(failure: Exception, is_definite: bool) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise failure

    with pytest.raises(ProviderUnreachableError) as caught:
        asyncio.run(provider(answer).create(REQUEST, "k"))
    assert caught.value.details["is_definite"] is is_definite


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, html="<html>hello</html>"),
        httpx2.Response(200, json={"hello": "world"}),
        httpx2.Response(404, json={"detail": "Not Found"}),
    ],
)
def test_a_server_of_something_else_is_named_as_such(response: httpx2.Response) -> None:
    with pytest.raises(ProtocolError, match="Videos"):
        asyncio.run(provider(lambda request: response).recognise())


def test_only_another_prompt_rules_a_video_out() -> None:
    silent = read_video({"id": "x", "status": "queued"})
    rounded = read_video({**VIDEO, "prompt": REQUEST.prompt, "size": "1280x704", "model": "sora-2-2025-12-08"})
    other = read_video({**VIDEO, "prompt": "another prompt"})
    assert silent is not None and silent.may_be(REQUEST)
    assert rounded is not None and rounded.may_be(REQUEST)
    assert other is not None and not other.may_be(REQUEST)


def test_openai_is_refused_with_the_date_before_anything_is_sent() -> None:
    with pytest.raises(ProviderRefusedError, match="2026-09-24"):
        open_provider("https://api.openai.com/v1", load_settings())


@pytest.mark.parametrize("address", ["gpu-box:30000", "ftp://gpu-box/v1", "", "animatics"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(RequestError, match="not an address"):
        open_provider(address, load_settings())


@pytest.mark.parametrize("pasted", ["hunter2", "sk-abc123", "0123456789abcdef"])
def test_a_short_key_in_place_of_an_address_is_not_repeated(pasted: str) -> None:
    with pytest.raises(RequestError, match="That is not an address") as refused:
        open_provider(pasted, load_settings())
    assert pasted not in f"{refused.value}{refused.value.details!r}"


def test_what_looks_like_an_address_is_repeated() -> None:
    with pytest.raises(RequestError, match="'gpu-box:30000' is not an address"):
        open_provider("gpu-box:30000", load_settings())


@pytest.mark.parametrize("address", ["animatic", "http://127.0.0.1:9/v1"])
@pytest.mark.parametrize("given", [271828, b"sk-planted-bytes", ["sk-planted-list"], 0, False])
@pytest.mark.parametrize("is_wrapped", [True, False])
def test_a_key_that_is_no_text_is_refused_without_repeating_it(address: str, given: object, is_wrapped: bool) -> None:
    key: Any = Key(given) if is_wrapped else given
    with pytest.raises(RequestError) as refused:
        open_provider(address, load_settings(), api_key=key)
    assert str(refused.value) == "api_key must be a text." and not refused.value.details


def test_a_password_in_an_address_is_refused_without_repeating_it() -> None:
    with pytest.raises(RequestError) as refused:
        open_provider("http://user:hunter2@gpu-box/v1", load_settings())
    assert "hunter2" not in str(refused.value)


def test_the_openai_key_of_the_environment_goes_to_no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    seen: list[httpx2.Headers] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers)
        return httpx2.Response(200, json={"object": "list", "data": []})

    ours = open_provider("http://127.0.0.1:9/v1", load_settings())
    ours._make_transport = lambda: httpx2.MockTransport(answer)
    asyncio.run(ours.recognise())
    sent = repr(seen)
    assert seen and KEY not in sent and "org-secret" not in sent and "proj-secret" not in sent


def test_nothing_that_a_person_prints_shows_the_key() -> None:
    async def ask(ours: Provider) -> None:
        await ours.recognise()

    def answer(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    ours = provider(answer)
    with pytest.raises(ProviderError) as caught:
        asyncio.run(ask(ours))
    assert KEY not in repr(ours) and KEY not in repr(caught.value) and caught.value.__cause__ is None
