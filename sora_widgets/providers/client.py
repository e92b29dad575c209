"""One server that speaks the Videos protocol: what can be asked of it, and what it answers.

Answers for the calls of the engine (create, retrieve, list, delete, download, recognise) in the
words of the server's profile. It never retries and never waits: the engine decides both. How bytes
travel is in `exchange`, how an order is written in `bodies`, how a server is recognised in `recognition`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sora_widgets.errors import ProtocolError, ProviderRefusedError, RequestError
from sora_widgets.pricing import models as table_models
from sora_widgets.providers.bodies import Served, check_feature, check_request, write_body
from sora_widgets.providers.downloading import Download, open_download
from sora_widgets.providers.exchange import Exchange
from sora_widgets.providers.key import Key
from sora_widgets.providers.profiles import Profile, profile_for, profile_named
from sora_widgets.providers.recognition import describe, recognise
from sora_widgets.providers.wire import RemoteVideo, VideoPage, VideoRequest, read_cost, read_page, read_video
from sora_widgets.settings import Settings, api_key_for

if TYPE_CHECKING:
    import httpx2

__all__ = ["Provider", "open_provider"]

_HARMLESS = re.compile(r"(?=.*[.:/])[\w.:/-]{0,20}")  # too short to be a secret, and looks like a host or an address


class Provider:
    """A server that speaks the Videos protocol.

    A provider is made by `open_provider`; its calls run on the engine's loop only.

    Attributes:
        name: "animatic", or the host and port of the address.
        address: "animatic", or the base URL.
        profile: what this kind of server does.
        found: one sentence: what the server is, by what that is known, and what it does that matters to money.
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
        known_by: str = "",
    ) -> None:
        self.name = name
        self.address = address
        self.profile = profile
        self.usd_per_second = usd_per_second
        self.found = describe(profile, known_by or "not asked yet")
        self._known_by = known_by
        self._served: Mapping[str, Served] = {}
        self._make_transport = make_transport
        self._exchange = Exchange(
            name, address, Key(api_key), lambda: self._make_transport() if self._make_transport else None
        )

    def __repr__(self) -> str:
        return f"<Provider {self.name}: {self.found}>"

    @property
    def is_free(self) -> bool:
        return self.usd_per_second == 0

    @property
    def poll_after_s(self) -> float | None:
        """How long to wait before looking again, as the newest answer that said so told; None: none did."""
        return self._exchange.poll_after_s

    @property
    def server_time_s(self) -> float | None:
        """The server's clock now, in seconds since 1970 and to about one; None: it never told the time."""
        return self._exchange.server_time_s

    def models(self) -> tuple[str, ...] | None:
        """The models that this server makes; None when it may make any."""
        if self.profile.has_closed_model_list:
            return table_models()
        return tuple(self._served) if self._served and self.profile.checks_model else None

    @property
    def usual_model(self) -> str:
        """What is asked for when nobody names a model: the only one that the server listed, or else the protocol's first."""
        return next(iter(self._served)) if len(self._served) == 1 else "sora-2"

    def forget_list(self) -> None:
        """Its list was refused after all: from now on it is a server without one."""
        self.profile = replace(self.profile, list_route=None)

    def check_request(self, request: VideoRequest) -> None:
        """Refuse what this server cannot do, before anything is sent.

        Raises:
            UnknownModelError: a model that it does not have.
            UnsupportedValueError: a length, a size or an option that it does not make.
            RequestError: a reference picture that it cannot take.
        """
        check_request(request, self.profile, self.name, self._served)

    def check_feature(self, feature: str) -> None:
        """Refuse "remix", "edits", "extensions" or "characters" where the server has no such route.

        Raises:
            RequestError: it has not.
        """
        check_feature(feature, self.profile, self.name)

    async def create(self, request: VideoRequest, idempotency_key: str) -> RemoteVideo:
        """Ask for one video, once.

        Raises:
            ProviderRefusedError: a definite no (`is_definite`), or an answer that proves nothing.
            ProviderUnreachableError: `is_definite` when no byte can have reached the server.
            ProtocolError: an answer that is no video object, or one of a video that is not done and cannot be asked
                about; the video may exist.
        """
        try:
            # A picture is up to 20 MB: it is read beside the loop.
            has_file = request.reference is not None and not request.reference.startswith(("http:", "https:", "data:"))
            read = partial(write_body, request, self.profile)
            body = await asyncio.to_thread(read) if has_file else read()
        except OSError as error:
            raise ProviderRefusedError(
                f"The reference picture {request.reference} cannot be read any more ({error.strerror}): nothing was sent.",
                status=None,
                server_code="reference-unreadable",
                is_definite=True,
            ) from error
        response = await self._exchange.post(
            self.profile.create_route, body, {"Idempotency-Key": idempotency_key}, self.profile.post_timeout_s
        )
        video = self._video_in(response)
        if self.profile.is_synchronous and not self.profile.can_retrieve and not video.is_done:
            raise ProtocolError(
                f"{self.name} answers an order with the finished video, but this one is {video.told_status[:40]!r}, and "
                "it cannot be asked again: look there whether it makes the video.",
                address=self.address,
            )
        # A proxy that does not know the price says 0, so only more than that is a price.
        told_usd = read_cost(response.headers.get("x-litellm-response-cost")) if response.is_success else None
        return replace(video, cost_usd=told_usd) if told_usd and video.cost_usd is None else video

    async def retrieve(self, remote_id: str) -> RemoteVideo:
        """The video as it is now. A failed job that comes as an HTTP error with the job as its body is a job.

        Raises:
            ProviderRefusedError: `is_unknown_video` when the server itself says that it has no such video; the page of
                a proxy on the way proves nothing.
            ProviderUnreachableError, ProtocolError: no answer, or none that can be read.
        """
        if self.profile.retrieve_route is None:
            raise self._cannot("be asked about a video")
        try:
            response = await self._exchange.get(_route(self.profile.retrieve_route, remote_id))
        except ProviderRefusedError as refusal:
            told = refusal.details
            is_gone = told["status"] in (404, 410) and bool(told.get("is_from_server"))
            refusal.details["is_unknown_video"] = is_gone or told["server_code"] in self.profile.unknown_id_codes
            raise
        video = self._video_in(response)
        if video.id != remote_id and self.profile.keeps_ids:
            raise self._exchange.not_the_protocol(f"GET /videos/… of another video, {video.id!r},", response)
        return replace(video, id=remote_id)

    async def list_page(self, limit: int = 100, after: str | None = None) -> VideoPage:
        """A page of this account's videos; newest first is asked for, and not every server does it."""
        if self.profile.list_route is None:
            raise self._cannot("list its videos")
        least, most = self.profile.list_limits
        limit = max(least, min(most, limit))
        query: dict[str, object] = {"limit": limit, "order": "desc"}
        if after is not None:
            query["after"] = after
        response = await self._exchange.get(self.profile.list_route, query)
        page = read_page(self._exchange.json_of(response), limit)
        if page is None:
            raise self._exchange.not_the_protocol("GET /videos", response)
        return replace(page, videos=tuple(map(self._cleaned, page.videos)))

    async def delete(self, remote_id: str) -> None:
        """Ask the server to forget the video; whether it also stops working on it is in the profile."""
        if self.profile.delete_route is None:
            raise self._cannot("delete a video")
        await self._exchange.delete(_route(self.profile.delete_route, remote_id))

    def download(self, remote_id: str, urls: Sequence[str] = ()) -> AbstractAsyncContextManager[Download]:
        """The main video, streamed. `variant` is left out: SGLang answers 404 to `variant=video`.

        Args:
            remote_id: the video's.
            urls: where else the server said its bytes are (`RemoteVideo.urls`).
        """
        content = None if self.profile.content_route is None else _route(self.profile.content_route, remote_id)
        return open_download(self._exchange, content, urls)

    async def recognise(self) -> None:
        """Find out what kind of server this is; sets `profile`, unless it was chosen, and `found`.

        Raises:
            ProviderUnreachableError: nothing answers.
            ProtocolError: something answers that is no Videos server.
            ProviderRefusedError: the key is not accepted, or the server cannot answer now.
        """
        known = self.profile if self._known_by else None
        recognised = await recognise(self._exchange, known, self._known_by)
        self.profile, self.found, self._served = recognised.profile, recognised.found, recognised.served

    async def close(self) -> None:
        """Hang up; the next call connects anew."""
        await self._exchange.close()

    def _video_in(self, response: httpx2.Response) -> RemoteVideo:
        video = read_video(self._exchange.json_of(response))
        if video is None:
            raise self._exchange.not_the_protocol(str(response.request.url.path), response)
        if "[key]" in video.id:
            raise ProtocolError(
                f"{self.name} repeats our key in the id of its video, which would be written down: use another key.",
                address=self.address,
            )
        return self._cleaned(video)

    def _cleaned(self, video: RemoteVideo) -> RemoteVideo:
        """The video without our key in its reasons, and without addresses that carried it."""
        if video.error_message is None and video.error_code is None and not video.urls:
            return video
        key = self._exchange.key
        return replace(
            video,
            error_code=None if video.error_code is None else key.removed(video.error_code),
            error_message=None if video.error_message is None else key.removed(video.error_message),
            urls=tuple(url for url in video.urls if "[key]" not in url),
        )

    def _cannot(self, what: str) -> ProviderRefusedError:
        return ProviderRefusedError(
            f"{self.name} cannot {what}: it has no such route.",
            status=None,
            server_code="no-such-route",
            is_definite=True,
            is_unknown_video=False,
        )


