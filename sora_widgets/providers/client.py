"""One server, spoken to through the `openai` client's transport.

Answers for: requests, answers, and an exact reading of every way a call can end. It never retries
(a repeated paid POST is a second video) and never waits: the engine decides both. The typed
`client.videos` refuses documented requests and retries paid ones, so the client's public `post`
and `get` are used; only the streaming download goes through `client.videos`.
"""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, urlsplit

from sora_widgets.errors import ProtocolError, ProviderRefusedError, ProviderUnreachableError, RequestError
from sora_widgets.pricing import models as table_models
from sora_widgets.providers.profiles import Profile, profile_for
from sora_widgets.providers.wire import RemoteVideo, VideoPage, VideoRequest, read_error, read_page, read_video
from sora_widgets.settings import Settings, api_key_for

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

__all__ = ["POST_TIMEOUT_S", "Provider", "open_provider"]

_CONNECT_TIMEOUT_S = 5.0
POST_TIMEOUT_S = 60.0  # a server may warm its model up before it answers
_GET_TIMEOUT_S = 20.0

# The server has certainly not made a video: it said so before doing anything (JOBS.md, answer classes).
# A redirect is one too: it is not followed, because a POST that is redirected turns into a GET.
_DEFINITE_REFUSALS = frozenset(
    {300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 429, 501}
)


@dataclass(frozen=True)
class _Download:
    """A body on its way: its announced length, if any, and its chunks."""

    length_bytes: int | None
    content_type: str
    chunks: AsyncIterator[bytes]


class Key:
    """A key that no repr, traceback or debugger's list of variables shows."""

    __slots__ = ("value",)

    def __init__(self, value: str | None) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "[no key]" if self.value is None else "[key]"


