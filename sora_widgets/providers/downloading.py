"""The bytes of a finished video, from wherever the server has them.

The content route comes first; where there is none, or it does not give the bytes, the addresses that
the server told. Our key goes to the server's own origin and nowhere else: redirects are followed by
hand. What is plainly no video (JSON, a page) is refused here; whether the bytes are a whole video is
for whoever keeps them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError, ProviderUnreachableError
from sora_widgets.providers.exchange import CONNECT_TIMEOUT_S, POST_TIMEOUT_S, Exchange
from sora_widgets.providers.wire import is_url, read_error, read_urls, with_whole_characters

if TYPE_CHECKING:
    import httpx2

__all__ = ["Download", "open_download"]

_MAX_REDIRECTS = 5
_MAX_REASON_BYTES = 65_536
_HEAD_BYTES = 16
_NO_VIDEO_KINDS = ("application/json", "application/problem+json", "text/")
# After these the bytes may still be elsewhere. After all others (a bad key, a busy server) they are asked for again later.
_ELSEWHERE = frozenset({200, 400, 404, 405, 406, 410, 422, 501})
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")


@dataclass(frozen=True)
class Download:
    """A body on its way: its announced length, if any, and its chunks."""

    length_bytes: int | None
    content_type: str
    chunks: AsyncIterator[bytes]


@asynccontextmanager
async def open_download(exchange: Exchange, content_route: str | None, urls: Sequence[str]) -> AsyncIterator[Download]:
    """The first of the places that gives something that may be the video.

    Args:
        exchange: the connection to the server.
        content_route: where the server itself has the bytes; None where it does not.
        urls: where else it said they are; they may be relative to its address.

    Raises:
        ProviderRefusedError: the server, or the place it named, said no.
        ProviderUnreachableError: it cannot be reached, or broke off.
        ProtocolError: no place is known, or what came is plainly no video.
    """
    places = [] if content_route is None else [exchange.base_url.rstrip("/") + content_route]
    places += [url for url in dict.fromkeys(urls) if url not in places]
    first: ProviderError | None = None
    for number, place in enumerate(places):  # grows while it is read: a refusal may name another place
        async with AsyncExitStack() as stack:
            is_told = content_route is None or number > 0
            try:
                download = await _open(exchange, place, stack, is_told)
            except ProviderError as error:
                first = first or error
                places += [url for url in _named_in(error) if url not in places]
                if (is_told or error.details.get("status") in _ELSEWHERE) and number + 1 < len(places):
                    continue
                raise first from None
            yield download
            return
    raise ProtocolError(
        f"{exchange.name} said that the video is ready, but not where its bytes are: ask it again, or look there.",
        address=exchange.address,
    )


def _named_in(error: ProviderError) -> tuple[str, ...]:
    named = error.details.get("urls")
    return named if isinstance(named, tuple) else ()


async def _open(exchange: Exchange, place: str, stack: AsyncExitStack, is_told: bool) -> Download:
    if place.startswith("data:"):
        return _inline(exchange, place)
    response = await _request(exchange, place, stack)
    if response.status_code >= 300:
        raise await _refusal(exchange, response, is_told)
    chunks = _chunks(exchange, response)
    head = b""
    async for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD_BYTES:
            break
    failure = await _no_video(exchange, response, head, chunks)
    if failure is not None:
        chunk = head = b""  # they may repeat our key, and a verbose traceback prints every variable
        raise failure
    announced = response.headers.get("content-length", "")
    is_plain = response.headers.get("content-encoding", "identity") == "identity"
    return Download(
        length_bytes=int(announced) if is_plain and announced.isdigit() else None,
        content_type=exchange.key.removed(response.headers.get("content-type", "")),
        chunks=_from_the_start(head, chunks),
    )


async def _request(exchange: Exchange, place: str, stack: AsyncExitStack) -> httpx2.Response:
    """Ask for the bytes, following redirects; the key is left behind where the origin changes."""
    import httpx2

    _, http = exchange.connected(is_fresh=True)
    timeout = httpx2.Timeout(POST_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    before = exchange.base_url.rstrip("/") + "/"
    location: str | None = None
    for _ in range(_MAX_REDIRECTS):
        if exchange.key.is_in(place):
            place = location = ""  # as in `_open`
            raise ProtocolError(
                f"{exchange.name} names a place for the video that repeats our key, which is sent nowhere else: "
                "use another key.",
                address=exchange.address,
            )
        try:
            before = urljoin(before, place)
            request = http.build_request("GET", before, headers={"Accept-Encoding": "identity"}, timeout=timeout)
            if request.url.scheme not in ("http", "https"):
                raise ValueError(request.url.scheme)
            response = await http.send(request, stream=True)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, ValueError):
            raise ProtocolError(
                f"{exchange.name} sends us for the video to {_shown(exchange, place)}, which is no web address.",
                address=exchange.address,
            ) from None
        except httpx2.HTTPError as error:
            raise exchange.unreachable(
                is_timeout=isinstance(error, httpx2.TimeoutException),
                never_sent=isinstance(error, (httpx2.ConnectError, httpx2.ConnectTimeout)),
                place=None if exchange.is_own(before) else _shown(exchange, before),
            ) from None
        stack.push_async_callback(response.aclose)
        location = response.headers.get("location")
        if response.status_code not in (301, 302, 303, 307, 308) or not location:
            return response
        place = location
    raise ProtocolError(
        f"{exchange.name} sends us from one place to the next for the video, {_MAX_REDIRECTS} times so far.",
        address=exchange.address,
    )


async def _refusal(exchange: Exchange, response: httpx2.Response, is_told: bool) -> ProviderRefusedError:
    text = await _some_text(exchange, _chunks(exchange, response))
    body = _json_in(exchange, text)
    error = exchange.refusal(response.status_code, response.headers, body, response.reason_phrase)
    # SGLang tells the address of a video in cloud storage inside the sentence of a 400.
    error.details["urls"] = _addresses(exchange, text) if response.status_code == 400 else ()
    error.details["is_told_url"] = is_told
    return error


async def _no_video(
    exchange: Exchange, response: httpx2.Response, head: bytes, chunks: AsyncIterator[bytes]
) -> ProtocolError | None:
    """What is wrong with JSON or a page that came with HTTP 200; JSON may still say where the video is."""
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    is_text = kind.startswith(_NO_VIDEO_KINDS) or head.lstrip()[:1] in (b"{", b"<", b"[")
    if head[4:8] == b"ftyp" or not is_text:
        return None
    text = await _some_text(exchange, _from_the_start(head, chunks))
    body = _json_in(exchange, text)
    _, message = read_error(body)
    said = f", saying {message!r}" if message else ""
    return ProtocolError(
        f"{exchange.name} sent {exchange.key.removed(kind) or 'something'} instead of the video{said}: downloading again.",
        address=exchange.address,
        status=200,
        urls=() if message else tuple(url for url in read_urls(body) if "[key]" not in url),
    )


async def _some_text(exchange: Exchange, chunks: AsyncIterator[bytes]) -> str:
    content = b""
    async for chunk in chunks:
        content += chunk
        if len(content) >= _MAX_REASON_BYTES:
            break
    return exchange.key.removed(content[:_MAX_REASON_BYTES].decode(errors="replace"))


def _json_in(exchange: Exchange, text: str) -> object:
    try:
        # Once more without the key: an escape may have hidden it.
        return exchange.key.removed_everywhere(with_whole_characters(json.loads(text)))
    except (ValueError, RecursionError):
        return None


def _addresses(exchange: Exchange, text: str) -> tuple[str, ...]:
    _, message = read_error(_json_in(exchange, text))
    found = (url.rstrip(".,;:!?)]}") for url in _ADDRESS.findall(message or text))
    return tuple(url for url in found if is_url(url) and "[key]" not in url)


def _inline(exchange: Exchange, url: str) -> Download:
    head, _, content = url.partition(",")
    try:
        if not head.endswith(";base64"):
            raise ValueError(head)
        video = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise ProtocolError(
            f"{exchange.name} sent the video inside its answer in a form that cannot be read.",
            address=exchange.address,
            status=200,
        ) from None
    return Download(len(video), head[5:].partition(";")[0], _whole(video))


async def _chunks(exchange: Exchange, response: httpx2.Response) -> AsyncIterator[bytes]:
    import httpx2

    try:
        async for chunk in response.aiter_bytes():
            yield chunk
    except httpx2.HTTPError as error:
        raise ProviderUnreachableError(
            f"{exchange.address} broke off while it sent the video ({type(error).__name__}).",
            address=exchange.address,
            is_definite=False,
        ) from None


async def _from_the_start(head: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if head:
        yield head
    async for chunk in rest:
        yield chunk


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _shown(exchange: Exchange, url: str) -> str:
    """An address without its query, which may be signed."""
    return exchange.key.removed(url.partition("?")[0][:200])
