"""The judge behind a real socket, in a process of its own that nobody kills before the verdict.

Speaks just enough HTTP/1.1 over asyncio's streams to spoil it exactly: 8 % of the requests meet one of
the faults below. Everything that it made is written to a record, one JSON line each, before it is told.
It ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.torture.judge import Answer, Ask, Judge, Nature, Order, Video

__all__ = ["FAULTS", "LATE_S", "LIST_BEHIND_S", "JudgeProcess", "main", "open_judge"]

FAULTS = (
    "refused",
    "500 before",
    "500 after",
    "cut before",
    "cut after",
    "cut body",
    "lying length",
    "slow drip",
    "429",
    "HTML",
    "duplicate answer",
)
LATE_S = 0.3  # an order whose connection is gone may still be carried out, this much later
LIST_BEHIND_S = 0.3
_CLOSED_S = 0.04


class End(Enum):
    """How a connection is left after an answer."""

    KEPT = "kept"
    CLOSED = "closed"
    RESET = "reset"


class _Server:
    def __init__(self, judge: Judge, chance: random.Random, share: float) -> None:
        self.judge = judge
        self.chance = chance
        self.share = share
        self.faults: dict[str, int] = {}
        self.next_orders: list[str] = []
        self.port = 0
        self._late: list[tuple[float, Ask]] = []
        self._listening: asyncio.Server | None = None
        self._reopening: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        self._listening = await asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=512)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def _close_for_a_moment(self) -> None:
        if self._listening is not None and self._reopening is None:
            self._listening.close()

            async def reopen() -> None:
                while self._reopening is not None:
                    await asyncio.sleep(_CLOSED_S)
                    with contextlib.suppress(OSError):
                        await self.listen()
                        self._reopening = None

            self._reopening = asyncio.create_task(reopen())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (ask := await _read(reader)) is not None:
                if ask.path.startswith("/control/"):
                    writer.write(_bytes(self._control(ask)))
                    await writer.drain()
                else:
                    end = await self._answer(ask, writer)
                    if end is End.RESET:
                        writer.transport.abort()
                    if end is not End.KEPT:
                        return
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # a killed kernel leaves in the middle of a word
        finally:
            with contextlib.suppress(ConnectionError):
                writer.close()

    async def _answer(self, ask: Ask, writer: asyncio.StreamWriter) -> End:
        """Answer one request, well or badly."""
        self._deliver()
        fault = self._fault(ask)
        now = time.time()
        if ask.kind == "create" and fault not in ("500 before", "429"):
            self.judge.take_order(ask, now)
        match fault:
            case "500 before":
                self.judge.note_request(ask, now)
                return await _send(writer, _bytes(_error(500)))
            case "429":
                self.judge.note_request(ask, now)
                wait_s = self.chance.choice((0.1, 0.5))
                return await _send(writer, _bytes(_error(429), f"retry-after: {wait_s}\r\n"))
            case "cut before":
                if self.chance.random() < 0.5:
                    self._late.append((now + self.chance.uniform(0.0, LATE_S), ask))
                return End.RESET
            case "HTML":
                if self.chance.random() < 0.5:
                    self.judge.answer(ask, now)
                return await _send(writer, _bytes(Answer(200, b"<html>Welcome to the proxy</html>", "text/html")))
            case "500 after":
                self.judge.answer(ask, now)
                return await _send(writer, _bytes(_error(500)))
            case "cut after":
                self.judge.answer(ask, now)
                return End.RESET
        answer = self.judge.answer(ask, now)
        whole = _bytes(answer)
        head = len(whole) - len(answer.body)
        match fault:
            case "cut body":
                await _send(writer, whole[: head + self.chance.randrange(0, max(1, len(answer.body)))])
                return End.RESET
            case "lying length":
                cut = self.chance.randrange(0, max(1, len(answer.body)))
                told = len(answer.body) + 100 if self.chance.random() < 0.5 else cut
                await _send(writer, _bytes(answer, length=told))
                return End.CLOSED
            case "slow drip":
                for start in range(0, len(whole), len(whole) // 4 + 1):
                    await _send(writer, whole[start : start + len(whole) // 4 + 1])
                    await asyncio.sleep(0.02)
                return End.KEPT
            case "duplicate answer":
                older = self.judge.older_video(ask, now) if ask.kind == "create" else None
                if older is not None and self.chance.random() < 0.5:
                    return await _send(writer, _bytes(older))  # the answer to somebody else's order
                return await _send(writer, whole + whole)  # the answer twice on one connection
            case "refused":
                await _send(writer, _bytes(answer, "connection: close\r\n"))
                await self._close_for_a_moment()
                return End.CLOSED
        return await _send(writer, whole)

    def _fault(self, ask: Ask) -> str:
        fault = self.chance.choice(FAULTS) if self.chance.random() < self.share else ""
        if ask.kind == "create" and self.next_orders:
            fault = self.next_orders.pop(0)
        if fault:
            self.faults[fault] = self.faults.get(fault, 0) + 1
        return fault

    def _deliver(self) -> None:
        now = time.time()
        due = sorted((late for late in self._late if late[0] <= now), key=lambda late: late[0])
        self._late = [late for late in self._late if late[0] > now]
        for at, ask in due:
            self.judge.answer(ask, at)

    def _control(self, ask: Ask) -> Answer:
        self._deliver()
        match ask.path.removeprefix("/control/"):
            case "calm":
                self.share = 0.0
            case "next-order":
                self.next_orders.append(ask.query["fault"])
        told = {"requests": self.judge.requests, "faults": self.faults, "late": len(self._late)}
        return Answer(200, json.dumps(told).encode())


async def _read(reader: asyncio.StreamReader) -> Ask | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length") or 0))
    parts = urlsplit(target)
    path = parts.path.removeprefix("/v1")
    return Ask(method, path, dict(parse_qsl(parts.query)), headers.get("idempotency-key", ""), body)


def _bytes(answer: Answer, more: str = "", length: int | None = None) -> bytes:
    told = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    size = len(answer.body) if length is None else length
    head = f"HTTP/1.1 {answer.status} Told\r\ncontent-type: {answer.content_type}\r\ncontent-length: {size}\r\n{told}{more}\r\n"
    return head.encode() + answer.body


def _error(status: int) -> Answer:
    return Answer(status, json.dumps({"error": {"message": f"told {status}", "code": "told"}}).encode())


async def _send(writer: asyncio.StreamWriter, content: bytes) -> End:
    writer.write(content)
    await writer.drain()
    return End.KEPT


class JudgeProcess:
    """A running judge, as the harness sees it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, record: Path) -> None:
        self.address = f"http://127.0.0.1:{port}/v1"
        self._process = process
        self._control = f"http://127.0.0.1:{port}/control/"
        self._record = record
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def calm(self) -> dict[str, Any]:
        """Spoil nothing more; returns the sums of requests and faults so far."""
        return self._ask("calm")

    def spoil_next_order(self, fault: str) -> None:
        self._ask(f"next-order?fault={fault.replace(' ', '%20')}")

    def sums(self) -> dict[str, Any]:
        return self._ask("sums")

    def facts(self) -> tuple[list[Video], list[Order]]:
        """Every video made and every order that arrived, from the record."""
        videos: dict[str, Video] = {}
        orders: list[Order] = []
        for line in self._record.read_text(encoding="utf-8").splitlines():
            fact = json.loads(line)
            match fact.pop("fact"):
                case "made":
                    videos[fact["id"]] = Video(**fact)
                case "order":
                    orders.append(Order(**fact))
                case "mistake":
                    raise RuntimeError(f"the judge made a mistake: {fact['told']}")
                case "deleted":
                    videos[fact["id"]].is_deleted = True
                case "lost":
                    for video_id in fact["ids"]:
                        videos[video_id].lost_at = videos[video_id].lost_at or fact["at"]
        return list(videos.values()), orders

    def end(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)

    def _ask(self, what: str) -> dict[str, Any]:
        for _ in range(200):
            try:
                with self._opener.open(self._control + what, timeout=30) as answer:
                    return dict(json.loads(answer.read()))
            except (OSError, ValueError):
                time.sleep(_CLOSED_S / 2)  # it refuses everybody for a moment now and then
        raise RuntimeError("the judge does not answer")