class Provider:
    """A server that speaks the Videos protocol.

    A provider is made by `open_provider`; its calls run on the engine's loop only.

    Attributes:
        name: "animatic", or the host and port of the address.
        address: "animatic", or the base URL.
        profile: what this kind of server does.
        usd_per_second: the rate that the user gave, 0 for a free server, None when nobody said.
    """

    def __init__(
        self,
        name: str,
        address: str,
        profile: Profile,
        *,
        usd_per_second: Decimal | None,
        api_key: str | None = None,
        make_transport: Callable[[], httpx2.AsyncBaseTransport] | None = None,
    ) -> None:
        self.name = name
        self.address = address
        self.profile = profile
        self.usd_per_second = usd_per_second
        self._key = Key(api_key)
        self._make_transport = make_transport
        self._client: AsyncOpenAI | None = None

    def __repr__(self) -> str:
        return f"<Provider {self.name}>"

    @property
    def is_free(self) -> bool:
        return self.usd_per_second == 0

    def models(self) -> tuple[str, ...] | None:
        """The models that this server makes; None when it may make any."""
        return table_models() if self.profile.has_closed_model_list else None

    async def create(self, request: VideoRequest, idempotency_key: str) -> RemoteVideo:
        """Ask for one video, once.

        Raises:
            ProviderRefusedError: a definite no (`is_definite`), or an answer that proves nothing.
            ProviderUnreachableError: `is_definite` when no byte can have reached the server.
            ProtocolError: an answer that is no video object; the video may exist.
        """
        response = await self._call(
            "POST", "/videos", body=request.to_body(), headers={"Idempotency-Key": idempotency_key}
        )
        return self._video_in(response)

    async def retrieve(self, remote_id: str) -> RemoteVideo:
        """The video as it is now. A failed job that comes as an HTTP error with the job as its body is a job."""
        response = await self._call("GET", f"/videos/{quote(remote_id, safe='')}")
        return self._video_in(response)

    async def list_page(self, limit: int = 100, after: str | None = None) -> VideoPage:
        """A page of this account's videos; newest first is asked for, and not every server does it."""
        query: dict[str, object] = {"limit": limit, "order": "desc"}
        if after is not None:
            query["after"] = after
        response = await self._call("GET", "/videos", query=query)
        page = read_page(_json_of(response), limit)
        if page is None:
            raise self._not_the_protocol("GET /videos", response)
        return replace(page, videos=tuple(map(self._cleaned, page.videos)))

    async def delete(self, remote_id: str) -> None:
        """Ask the server to forget the video; whether it also stops working on it is its own affair."""
        await self._call("DELETE", f"/videos/{quote(remote_id, safe='')}")

    @asynccontextmanager
    async def download(self, remote_id: str) -> AsyncIterator[_Download]:
        """The main video, streamed. `variant` is left out: SGLang answers 404 to `variant=video`."""
        import httpx2
        import openai

        client = self._connected()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # every video method of the client warns
                manager = client.videos.with_streaming_response.download_content(
                    remote_id, timeout=POST_TIMEOUT_S, extra_headers={"Accept-Encoding": "identity"}
                )
            async with manager as response:
                announced = response.headers.get("content-length", "")
                is_plain = response.headers.get("content-encoding", "identity") == "identity"
                yield _Download(
                    length_bytes=int(announced) if is_plain and announced.isdigit() else None,
                    content_type=response.headers.get("content-type", ""),
                    chunks=response.iter_bytes(),
                )
        except openai.OpenAIError as error:
            self._raise_ours(error)
        except httpx2.HTTPError as error:  # while the bytes come in, the client no longer wraps what happens
            raise ProviderUnreachableError(
                f"{self.address} broke off while it sent the video ({type(error).__name__}).",
                address=self.address,
                is_definite=False,
            ) from None

    async def check(self) -> None:
        """Make sure that something answers and speaks the protocol.

        Raises:
            ProviderUnreachableError, ProtocolError, ProviderRefusedError: in one sentence each.
        """
        try:
            await self.list_page(limit=1)
        except ProviderRefusedError as refusal:
            status = refusal.details["status"]
            if status in (401, 403):
                advice = f"wants a key that it accepts: connect({self.address!r}, api_key=…)"
            elif status == 429 or (isinstance(status, int) and status >= 500):
                advice = "is there, but cannot answer now: try again in a moment"
            else:
                moved = f"; it points to {refusal.location}" if refusal.details.get("location") else ""
                raise ProtocolError(
                    f"{self.address} answers, but not as a Videos server (GET /videos gave {status}{moved}): "
                    "give the address that ends just before /videos, often …/v1.",
                    address=self.address,
                ) from None
            raise ProviderRefusedError(f"{self.address} {advice} (it answered {status}).", **refusal.details) from None

    async def close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def _connected(self) -> AsyncOpenAI:
        if self._client is None:
            import httpx2
            from openai import AsyncOpenAI, Omit

            timeout = httpx2.Timeout(_GET_TIMEOUT_S, connect=_CONNECT_TIMEOUT_S)
            try:
                transport = self._make_transport() if self._make_transport else None
            except Exception as error:  # a broken installation: asking again would not mend it
                raise ProviderRefusedError(
                    f"{self.name} cannot be started here ({type(error).__name__}: {error}): is the package installed whole?",
                    status=None,
                    server_code="cannot-start",
                    is_definite=True,
                ) from error
            base_url = "http://animatic/v1" if self.address == "animatic" else self.address
            self._client = AsyncOpenAI(
                api_key=self._key.value or "none",  # servers without keys still get a header; never the user's own key
                base_url=base_url,
                max_retries=0,
                timeout=timeout,
                # A bare transport also keeps proxies from the environment away from the embedded server.
                http_client=httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=True),
                # The client would add these from the environment, to any address.
                default_headers={"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()},  # type: ignore[dict-item]  # Omit removes a header; the annotation knows only str
            )
        return self._client

    async def _call(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, str] | None = None,
        query: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx2.Response:
        import httpx2
        import openai

        client = self._connected()
        try:
            if method == "POST":
                return await client.post(
                    path,
                    cast_to=httpx2.Response,
                    body=body,
                    options={
                        "headers": headers or {},
                        "timeout": POST_TIMEOUT_S,
                        "max_retries": 0,
                        "follow_redirects": False,
                    },
                )
            if method == "DELETE":
                return await client.delete(path, cast_to=httpx2.Response, options={"follow_redirects": False})
            return await client.get(
                path, cast_to=httpx2.Response, options={"params": query or {}, "follow_redirects": False}
            )
        except openai.APIStatusError as error:
            if method == "GET" and read_video(_json_of(error.response)) is not None:
                return error.response  # vLLM-Omni: a failed job is an HTTP error whose body is the job
            self._raise_ours(error)
        except openai.OpenAIError as error:
            self._raise_ours(error)

    def _raise_ours(self, error: Exception) -> NoReturn:
        """Turn the client's exception into ours. `from None`: the original holds the request with its key."""
        import httpx2
        import openai

        if isinstance(error, openai.APIStatusError):
            code, message = read_error(_json_of(error.response))
            status = error.response.status_code
            said = self._without_key(message or error.response.reason_phrase or "no reason given")
            raise ProviderRefusedError(
                f"{self.name} refused ({status}): {said}",
                status=status,
                server_code=None if code is None else self._without_key(code),
                server_message=said,
                location=error.response.headers.get("location"),
                retry_after_s=_retry_after_s(error.response),
                is_definite=status in _DEFINITE_REFUSALS,
            ) from None
        if isinstance(error, openai.APIConnectionError):
            never_sent = isinstance(error.__cause__, (httpx2.ConnectError, httpx2.ConnectTimeout))
            what = "did not answer in time" if isinstance(error, openai.APITimeoutError) else "does not answer"
            if not never_sent and not isinstance(error, openai.APITimeoutError):
                what = "broke the connection"
            raise ProviderUnreachableError(
                f"{self.address} {what}: is the server running, and is the address right?",
                address=self.address,
                is_definite=never_sent,
            ) from None
        raise ProtocolError(
            f"{self.address} gave an answer that cannot be read ({type(error).__name__}).", address=self.address
        ) from None

    def _without_key(self, text: str) -> str:
        return text.replace(self._key.value, "[key]") if self._key.value else text

    def _video_in(self, response: httpx2.Response) -> RemoteVideo:
        video = read_video(_json_of(response))
        if video is None:
            raise self._not_the_protocol(str(response.request.url.path), response)
        return self._cleaned(video)

    def _cleaned(self, video: RemoteVideo) -> RemoteVideo:
        """The video without our key, which a server may well repeat in the reason of a failure."""
        if video.error_message is None and video.error_code is None:
            return video
        return replace(
            video,
            error_code=None if video.error_code is None else self._without_key(video.error_code),
            error_message=None if video.error_message is None else self._without_key(video.error_message),
        )

    def _not_the_protocol(self, what: str, response: httpx2.Response) -> ProtocolError:
        kind = response.headers.get("content-type", "no content type").split(";")[0]
        return ProtocolError(
            f"{self.address} answers, but does not speak the Videos protocol ({what} gave {response.status_code} "
            f"with {kind}): give the address that ends just before /videos, often …/v1.",
            address=self.address,
        )


