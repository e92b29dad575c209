"""What a client must send to each server and what it must refuse before (T15 to T19 of the list)."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from answering import ALL, MP4, REQUEST, VIDEO, always, created, downloaded, fields_of, provider, recorded
from sora_widgets.errors import (
    ProtocolError,
    ProviderRefusedError,
    ProviderUnreachableError,
    RequestError,
    UnknownModelError,
    UnsupportedValueError,
)
from sora_widgets.providers import profile_named

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.mark.parametrize("name", ALL)
def test_t15_each_server_gets_the_encoding_that_it_reads(name: str) -> None:
    seen: list[httpx2.Request] = []
    created(provider(recorded(seen), name))
    (request,) = seen
    is_form = request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert is_form == (name == "vllm-omni")
    assert is_form or request.headers["content-type"] == "application/json"
    assert request.url.path == f"{profile_named(name).base_path or '/v1'}/videos"


SPECIFIED = {"prompt": "a red kite", "model": "sora-2", "seconds": "4", "size": "1280x720"}
OWN_FIELDS: Mapping[str, dict[str, Any]] = {
    "openrouter": {"prompt": "a red kite", "model": "sora-2", "duration": 4, "size": "1280x720"},
    "together": {"prompt": "a red kite", "model": "sora-2", "seconds": "4", "width": 1280, "height": 720},
    "dynamo": {**SPECIFIED, "seconds": 4, "response_format": "b64_json", "output_format": "mp4"},
}


@pytest.mark.parametrize("name", ALL)
def test_t15_each_server_gets_its_own_fields_with_their_types(name: str) -> None:
    seen: list[httpx2.Request] = []
    created(provider(recorded(seen), name))
    assert fields_of(seen[0]) == OWN_FIELDS.get(name, SPECIFIED)


OPTIONS: tuple[tuple[str, object], ...] = (
    ("fps", 24),
    ("guidance", 6.5),
    ("negative_prompt", "rain"),
    ("seed", 7),
    ("sound", True),
    ("steps", 30),
)
SENT_OPTIONS: Mapping[str, dict[str, Any]] = {
    "sglang": {"fps": 24, "guidance_scale": 6.5, "negative_prompt": "rain", "seed": 7, "num_inference_steps": 30},
    "fastvideo": {"fps": 24, "guidance_scale": 6.5, "negative_prompt": "rain", "seed": 7, "num_inference_steps": 30},
    "vllm-omni": {
        "fps": "24",
        "guidance_scale": "6.5",
        "negative_prompt": "rain",
        "seed": "7",
        "num_inference_steps": "30",
        "generate_sound": "true",
    },
    "openrouter": {"seed": 7, "generate_audio": True},
    "together": {
        "fps": 24,
        "guidance_scale": 6.5,
        "negative_prompt": "rain",
        "seed": 7,
        "steps": 30,
        "generate_audio": True,
    },
    "dynamo": {
        "nvext": {
            "fps": 24,
            "guidance_scale": 6.5,
            "negative_prompt": "rain",
            "seed": 7,
            "num_inference_steps": 30,
        }
    },
}


@pytest.mark.parametrize("name", ALL)
def test_t15_options_go_out_under_the_servers_names_and_others_are_refused(name: str) -> None:
    seen: list[httpx2.Request] = []
    server, profile = provider(recorded(seen), name), profile_named(name)
    for option, value in OPTIONS:
        asked = replace(REQUEST, options=((option, value),))
        if option in profile.options:
            server.check_request(asked)
        else:
            with pytest.raises(UnsupportedValueError, match="leave it out") as refused:
                server.check_request(asked)
            assert "gpu-box" in str(refused.value) and f"{option}=" in str(refused.value)
    taken = tuple(option for option in OPTIONS if option[0] in profile.options)
    created(server, replace(REQUEST, options=taken))
    sent = fields_of(seen[0])
    assert {field: sent[field] for field in sent.keys() - OWN_FIELDS.get(name, SPECIFIED).keys()} == SENT_OPTIONS.get(
        name, {}
    )


def test_t15_no_is_written_as_false_and_not_left_out() -> None:
    seen: list[httpx2.Request] = []
    created(provider(recorded(seen), "vllm-omni"), replace(REQUEST, options=(("sound", False),)))
    assert fields_of(seen[0])["generate_sound"] == "false"


URL = "https://pictures.test/kite.png"
DATA_URL = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def as_sent(name: str, url: str) -> dict[str, Any] | None:
    """How each server gets the address of a picture."""
    return {
        "animatic": {"input_reference": {"image_url": url}},
        "openai": {"input_reference": {"image_url": url}},
        "azure": {"input_reference": {"image_url": url}},
        "unknown": {"input_reference": {"image_url": url}},
        "sglang": {"reference_url": url},
        "fastvideo": {"reference_url": url},
        "vllm-omni": {"image_reference": json.dumps({"image_url": url})},
        "openrouter": {"frame_images": [{"type": "image_url", "image_url": {"url": url}, "frame_type": "first_frame"}]},
        "together": {"media": {"frame_images": [{"input_image": url, "frame": "first"}]}},
        "dynamo": {"input_reference": url},
    }.get(name)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", ["file", "url", "data"])
def test_t16_a_picture_goes_out_as_the_server_takes_it(name: str, kind: str, tmp_path: Path) -> None:
    picture = tmp_path / "my private folder.png"
    picture.write_bytes(PNG)
    reference = {"file": str(picture), "url": URL, "data": DATA_URL}[kind]
    asked, seen = replace(REQUEST, reference=reference), []
    server, how = provider(recorded(seen), name), profile_named(name).reference_as
    is_upload = how is not None and kind == "file" and how.file_field is not None
    expected = {"input_reference": PNG} if is_upload else as_sent(name, DATA_URL if kind == "file" else reference)
    if how is None or expected is None:
        with pytest.raises(RequestError, match="reference picture"):
            server.check_request(asked)
        return
    server.check_request(asked)
    created(server, asked)
    sent = fields_of(seen[0])
    assert {field: sent[field] for field in sent.keys() - OWN_FIELDS.get(name, SPECIFIED).keys()} == expected
    assert b"private" not in seen[0].content  # nor where it lies here
    if is_upload:
        assert b"Content-Type: image/png" in seen[0].content and sent["seconds"] == "4"


def test_t16_a_picture_that_is_gone_is_a_definite_no() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("nothing should be sent")

    with pytest.raises(ProviderRefusedError, match="cannot be read any more") as refused:
        created(provider(answer), replace(REQUEST, reference="/nowhere/kite.png"))
    assert refused.value.details["is_definite"] is True
    with pytest.raises(RequestError, match="cannot be read"):
        provider(answer).check_request(replace(REQUEST, reference="/nowhere/kite.png"))


@pytest.mark.parametrize(("name", "size_bytes", "is_taken"), [("sglang", 20_971_520, True), ("sglang", 20_971_521, False), ("together", 15_728_640, True), ("together", 15_728_641, False)])  # fmt: skip
def test_t16_a_picture_too_large_for_the_server_is_refused(
    name: str, size_bytes: int, is_taken: bool, tmp_path: Path
) -> None:
    picture = tmp_path / "kite.png"
    with picture.open("wb") as file:
        file.truncate(size_bytes)
    server, asked = provider(always(httpx2.Response(500)), name), replace(REQUEST, reference=str(picture))
    if is_taken:
        server.check_request(asked)
    else:
        with pytest.raises(RequestError, match="make it smaller"):
            server.check_request(asked)


def test_t16_a_request_without_picture_and_options_keeps_its_fingerprint(tmp_path: Path) -> None:
    # As it was before requests had either: takes of that time must still be found.
    assert REQUEST.fingerprint == "55f6e3e7d05becb50087e24a0de15927d66bf59f98c21b60f00001693b46ee55"
    one, same, other = tmp_path / "one.png", tmp_path / "same.png", tmp_path / "other.png"
    one.write_bytes(PNG)
    same.write_bytes(PNG)
    other.write_bytes(PNG + b"!")
    prints = [replace(REQUEST, reference=str(path)).fingerprint for path in (one, same, other)]
    assert prints[0] == prints[1] != prints[2] and REQUEST.fingerprint not in prints
    optioned = {
        replace(REQUEST, options=options).fingerprint
        for options in ((("guidance", 7),), (("guidance", 7.0),), (("guidance", 8),))
    }
    assert len(optioned) == 2 and REQUEST.fingerprint not in optioned


MODELS = {"object": "list", "data": [{"id": "Wan2.2-T2V", "object": "model", "owned_by": "vllm"}]}


@pytest.mark.parametrize("name", ["vllm-omni", "dynamo"])
def test_t17_a_model_that_the_server_does_not_serve_is_refused_before_sending(name: str) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        is_models = request.url.path.endswith("/models") and "videos" not in request.url.path
        return httpx2.Response(200, json=MODELS if is_models else {"object": "list", "data": []})

    server = provider(answer, name)
    asyncio.run(server.recognise())
    with pytest.raises(UnknownModelError, match=r"use model='Wan2\.2-T2V'"):
        server.check_request(REQUEST)
    server.check_request(replace(REQUEST, model="Wan2.2-T2V"))


def test_t17_lengths_and_sizes_that_the_server_lists_are_checked_before_sending() -> None:
    listed = {
        "data": [
            {
                "id": "google/veo-3.1",
                "supported_durations": [4, 6, 8],
                "supported_sizes": ["1280x720"],
                "pricing_skus": {"per-video-second": "0.50"},
            },
            {"id": "other/any", "supported_durations": None, "pricing_skus": {}},
        ]
    }

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=listed if request.url.path.endswith("/videos/models") else {"data": []})

    server = provider(answer, "openrouter")
    asyncio.run(server.recognise())
    veo = replace(REQUEST, model="google/veo-3.1")
    server.check_request(veo)
    server.check_request(replace(REQUEST, model="other/any", seconds=11))
    with pytest.raises(UnsupportedValueError, match="seconds 4, 6, 8"):
        server.check_request(replace(veo, seconds=5))
    with pytest.raises(UnsupportedValueError, match="use size='1280x720'"):
        server.check_request(replace(veo, size="640x480"))


@pytest.mark.parametrize("name", ["sglang", "azure", "unknown", "new-api"])
def test_t17_a_name_that_the_server_maps_itself_is_sent_as_it_is(name: str) -> None:
    seen: list[httpx2.Request] = []
    server, asked = provider(recorded(seen), name), replace(REQUEST, model="my-deployment")
    server.check_request(asked)
    created(server, asked)
    assert fields_of(seen[0])["model"] == "my-deployment"


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504])
def test_t18_an_order_is_never_sent_twice_by_the_client(name: str, status: int) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(status, json={"detail": "no"}, headers={"retry-after": "0", "x-should-retry": "true"})

    with pytest.raises(ProviderRefusedError) as refused:
        created(provider(answer, name))
    assert len(seen) == 1 and seen[0].headers["idempotency-key"] == "key-1"
    assert refused.value.details["is_definite"] is (status == 429)


@pytest.mark.parametrize("failure", [httpx2.ReadTimeout("slow"), httpx2.ReadError("cut"), httpx2.ConnectError("no")])
def test_t18_a_lost_answer_is_not_asked_for_by_ordering_again(failure: Exception) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        raise failure

    with pytest.raises(ProviderUnreachableError) as caught:
        created(provider(answer))
    assert len(seen) == 1
    assert caught.value.details["is_definite"] is isinstance(failure, httpx2.ConnectError)


@pytest.mark.parametrize("call", ["retrieve", "list_page", "delete", "recognise", "download"])
def test_t18_no_question_is_asked_twice_either(call: str) -> None:
    """Waiting is the engine's: it knows what else is due."""
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(f"{request.method} {request.url.path}")
        return httpx2.Response(503, json={}, headers={"retry-after": "0", "x-should-retry": "true"})

    server = provider(answer)

    async def ask() -> None:
        if call == "download":
            async with server.download("video_1"):
                pass
        await getattr(server, call)(*(["video_1"] if call in ("retrieve", "delete") else []))

    with pytest.raises(ProviderRefusedError):
        asyncio.run(ask())
    assert seen and len(seen) == len({*seen})


