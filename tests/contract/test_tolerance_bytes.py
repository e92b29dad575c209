"""How a client gets the bytes of a video from real servers (T9 to T11, T23 and T25 of the list)."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import httpx2
import pytest

from answering import ALL, KEY, MP4, VIDEO, always, downloaded, provider
from sora_widgets.errors import (
    ProtocolError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
)
from sora_widgets.providers import profile_named
from sora_widgets.providers.wire import read_video


@pytest.mark.parametrize("name", [name for name in ALL if profile_named(name).content_route])
def test_t09_the_main_video_is_asked_for_without_a_variant(name: str) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, content=MP4, headers={"content-type": "video/mp4"})

    assert downloaded(provider(answer, name)) == MP4
    assert "variant" not in str(seen[0].url) and seen[0].url.path.endswith("/videos/video_1/content")


def test_t10_a_redirect_is_followed_without_our_key_where_the_origin_changes() -> None:
    seen: list[tuple[str, str | None]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((str(request.url), request.headers.get("authorization")))
        if request.url.host == "cdn.test":
            return httpx2.Response(200, content=MP4)
        if request.url.path == "/elsewhere":
            return httpx2.Response(307, headers={"location": "https://cdn.test/kite.mp4?signature=1"})
        return httpx2.Response(302, headers={"location": "/elsewhere"})

    assert downloaded(provider(answer)) == MP4
    assert seen == [
        ("http://127.0.0.1:9/v1/videos/video_1/content", f"Bearer {KEY}"),
        ("http://127.0.0.1:9/elsewhere", f"Bearer {KEY}"),
        ("https://cdn.test/kite.mp4?signature=1", None),
    ]


def test_t10_the_same_host_with_tls_added_is_still_the_server() -> None:
    seen: list[tuple[str, bool]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((str(request.url), "authorization" in request.headers))
        if request.url.scheme == "http":
            return httpx2.Response(301, headers={"location": str(request.url).replace("http:", "https:")})
        return httpx2.Response(200, content=MP4)

    assert downloaded(provider(answer, address="http://gpu-box/v1")) == MP4
    assert [has_key for _, has_key in seen] == [True, True]


@pytest.mark.parametrize("location", ["ftp://cdn.test/kite.mp4", "file:///etc/passwd", "/again"])
def test_t10_a_redirect_to_nowhere_is_said(location: str) -> None:
    with pytest.raises(ProtocolError, match="sends us"):
        downloaded(provider(always(httpx2.Response(302, headers={"location": location}))))


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        ({"url": "https://cdn.test/a.mp4"}, ("https://cdn.test/a.mp4",)),
        ({"url": None, "urls": ["https://cdn.test/a.mp4", "/b.mp4"]}, ("https://cdn.test/a.mp4", "/b.mp4")),
        ({"metadata": {"url": "https://cdn.test/a.mp4"}}, ("https://cdn.test/a.mp4",)),
        ({"outputs": {"cost": 1, "video_url": "https://cdn.test/a.mp4"}}, ("https://cdn.test/a.mp4",)),
        ({"unsigned_urls": ["https://cdn.test/a.mp4"]}, ("https://cdn.test/a.mp4",)),
        ({"data": [{"url": "https://cdn.test/a.mp4", "b64_json": None}]}, ("https://cdn.test/a.mp4",)),
        ({"data": [{"b64_json": "QUJD"}]}, ("data:video/mp4;base64,QUJD",)),
        ({"url": "https://cdn.test/a.mp4", "urls": ["https://cdn.test/a.mp4"]}, ("https://cdn.test/a.mp4",)),
        ({"url": 7, "urls": "no list", "metadata": "none", "data": {"url": 1}}, ("no list",)),
    ],
)
def test_t10_the_places_of_the_bytes_are_read_from_everywhere(body: dict[str, object], urls: tuple[str, ...]) -> None:
    video = read_video({**VIDEO, **body})
    assert video is not None and video.urls == urls


def test_t10_the_content_route_comes_first_and_the_places_after_it() -> None:
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(f"{request.url.host}{request.url.path}")
        if request.url.path == "/good.mp4":
            return httpx2.Response(200, content=MP4)
        return httpx2.Response(404 if request.url.host == "127.0.0.1" else 403, json={"detail": "no"})

    assert downloaded(provider(answer), ["https://cdn.test/bad.mp4", "/good.mp4"]) == MP4
    assert seen == ["127.0.0.1/v1/videos/video_1/content", "cdn.test/bad.mp4", "127.0.0.1/good.mp4"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_t10_a_busy_or_closed_server_is_asked_again_later_rather_than_passed_by(status: int) -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(status, json={"detail": "no"}, headers={"retry-after": "3"})

    with pytest.raises(ProviderRefusedError) as refused:
        downloaded(provider(answer), ["https://cdn.test/kite.mp4"])
    assert refused.value.details["status"] == status and refused.value.details["retry_after_s"] == 3.0
    assert len(seen) == 1


def test_t10_the_first_refusal_is_the_one_that_is_told() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "cdn.test":
            raise httpx2.ConnectError("no such host")
        return httpx2.Response(404, json={"detail": "Generation is still in-progress"})

    with pytest.raises(ProviderRefusedError, match="in-progress") as refused:
        downloaded(provider(answer), ["https://cdn.test/kite.mp4"])
    assert refused.value.details["status"] == 404 and refused.value.details["is_told_url"] is False


def test_t10_the_address_in_the_text_of_a_400_is_used() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        if request.url.host == "bucket.s3.test":
            return httpx2.Response(200, content=MP4)
        said = (
            "Video has been uploaded to cloud storage. Please use the cloud URL: https://bucket.s3.test/kite.mp4?x=1."
        )
        return httpx2.Response(400, json={"detail": said})

    assert downloaded(provider(answer, "sglang")) == MP4
    assert str(seen[1].url) == "https://bucket.s3.test/kite.mp4?x=1" and "authorization" not in seen[1].headers


def test_t10_bytes_inside_the_answer_need_no_request() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError("nothing should be asked")

    inline = f"data:video/mp4;base64,{base64.b64encode(MP4).decode()}"
    assert downloaded(provider(answer, "dynamo"), [inline]) == MP4


@pytest.mark.parametrize(
    "url", ["data:video/mp4;base64,%%%", "data:video/mp4,plain", "https://[broken", "http://:0:0/"]
)
def test_t10_a_place_that_is_none_is_said(url: str) -> None:
    with pytest.raises(ProviderError, match="gpu-box"):
        downloaded(provider(always(httpx2.Response(200, content=MP4)), "together"), [url])


def test_t10_a_ready_video_without_any_place_is_said() -> None:
    with pytest.raises(ProtocolError, match="not where its bytes are"):
        downloaded(provider(always(httpx2.Response(200)), "together"))


def test_t11_the_announced_length_is_handed_on_so_that_half_a_file_is_noticed() -> None:
    async def lengths(response: httpx2.Response) -> tuple[int | None, int]:
        async with provider(always(response)).download("video_1") as download:
            return download.length_bytes, sum([len(chunk) async for chunk in download.chunks])

    announced = httpx2.Response(200, content=MP4, headers={"content-length": "4096", "content-type": "video/mp4"})
    assert asyncio.run(lengths(announced)) == (4096, len(MP4))
    packed = httpx2.Response(200, content=b"", headers={"content-length": "7", "content-encoding": "br"})
    assert asyncio.run(lengths(packed))[0] is None


def test_t11_a_connection_that_breaks_in_the_middle_is_said() -> None:
    class Cut(httpx2.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def, override]  # a generator
            yield MP4
            raise httpx2.ReadError("cut")

    with pytest.raises(ProviderUnreachableError, match="broke off while it sent the video"):
        downloaded(provider(always(httpx2.Response(200, stream=Cut()))))


@pytest.mark.parametrize("url", ["/outputs/kite.mp4", "file:///outputs/kite.mp4", "C:\\outputs\\kite.mp4", "s3://b/k"])
def test_t23_a_path_on_the_servers_disk_is_never_read_here(url: str, tmp_path: Path) -> None:
    body = {**VIDEO, "file_path": url, "file_paths": [url], "url": url, "urls": [url]}
    video = read_video(body)
    assert video is not None and all(place == "/outputs/kite.mp4" for place in video.urls)
    seen: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(str(request.url))
        return httpx2.Response(200, content=MP4)

    if video.urls:  # what looks like a path of the address is asked of the server, over the network
        downloaded(provider(answer, "together"), video.urls)
        assert seen == ["http://127.0.0.1:9/outputs/kite.mp4"]


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(200, json={"error": {"message": "the video has expired"}}),
        httpx2.Response(200, json={"id": "video_1", "status": "in_progress"}),
        httpx2.Response(200, html="<html>sign in</html>"),
        httpx2.Response(200, content=b'{"error": "no"}', headers={"content-type": "video/mp4"}),
        httpx2.Response(200, content=b"\n <!doctype html>", headers={"content-type": "application/octet-stream"}),
    ],
)
def test_t25_json_or_a_page_instead_of_the_video_is_refused(response: httpx2.Response) -> None:
    with pytest.raises(ProtocolError, match="instead of the video"):
        downloaded(provider(always(response)))


def test_t25_json_that_names_another_place_leads_there() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "cdn.test":
            return httpx2.Response(200, content=MP4)
        return httpx2.Response(200, json={"url": "https://cdn.test/a.mp4"})

    assert downloaded(provider(answer)) == MP4


def test_t25_bytes_with_a_wrong_label_are_judged_by_what_they_are() -> None:
    assert (
        downloaded(provider(always(httpx2.Response(200, content=MP4, headers={"content-type": "text/plain"})))) == MP4
    )