def open_provider(
    address: str,
    settings: Settings,
    *,
    api_key: str | None = None,
    usd_per_second: Decimal | None = None,
) -> Provider:
    """Describe a server; nothing is sent.

    Args:
        address: "animatic", or a base URL that ends just before `/videos`.
        settings: where the embedded provider keeps its files.
        api_key: sent to this address only. `OPENAI_API_KEY` is used for OpenAI's own host and no other.
        usd_per_second: what the server charges per second of video; 0 for a free one.

    Raises:
        RequestError: an address that is no http(s) URL.
        ProviderRefusedError: a server that is known to be switched off, with the date.
    """
    __tracebackhide__ = True  # as in `connect`: it has the key among its variables
    if address == "animatic":
        return Provider(
            "animatic",
            address,
            profile_for(address, ""),
            usd_per_second=Decimal(0),
            make_transport=lambda: _mount_animatic(settings),
        )
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RequestError(
            f"{address!r} is not an address: use 'animatic', or a URL such as 'http://gpu-box:30000/v1'.", given=address
        )
    if parts.query or parts.fragment:
        raise RequestError(
            f"An address must not carry a query or fragment ({parts.hostname}): give a key as api_key=….",
            given=parts.hostname,
        )
    if parts.username or parts.password:
        raise RequestError(
            f"An address must not carry a user or password ({parts.hostname}): use api_key=… instead.",
            given=parts.hostname,
        )
    profile = profile_for(address, parts.hostname)
    if profile.retired_on is not None:
        raise ProviderRefusedError(
            f"{profile.label} switched its Videos API off on {profile.retired_on.isoformat()}: connect to another server "
            "that speaks the protocol, or use connect('animatic').",
            status=410,
            retired_on=profile.retired_on,
        )
    key = (api_key or api_key_for(parts.hostname) or "").strip()
    if not key.isascii() or not key.isprintable():
        raise RequestError(f"The key for {parts.hostname} has characters that no server accepts: copy it again.")
    return Provider(parts.netloc, address.rstrip("/"), profile, usd_per_second=usd_per_second, api_key=key or None)


def _mount_animatic(settings: Settings) -> httpx2.AsyncBaseTransport:
    import httpx2

    from sora_widgets.animatic import create_app

    class Mounted(httpx2.ASGITransport):
        async def aclose(self) -> None:
            app.state.close()  # its workers end with the provider

    app = create_app(settings.animatic_home, workers=settings.render_workers, pace_s=settings.animatic_pace_s)
    # An exception in the app must look like any server's failure, not like ours.
    return Mounted(app=app, raise_app_exceptions=False)


def _json_of(response: httpx2.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return None


def _retry_after_s(response: httpx2.Response) -> float | None:
    told = response.headers.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        return None