def open_provider(
    address: str,
    settings: Settings,
    *,
    api_key: str | Key | None = None,
    usd_per_second: Decimal | None = None,
    profile: str | None = None,
) -> Provider:
    """Describe a server; nothing is sent.

    Args:
        address: "animatic", or a base URL that ends just before `/videos`.
        settings: where the embedded provider keeps its files.
        api_key: sent to this address only. `OPENAI_API_KEY` is used for OpenAI's own host and no other.
        usd_per_second: what the server charges per second of video; 0 for a free one.
        profile: what kind of server it is, where that cannot be found out; one of `profile_names()`.

    Raises:
        RequestError: an address that is no http(s) URL, a key that is no text, or no such profile.
        ProviderRefusedError: a server that is known to be switched off, with the date.
    """
    # Neither is kept as a text in a frame that raises: a verbose traceback prints every variable.
    key, api_key = api_key if isinstance(api_key, Key) else Key(api_key), None
    if not key.is_text:
        raise RequestError("api_key must be a text.")
    problem = _problem_of(address)
    if problem is not None:
        address = ""
        raise problem
    chosen = None if profile is None else profile_named(profile)
    if address == "animatic":
        return Provider(
            "animatic",
            address,
            profile_for(address, ""),
            usd_per_second=Decimal(0),
            make_transport=lambda: _mount_animatic(settings),
            known_by="which is part of this package",
        )
    parts = urlsplit(address)
    host = parts.hostname or ""
    by_host = profile_for(address, host)
    if by_host.retired_on is not None:
        raise ProviderRefusedError(
            f"{by_host.label} switched its Videos API off on {by_host.retired_on.isoformat()}: connect to another server "
            "that speaks the protocol, or use connect('animatic').",
            status=410,
            retired_on=by_host.retired_on,
        )
    if chosen is None and by_host.base_path is not None and parts.path.rstrip("/") != by_host.base_path:
        right = f"{parts.scheme}://{parts.netloc}{by_host.base_path}"
        raise RequestError(
            f"{by_host.label} has its videos at {right}, not at {address}: use that address.",
            given=address,
            allowed=(right,),
        )
    key = Key((key.value or api_key_for(host) or "").strip())
    if not key.is_sendable:
        raise RequestError(f"The key for {host} has characters that no server accepts: copy it again.")
    known_by = "as you chose" if chosen else "recognised by its address" if by_host.hosts else ""
    return Provider(
        parts.netloc,
        address.rstrip("/"),
        chosen or by_host,
        usd_per_second=usd_per_second,
        api_key=key.value,
        known_by=known_by,
    )


