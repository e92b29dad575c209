"""What goes wrong on purpose: a share of the orders, requests or downloads of one server, always the same ones.

    Drills({"rate-limit": 0.5, "moderation": 0.25}, seed=7)

Each kind counts its own occasions and is due on every so-manieth, evenly spread, from a start that the seed decides. How
a drill looks to a client is the manner's business, so it looks like that server's own trouble.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from sora_widgets.errors import RequestError, nearest

__all__ = ["DRILL_KINDS", "Drills", "SlowResponse", "read_drills"]

DRILL_KINDS = {
    "moderation": "the job ends failed, blocked by moderation (share of the orders)",
    "rate-limit": "a POST is answered with 429 and Retry-After (share of the POSTs)",
    "server-error": "any request is answered with 500 (share of the requests)",
    "lost-job": "the order is accepted, then nobody knows it: 404 (share of the orders)",
    "slow-download": "the bytes come at 128 kB a second (share of the downloads)",
}
_DEFAULT_SHARE = 0.25
_SLOW_CHUNK_BYTES = 16_384
_SLOW_PAUSE_S = 0.125


class Drills:
    """The troubles of one server.

    Args:
        shares: by kind, 0 to 1.
        seed: decides where each kind begins.
    """

    def __init__(self, shares: Mapping[str, float] = MappingProxyType({}), seed: int = 0) -> None:
        self._shares, self._seed = dict(shares), seed
        self._met: Counter[str] = Counter()

    def is_due(self, kind: str) -> bool:
        """Count one more occasion of this kind, and say whether it goes wrong."""
        share = self._shares.get(kind, 0.0)
        number = self._met[kind] + random.Random(f"{self._seed}/{kind}").randrange(1_000_000)
        self._met[kind] += 1
        return int((number + 1) * share) > int(number * share)


def read_drills(words: Iterable[str], seed: int = 0) -> Drills:
    """The drills in words like "rate-limit" (a quarter) and "rate-limit=0.5".

    Raises:
        RequestError: no such kind, or no share from 0 to 1.
    """
    shares: dict[str, float] = {}
    for word in words:
        kind, has_share, share = word.partition("=")
        if kind not in DRILL_KINDS:
            close = nearest(kind, tuple(DRILL_KINDS))
            guess = f" (did you mean {close!r}?)" if close else ""
            raise RequestError(
                f"There is no drill {kind!r}{guess}: choose among {', '.join(DRILL_KINDS)}.",
                given=kind,
                nearest=close,
                allowed=tuple(DRILL_KINDS),
            )
        try:
            shares[kind] = float(share) if has_share else _DEFAULT_SHARE
        except ValueError:
            shares[kind] = -1.0
        if not 0 <= shares[kind] <= 1:
            raise RequestError(f"The share of {kind} must be from 0 to 1, not {share!r}: say {kind}=0.5.", given=share)
    return Drills(shares, seed)


class SlowResponse(Response):
    """Another response, its body drop by drop."""

    def __init__(self, response: Response) -> None:
        super().__init__(status_code=response.status_code)
        self.raw_headers, self._response = response.raw_headers, response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def drip(message: Message) -> None:
            body = message.get("body", b"")
            if message["type"] != "http.response.body" or not body:
                await send(message)
                return
            for place in range(0, len(body), _SLOW_CHUNK_BYTES):
                part = body[place : place + _SLOW_CHUNK_BYTES]
                await asyncio.sleep(_SLOW_PAUSE_S)
                is_last = place + len(part) == len(body)
                await send({**message, "body": part, "more_body": message.get("more_body", False) or not is_last})

        await self._response(scope, receive, drip)