@contextlib.contextmanager
def open_judge(
    folder: Path, seed: int, *, share: float = 0.08, render_s: tuple[float, float] = (0.1, 0.8)
) -> Iterator[JudgeProcess]:
    """Start a judge whose record lies in `folder`; it ends with the block, and with this process."""
    record = folder / "record.jsonl"
    record.touch()
    command = [
        sys.executable,
        "-m",
        "tests.torture.judge_server",
        str(record),
        str(seed),
        str(share),
        *map(str, render_s),
    ]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    judge = JudgeProcess(process, int(process.stdout.readline()), record)
    try:
        yield judge
    finally:
        judge.end()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("record", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("share", type=float)
    parser.add_argument("render_s", type=float, nargs=2)
    given = parser.parse_args()
    asyncio.run(_run(given))


def _hear(write: Callable[[dict[str, Any]], None], loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
    """A killed kernel breaks its connections; anything else is a mistake of the judge's, and breaks the run."""
    if not isinstance(told.get("exception"), ConnectionError):
        write({"fact": "mistake", "told": f"{told.get('message')}: {told.get('exception')!r}"})


async def _run(given: argparse.Namespace) -> None:
    with given.record.open("a", encoding="utf-8") as record:

        def write(fact: dict[str, Any]) -> None:
            record.write(json.dumps(fact) + "\n")
            record.flush()

        nature = Nature(render_s=tuple(given.render_s), list_behind_s=LIST_BEHIND_S)
        server = _Server(Judge(given.seed, nature, record=write), random.Random(given.seed), given.share)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(partial(_hear, write))
        await server.listen()
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        await loop.run_in_executor(None, sys.stdin.read)  # until the harness is gone


if __name__ == "__main__":
    main()