def _problem_of(address: object) -> RequestError | None:
    """Why it is no address to connect to; a key or password in it is not repeated."""
    if address == "animatic":
        return None
    text = address if isinstance(address, str) else ""
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets or a port that are none
        is_address = False
    if not is_address:
        # A key that was pasted in the wrong place is not repeated.
        given = text if _HARMLESS.fullmatch(text) else None
        return RequestError(
            f"{'That' if given is None else repr(given)} is not an address: use 'animatic', or a URL such as "
            "'http://gpu-box:30000/v1'.",
            given=given,
        )
    if parts.query or parts.fragment:
        return RequestError(
            f"An address must not carry a query or fragment ({parts.hostname}): give a key as api_key=….",
            given=parts.hostname,
        )
    if parts.username or parts.password:
        return RequestError(
            f"An address must not carry a user or password ({parts.hostname}): use api_key=… instead.",
            given=parts.hostname,
        )
    return None


def _route(route: str, remote_id: str) -> str:
    return route.replace("{id}", quote(remote_id, safe=""))


def _mount_animatic(settings: Settings) -> httpx2.AsyncBaseTransport:
    import httpx2

    from sora_widgets.animatic import create_app

    class Mounted(httpx2.ASGITransport):
        async def aclose(self) -> None:
            app.state.close()  # its workers end with the provider

    app = create_app(settings.animatic_home, workers=settings.render_workers, pace_s=settings.animatic_pace_s)
    # An exception in the app must look like any server's failure, not like ours.
    return Mounted(app=app, raise_app_exceptions=False)