def test_t18_an_order_that_is_redirected_is_not_sent_there() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(307, headers={"location": "https://elsewhere.test/v1/videos"})

    with pytest.raises(ProviderRefusedError):
        created(provider(answer))
    assert len(seen) == 1


def test_t19_an_order_may_take_as_long_as_the_server_needs() -> None:
    waits: dict[str, float] = {}
    for name in ("unknown", "sglang", "dynamo"):
        seen: list[httpx2.Request] = []
        created(provider(recorded(seen), name))
        waits[name] = seen[0].extensions["timeout"]["read"]
        assert seen[0].extensions["timeout"]["connect"] == 5.0
    assert waits["unknown"] == 60.0 < waits["sglang"] < waits["dynamo"]


def test_t19_a_synchronous_answer_is_a_finished_video_with_its_bytes() -> None:
    body = {
        "id": "vid-1",
        "object": "video",
        "model": "wan",
        "status": "completed",
        "progress": 100,
        "created": 1_795_341_600,
        "data": [{"output_format": "mp4", "b64_json": base64.b64encode(MP4).decode(), "fps": 24}],
        "inference_time_s": 3.5,
    }
    server = provider(always(httpx2.Response(200, json=body)), "dynamo")
    assert server.profile.is_synchronous and not server.profile.can_retrieve
    video = created(server)
    assert (video.status, video.created_at) == ("completed", 1_795_341_600.0)
    assert downloaded(server, video.urls) == MP4


def test_t19_a_synchronous_failure_says_why() -> None:
    body = {"id": "vid-1", "object": "video", "status": "failed", "created": 1, "data": [], "error": "out of memory"}
    video = created(provider(always(httpx2.Response(200, json=body)), "dynamo"))
    assert (video.status, video.error_message, video.urls) == ("failed", "out of memory", ())


@pytest.mark.parametrize("status", ["queued", "in_progress", "dreaming"])
def test_an_unfinished_video_of_a_server_that_cannot_be_asked_again_is_for_a_person(status: str) -> None:
    answer = always(httpx2.Response(200, json={**VIDEO, "status": status}))
    with pytest.raises(ProtocolError, match=f"this one is '{status}'"):
        created(provider(answer, "dynamo"))
    assert created(provider(answer, "dynamo", retrieve_route="/videos/{id}")).told_status == status


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled", "expired"])
def test_an_end_of_a_server_that_cannot_be_asked_again_is_taken(status: str) -> None:
    assert created(provider(always(httpx2.Response(200, json={**VIDEO, "status": status})), "dynamo")).is_done
