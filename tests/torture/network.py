"""The way between engine and judge, in virtual time: twelve things that networks and proxies do.

A transport for httpx2 that hands requests to a `Judge` and spoils some of them. What a real
connection would raise is raised here, time-outs included, at the moments of the virtual clock.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable

import httpx2

from tests.torture.judge import Answer, Ask, Judge
from tests.torture.virtual_time import VirtualClock

__all__ = ["KINDS", "Network"]

KINDS = (
    "refused",
    "connect time-out",
    "read time-out",
    "reset before processing",
    "reset after processing",
    "cut body",
    "lying length",
    "slow drip",
    "429 with Retry-After",
    "500 after create",
    "502 and 504",
    "200 with HTML or a duplicate answer",
)
_SOON_S = 25.0  # a proxy may hold an order this long after its client has gone, and still pass it on


class Network:
    """Carries requests to a judge.

    Args:
        judge: who answers.
        clock: the time here.
        seed: of what is spoilt and how.
        kinds: what may happen; none is a perfect network.
        share: how many requests are spoilt.

    Attributes:
        is_calm: nothing is spoilt any more.
        is_instant: and nothing takes time, so that a caller on another thread may wait for an answer.
        silences: for each job's key, until when (seconds since 1970) its server asked not to be sent it again.
        impatient: orders that came before that, in words.
        in_flight: the keys of orders that have no answer yet.
        mistakes: what went wrong in the harness itself.
        is_waited_for: whether a job still waits for the answer to its order; who hears it too late need not heed it.
        on_order: called with the job's key whenever an order is sent.
    """

    def __init__(
        self, judge: Judge, clock: VirtualClock, seed: int, kinds: tuple[str, ...] = (), share: float = 0.08
    ) -> None:
        self.judge = judge
        self.clock = clock
        self.chance = random.Random(seed)
        self.kinds = kinds
        self.share = share
        self.is_calm = False
        self.is_instant = False
        self.silences: dict[str, float] = {}
        self.impatient: list[str] = []
        self.mistakes: list[str] = []
        self.in_flight: list[str] = []
        self.is_waited_for: Callable[[str], bool] = lambda job_id: True
        self.on_order: Callable[[str], None] = lambda job_id: None
        self._late: list[tuple[float, Ask]] = []

    def transport(self) -> httpx2.AsyncBaseTransport:
        return _Transport(self)

    async def carry(self, request: httpx2.Request) -> httpx2.Response:
        ask = Ask(
            method=request.method,
            path=request.url.path.removeprefix("/v1"),
            query=dict(request.url.params),
            key=request.headers.get("idempotency-key", ""),
            body=request.content,
        )
        limits: dict[str, float | None] = request.extensions.get("timeout") or {}
        if ask.kind == "create" and self.silences.get(ask.key, 0.0) > self.clock.now_s:
            self.impatient.append(
                f"{ask.prompt!r} was sent {self.silences[ask.key] - self.clock.now_s:.1f} s too early"
            )
        if self.is_instant:
            return self._whole(self._process(ask))
        kind = self.chance.choice(self.kinds) if self.kinds else ""
        if self.is_calm or self.chance.random() >= self.share:
            kind = ""
        if ask.kind == "create":  # on its way as soon as it is written: a kernel that stands still cannot hold it
            self.on_order(ask.key)
            self.in_flight.append(ask.key)
        else:
            await asyncio.sleep(self.chance.uniform(0.005, 0.1))
        self.deliver()
        try:
            response = await self._spoil(kind, ask, request, limits)
            if response is None:
                response = self._whole(self._process(ask))
            await asyncio.sleep(self.chance.uniform(0.005, 0.1))
            if ask.kind == "create" and "retry-after" in response.headers and self.is_waited_for(ask.key):
                self.silences[ask.key] = self.clock.now_s + float(response.headers["retry-after"])
            return response
        finally:
            if ask.kind == "create":
                self.in_flight.remove(ask.key)

    async def _spoil(
        self, kind: str, ask: Ask, request: httpx2.Request, limits: dict[str, float | None]
    ) -> httpx2.Response | None:
        match kind:
            case "refused":
                raise httpx2.ConnectError("connection refused", request=request)
            case "connect time-out":
                await asyncio.sleep(limits.get("connect") or 60.0)
                raise httpx2.ConnectTimeout("no connection in time", request=request)
            case "read time-out":
                limit_s = limits.get("read") or 60.0
                self._arrive(ask, self.chance.uniform(0.0, limit_s))
                await asyncio.sleep(limit_s)
                raise httpx2.ReadTimeout("no answer in time", request=request)
            case "reset before processing":
                if self.chance.random() < 0.5:
                    self._arrive(ask, self.chance.uniform(0.0, _SOON_S))  # nobody waits for it, and yet it is done
                raise httpx2.ReadError("connection reset", request=request)
            case "reset after processing":
                self._process(ask)
                raise httpx2.ReadError("connection reset", request=request)
            case "cut body":
                answer = self._process(ask)
                return self._pieces(answer, self._cut(answer.body), end=httpx2.RemoteProtocolError("incomplete body"))
            case "lying length":
                answer = self._process(ask)
                if self.chance.random() < 0.5:  # promises more than it sends
                    return self._pieces(
                        answer,
                        answer.body,
                        length=len(answer.body) + 100,
                        end=httpx2.RemoteProtocolError("incomplete body"),
                    )
                kept = self._cut(answer.body)
                return self._pieces(answer, kept, length=len(kept))
            case "slow drip":
                return self._pieces(self._process(ask), None, pause_s=(limits.get("read") or 60.0) / 2)
            case "429 with Retry-After":
                wait_s = self.chance.choice((0.1, 300.0))
                self.judge.note_request(ask, self.clock.now_s)
                return httpx2.Response(429, json={"error": {"message": "busy"}}, headers={"retry-after": f"{wait_s:g}"})
            case "500 after create":
                self._process(ask)
                return httpx2.Response(500, json={"error": {"message": "Internal Server Error"}})
            case "502 and 504":
                if self.chance.random() < 0.5:
                    self._arrive(ask, self.chance.uniform(0.0, 5.0))
                return httpx2.Response(self.chance.choice((502, 504)), html="<h1>Bad Gateway</h1>")
            case "200 with HTML or a duplicate answer":
                if ask.kind == "create" and self.chance.random() < 0.5:
                    repeated = self.judge.older_video(ask, self.clock.now_s)
                    if repeated is not None:
                        self._process(ask)
                        return self._whole(repeated)
                if self.chance.random() < 0.5:
                    self._process(ask)
                return httpx2.Response(200, html="<html><title>Welcome to the proxy</title></html>")
            case _:
                return None

    def _process(self, ask: Ask) -> Answer:
        if ask.kind == "create":
            self.judge.take_order(ask, self.clock.now_s)
        return self.judge.answer(ask, self.clock.now_s)

    def _arrive(self, ask: Ask, after_s: float) -> None:
        """The request reaches the server later, whoever still waits for it."""
        if ask.kind == "create":
            self.judge.take_order(ask, self.clock.now_s)
        self._late.append((self.clock.now_s + after_s, ask))

    def deliver(self) -> None:
        """Let the judge have what has been on its way until now."""
        due = sorted((late for late in self._late if late[0] <= self.clock.now_s), key=lambda late: late[0])
        self._late = [late for late in self._late if late[0] > self.clock.now_s]
        for at, ask in due:
            self.judge.answer(ask, at)

    def _whole(self, answer: Answer) -> httpx2.Response:
        return self._pieces(answer, None)

    def _cut(self, body: bytes) -> bytes:
        if self.chance.random() < 0.2:
            return body[:-1]
        return body[: self.chance.randrange(0, max(1, len(body)))]

    def _pieces(
        self,
        answer: Answer,
        body: bytes | None,
        *,
        length: int | None = None,
        pause_s: float = 0.0,
        end: httpx2.HTTPError | None = None,
    ) -> httpx2.Response:
        sent = answer.body if body is None else body
        headers = {
            **answer.headers,
            "content-type": answer.content_type,
            "content-length": str(len(answer.body) if length is None else length),
        }
        return httpx2.Response(answer.status, headers=headers, stream=_Body(sent, pause_s, end))


class _Body(httpx2.AsyncByteStream):
    def __init__(self, body: bytes, pause_s: float, end: httpx2.HTTPError | None) -> None:
        self._body = body
        self._pause_s = pause_s
        self._end = end

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = max(1, len(self._body) // 4 + 1)
        for start in range(0, len(self._body), size):
            if self._pause_s:
                await asyncio.sleep(self._pause_s)
            yield self._body[start : start + size]
        if self._end is not None:
            raise self._end


class _Transport(httpx2.AsyncBaseTransport):
    def __init__(self, network: Network) -> None:
        self._network = network

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        try:
            return await self._network.carry(request)
        except (httpx2.HTTPError, asyncio.CancelledError):
            raise
        except BaseException as error:  # a mistake of the harness must not pass for bad weather
            self._network.mistakes.append(repr(error))
            raise
