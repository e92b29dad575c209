"""One request, one answer, through the `openai` client's public `post`, `get` and `delete`.

Answers for: the connection, what every answer tells besides its body (the server's clock, when to ask
again), the exact reading of every way a call can end, and that our key never comes back out of an
answer. It never retries (a repeated paid POST is a second video) and never waits. The typed
`client.videos` refuses documented requests and retries paid ones, so it is not used.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sora_widgets.errors import ProtocolError, ProviderError, ProviderRefusedError, ProviderUnreachableError
from sora_widgets.providers.bodies import Body
from sora_widgets.providers.key import Key
from sora_widgets.providers.wire import read_error, read_failed_answer, with_whole_characters

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

__all__ = ["CONNECT_TIMEOUT_S", "POST_TIMEOUT_S", "Answer", "Exchange", "read_retry_after_s"]

CONNECT_TIMEOUT_S = 5.0
POST_TIMEOUT_S = 60.0  # unless the profile knows that the server takes longer
_GET_TIMEOUT_S = 20.0
_LONGEST_WAIT_S = 86_400.0

# The server has certainly not made a video: it said so before doing anything (JOBS.md, answer classes). 307 and 308 ask
# for the same POST elsewhere, so it was not done here; the other redirects may lead to what it made (303 does by
# definition: RFC 9110, 15.4.4). None is followed.
_DEFINITE_REFUSALS = frozenset({307, 308, 400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 429, 501})

# Where half a character may be: escaped, as bytes of UTF-8 (and in most Korean), and anywhere in UTF-16 and UTF-32.
_MARKS_OF_HALVES = (b"\\ud", b"\\uD", b"\xed", b"\0")

# What goes out; the key is put in last.
_SENT_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "host",
        "idempotency-key",
        "transfer-encoding",
        "user-agent",
    }
)


@dataclass(frozen=True)
class Answer:
    """What came back on a question that is only asked to learn who answers.

    Attributes:
        status: the HTTP status.
        headers: without our key.
        body: the JSON, or None when it was none.
        kind: the media type, or "no content type".
    """

    status: int
    headers: Mapping[str, str]
    body: object
    kind: str


class Exchange:
    """The connection to one server. Its calls run on the engine's loop only.

    Attributes:
        poll_after_s: what the newest answer that said so (`openai-poll-after-ms`) asked for; None: none did.
    """

    def __init__(
        self, name: str, address: str, key: Key, make_transport: Callable[[], httpx2.AsyncBaseTransport | None]
    ) -> None:
        self.name = name
        self.address = address
        self.base_url = "http://animatic/v1" if address == "animatic" else address
        self.key = key
        self.poll_after_s: float | None = None
        self._server_clock: tuple[float, float] | None = None  # its Date, and our monotonic clock when it came
        self._make_transport = make_transport
        self._clients: dict[bool, tuple[AsyncOpenAI, httpx2.AsyncClient]] = {}

    @property
    def server_time_s(self) -> float | None:
        """The server's clock now, in seconds since 1970 and to about one; None: no answer ever had a Date.

        Counted on by our monotonic clock: ours of day may be set meanwhile.
        """
        if self._server_clock is None:
            return None
        date_s, heard_at = self._server_clock
        return date_s + time.monotonic() - heard_at

    def connected(self, *, is_fresh: bool = False) -> tuple[AsyncOpenAI, httpx2.AsyncClient]:
        """The client, and the plain HTTP client below it, which adds no key of its own.

        Args:
            is_fresh: on a connection of its own. What a confused proxy has sent twice waits on a connection that is
                used again, and would be taken for the answer to an order, or for the bytes of another video.

        Raises:
            ProviderRefusedError: the embedded provider cannot be started.
        """
        if not self._clients:
            try:
                transport = self._make_transport()
            except Exception as error:  # a broken installation: asking again would not mend it
                raise ProviderRefusedError(
                    f"{self.name} cannot be started here ({type(error).__name__}: {error}): is the package installed whole?",
                    status=None,
                    server_code="cannot-start",
                    is_definite=True,
                ) from error
            self._clients[False] = self._open(transport, keeps_alive=True)
            # A transport of its own has no connections that could be mixed up.
            self._clients[True] = self._clients[False] if transport else self._open(None, keeps_alive=False)
        return self._clients[is_fresh]

    def _open(
        self, transport: httpx2.AsyncBaseTransport | None, *, keeps_alive: bool
    ) -> tuple[AsyncOpenAI, httpx2.AsyncClient]:
        import httpx2
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(_GET_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        # A bare transport also keeps proxies from the environment away from the embedded server.
        http = httpx2.AsyncClient(
            transport=transport,
            timeout=timeout,
            limits=httpx2.Limits(max_connections=100, max_keepalive_connections=20 if keeps_alive else 0),
            follow_redirects=False,
            event_hooks={"request": [self._guard], "response": [self._observe]},
        )
        client = AsyncOpenAI(
            api_key=self.key.value or "none",  # servers without keys still get a header; never the user's own key
            base_url=self.base_url,
            max_retries=0,
            timeout=timeout,
            http_client=http,
        )
        return client, http

    def is_own(self, url: str) -> bool:
        """Whether our key may be sent there: the server's own origin, or the same host with TLS added."""
        theirs, ours = _origin(url), _origin(self.base_url)
        return theirs == ours or (ours == ("http", ours[1], 80) and theirs == ("https", ours[1], 443))

    async def close(self) -> None:
        """Hang up; the next call connects anew."""
        clients, self._clients = self._clients, {}
        for client in {id(client): client for client, _ in clients.values()}.values():
            await client.close()

    async def post(self, route: str, body: Body, headers: dict[str, str], timeout_s: float) -> httpx2.Response:
        """Send an order, once; raises as `get` does."""
        import httpx2

        headers = dict(headers)
        files = None
        if body.is_form:
            headers["Content-Type"] = "multipart/form-data"  # the client then writes a form, also without a file
        if body.file is not None:
            field, file_name, content, kind = body.file
            files = {field: (file_name, content, kind)}
        return await self._call(
            lambda client: client.post(
                route,
                cast_to=httpx2.Response,
                body=body.fields,
                files=files,
                options={
                    "headers": headers,
                    "timeout": httpx2.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S),
                    "max_retries": 0,
                    "follow_redirects": False,
                },
            ),
            is_fresh=True,
        )

    async def get(self, route: str, query: Mapping[str, object] | None = None) -> httpx2.Response:
        """Ask; an HTTP error whose body is a video object is an answer, not an error (vLLM-Omni's failed jobs).

        Raises:
            ProviderRefusedError, ProviderUnreachableError, ProtocolError: every other way it can end.
        """
        import httpx2

        return await self._call(
            lambda client: client.get(
                route, cast_to=httpx2.Response, options={"params": dict(query or {}), "follow_redirects": False}
            )
        )

    async def delete(self, route: str) -> httpx2.Response:
        """Delete; raises as `get` does."""
        import httpx2

        return await self._call(
            lambda client: client.delete(route, cast_to=httpx2.Response, options={"follow_redirects": False})
        )

    async def look(self, route: str, query: Mapping[str, object] | None = None) -> Answer:
        """Ask and take any answer; raises only when there is none."""
        import httpx2
        import openai

        client, _ = self.connected()
        failure = None
        try:
            response = await client.get(
                route, cast_to=httpx2.Response, options={"params": dict(query or {}), "follow_redirects": False}
            )
        except openai.APIStatusError as error:
            response = error.response
        except openai.OpenAIError as error:
            failure = self._ours(error)
        if failure is not None:
            raise failure
        kind = self.key.removed(response.headers.get("content-type") or "no content type").split(";")[0]
        headers = {name.lower(): self.key.removed(value) for name, value in response.headers.items()}
        return Answer(response.status_code, headers, self.json_of(response), kind)

    def json_of(self, response: httpx2.Response) -> Any:
        """The body as JSON, without our key; None when it is none."""
        try:
            body, content = response.json(), response.content
            if any(mark in content for mark in _MARKS_OF_HALVES):
                body = with_whole_characters(body)
            # Looked for in the whole text first: a page of 100 videos is read many times a minute. An escape may hide it,
            # and so may UTF-16; what the content type says of the characters, JSON does not heed.
            is_hidden = self.key.is_secret and (b"\\" in content or b"\0" in content)
            is_there = is_hidden or self.key.is_in(content.decode(errors="replace"))
            return self.key.removed_everywhere(body) if is_there else body
        except (ValueError, RecursionError):
            return None

    def refusal(self, status: int, headers: Mapping[str, str], body: object, reason: str = "") -> ProviderRefusedError:
        """An HTTP error in our words; `is_from_server` when its body is an error in JSON, not a proxy's page."""
        code, message = read_error(body)
        said = self.key.removed(message or reason or "no reason given")
        location = headers.get("location")
        return ProviderRefusedError(
            f"{self.name} refused ({status}): {said}",
            status=status,
            server_code=None if code is None else self.key.removed(code),
            server_message=said,
            location=None if location is None else self.key.removed(location),
            retry_after_s=read_retry_after_s(headers, time.time()),
            is_definite=status in _DEFINITE_REFUSALS,
            is_from_server=code is not None or message is not None,
        )

    def unreachable(self, *, is_timeout: bool, never_sent: bool, place: str | None = None) -> ProviderUnreachableError:
        """A connection that failed, in our words; `place` is where, when it was not the server itself."""
        what = "did not answer in time" if is_timeout else "does not answer" if never_sent else "broke the connection"
        advice = "is the server running, and is the address right?"
        if place is not None:
            what, advice = f"has the video at {place}, which {what}", "trying again."
        return ProviderUnreachableError(
            f"{self.address} {what}: {advice}", address=self.address, is_definite=never_sent
        )

    def not_the_protocol(self, what: str, response: httpx2.Response) -> ProtocolError:
        """An answer that is no answer of a Videos server."""
        kind = self.key.removed(response.headers.get("content-type", "no content type")).split(";")[0]
        return ProtocolError(
            f"{self.address} answers, but does not speak the Videos protocol ({what} gave {response.status_code} "
            f"with {kind}): give the address that ends just before /videos, often …/v1.",
            address=self.address,
        )

    async def _call(self, send: Callable[[AsyncOpenAI], Any], *, is_fresh: bool = False) -> httpx2.Response:
        """Send, and raise in our words.

        Raised outside the `except`, in a frame that does not hold the client's exception: that one has the request with
        our key and what the server may have repeated of it, and a verbose traceback prints every variable.
        """
        import openai

        client, _ = self.connected(is_fresh=is_fresh)
        try:
            response: httpx2.Response = await send(client)
            return response
        except openai.APIStatusError as error:
            if read_failed_answer(self.json_of(error.response)) is not None:
                return error.response
            failure = self._ours(error)
        except openai.OpenAIError as error:
            failure = self._ours(error)
        raise failure

    def _ours(self, error: Exception) -> ProviderError:
        """The client's exception in our words."""
        import httpx2
        import openai

        if isinstance(error, openai.APIStatusError):
            response = error.response
            return self.refusal(response.status_code, response.headers, self.json_of(response), response.reason_phrase)
        if isinstance(error, openai.APIConnectionError):
            return self.unreachable(
                is_timeout=isinstance(error, openai.APITimeoutError),
                never_sent=isinstance(
                    error.__cause__, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
                ),
            )
        return ProtocolError(
            f"{self.address} gave an answer that cannot be read ({type(error).__name__}).", address=self.address
        )

    async def _guard(self, request: httpx2.Request) -> None:
        """Let nothing out but what we mean to send, and our key to the server's own origin only.

        The client adds headers from the environment to any address (`OPENAI_ORG_ID`, `OPENAI_PROJECT_ID`, and whatever
        `OPENAI_CUSTOM_HEADERS` holds, an Authorization among them): openai 3.54.0, lib/_client_auth.py.
        """
        for name in list(request.headers):
            if name.lower() not in _SENT_HEADERS and not name.lower().startswith("x-stainless-"):
                del request.headers[name]
        if self.is_own(str(request.url)):
            request.headers["Authorization"] = f"Bearer {self.key.value or 'none'}"
        else:
            for name in ("authorization", "idempotency-key", "cookie"):
                request.headers.pop(name, None)

    async def _observe(self, response: httpx2.Response) -> None:
        """Learn from the headers of every answer of this server."""
        if not self.is_own(str(response.request.url)):
            return
        told_ms = _number(response.headers.get("openai-poll-after-ms"))
        if told_ms is not None and 0 <= told_ms <= _LONGEST_WAIT_S * 1000:
            self.poll_after_s = told_ms / 1000
        date_s = None if "age" in response.headers else _date_s(response.headers.get("date"))
        if date_s is not None:
            self._server_clock = date_s, time.monotonic()


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def read_retry_after_s(headers: Mapping[str, str], now: float) -> float | None:
    """How long the server asks to be left alone, in seconds, told as seconds or as a date; None when it does not.

    Args:
        headers: of the answer; a date is measured by the server's own clock where it tells the time.
        now: seconds since 1970, for a server that does not.
    """
    told_ms = _number(headers.get("retry-after-ms"))
    if told_ms is not None:
        return max(0.0, told_ms / 1000)
    told = headers.get("retry-after")
    seconds = _number(told)
    if seconds is not None:
        return max(0.0, seconds)
    until = _date_s(told)
    if until is None:
        return None
    server_now = _date_s(headers.get("date"))
    return max(0.0, until - (now if server_now is None else server_now))


def _number(told: str | None) -> float | None:
    try:
        number = float(told or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date_s(told: str | None) -> float | None:
    if not told:
        return None
    try:
        return parsedate_to_datetime(told).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
