"""The judge: a Videos server that writes down every video it made and billed, and has moods.

It is the other party of every run: what it recorded is compared with what the ledger says. It has
no socket and no clock of its own: `judge_server` gives it the one, `network` the other, and both
bring the faults of the way. It never takes an order twice for one and never honours a key.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from email.utils import formatdate
from typing import Any

from tests.torture.video_bytes import bytes_of

__all__ = ["MOODS", "ORDINARY", "Answer", "Ask", "Judge", "Nature", "Order", "Video"]


@dataclass(frozen=True)
class Ask:
    """A request as it reached the server; `path` is what follows `/v1`."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    body: bytes = b""

    @property
    def kind(self) -> str:
        """create, list, retrieve, delete, content, or other."""
        if not self.path.startswith("/videos"):
            return "other"
        rest = self.path.removeprefix("/videos").strip("/")
        if not rest:
            return "create" if self.method == "POST" else "list"
        if rest.endswith("/content"):
            return "content"
        return "delete" if self.method == "DELETE" else "retrieve"

    @property
    def video_id(self) -> str:
        return self.path.removeprefix("/videos").strip("/").partition("/")[0]

    @property
    def prompt(self) -> str:
        """What an order asks for; empty for everything else and for what cannot be read."""
        try:
            return str(json.loads(self.body)["prompt"])
        except (ValueError, LookupError, TypeError):
            return ""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Video:
    """One video that was made; times are seconds since 1970 by the true clock."""

    id: str
    prompt: str
    model: str
    seconds: str
    size: str
    asked_at: float
    made_at: float
    done_at: float
    is_failing: bool
    lost_at: float | None = None  # by the server itself, with its store
    is_deleted: bool = False


@dataclass(frozen=True)
class Order:
    """A POST as it arrived, whatever became of it."""

    prompt: str
    key: str
    at: float


@dataclass(frozen=True)
class Nature:
    """How a server is, good days and bad.

    Attributes:
        render_s: the shortest and the longest time that a video takes.
        failing_share: of videos that the server fails; it does not bill them.
        list_behind_s: how long a new video is missing from the list.
        clock_s: what the server's clock is ahead of the true one.
        page_max: the most that one page of the list holds.
        restarts_s: about how often the store is lost; None for never.
    """

    render_s: tuple[float, float] = (1.0, 4.0)
    failing_share: float = 0.0
    list_behind_s: float = 0.0
    clock_s: float = 0.0
    page_max: int = 100
    restarts_s: float | None = None
    fails_as_error: bool = False
    hides_prompts: bool = False
    progress_goes_back: bool = False
    has_strange_words: bool = False


ORDINARY = Nature()

# The server moods of JOBS.md.
MOODS: dict[str, Nature] = {
    "restart with empty store": Nature(restarts_s=20.0, render_s=(5.0, 40.0)),
    "failed as HTTP 500": Nature(failing_share=0.5, fails_as_error=True),
    "no prompt in list": Nature(hides_prompts=True),
    "pages of 20": Nature(page_max=20, render_s=(5.0, 30.0)),
    "progress going back": Nature(progress_goes_back=True, render_s=(5.0, 30.0)),
    "unknown status": Nature(has_strange_words=True),
    "clock 90 s ahead or behind": Nature(clock_s=90.0),
    "list 2 s behind": Nature(list_behind_s=2.0),
}

_STRANGE_WORDS = ("baking", "WARMING_UP", "not_start", "post-processing", "unknown")


class Judge:
    """Answers requests and remembers what they made.

    Args:
        seed: of everything that it decides.
        nature: how it is.
        usd_micro_per_second: what it charges.
        record: called with each fact as a dictionary, at the moment when it becomes one.
    """

    def __init__(
        self,
        seed: int,
        nature: Nature = Nature(),  # frozen
        usd_micro_per_second: int = 100_000,
        record: Callable[[dict[str, Any]], None] = lambda fact: None,
    ) -> None:
        self.nature = nature
        self.chance = random.Random(seed)
        self.videos: dict[str, Video] = {}
        self.orders: list[Order] = []
        self.requests: dict[str, int] = {}
        self.polls: list[tuple[float, float | None]] = []  # when it was looked, and the least time then left
        self._rate_micro = usd_micro_per_second
        self._record = record
        self._numbers = itertools.count(1)
        self._name = f"{self.chance.getrandbits(40):010x}"
        self._next_restart_at: float | None = None

    def answer(self, ask: Ask, now: float) -> Answer:
        """What the server says to this request, which it now carries out."""
        self._count(ask, now)
        self._live_on(now)
        match ask.kind:
            case "create":
                return self._create(ask, now)
            case "list":
                return self._list(ask, now)
            case "content":
                return self._content(ask, now)
            case "retrieve":
                return self._retrieve(ask, now)
            case "delete":
                return self._delete(ask, now)
            case _:
                return self._error(404, "no such route", now)

    def take_order(self, ask: Ask, now: float) -> None:
        """Note an order at the moment its bytes arrived, also when it will be carried out later or never."""
        order = Order(ask.prompt, ask.key, now)
        self.orders.append(order)
        self._record({"fact": "order", **asdict(order)})

    def note_request(self, ask: Ask, now: float) -> None:
        """Count a request that never comes to an answer of ours."""
        self._count(ask, now)

    def billed_micro(self) -> int:
        return sum(int(video.seconds) * self._rate_micro for video in self.videos.values() if not video.is_failing)

    def set_failing_share(self, share: float) -> None:
        """Fail this share of the videos that are asked for from now on."""
        self.nature = replace(self.nature, failing_share=share)

    def older_video(self, than: Ask, now: float) -> Answer | None:
        """The answer to an order of somebody else, as a confused proxy gives it again."""
        others = [video for video in self.videos.values() if video.prompt != than.prompt]
        return self._json(200, self._told(self.chance.choice(others), now), now) if others else None

    def _count(self, ask: Ask, now: float) -> None:
        self.requests[ask.kind] = self.requests.get(ask.kind, 0) + 1
        if ask.kind in ("list", "retrieve"):
            left = [video.done_at - now for video in self.videos.values() if video.done_at > now]
            self.polls.append((now, min(left, default=None)))

    def _live_on(self, now: float) -> None:
        """Lose the store when it is time to."""
        if self.nature.restarts_s is None:
            return
        if self._next_restart_at is None:
            self._next_restart_at = now + self.chance.uniform(0.5, 1.5) * self.nature.restarts_s
        if now >= self._next_restart_at:
            self._next_restart_at = None
            for video in self.videos.values():
                video.lost_at = now if video.lost_at is None else video.lost_at
            self._record({"fact": "lost", "at": now, "ids": list(self.videos)})

    def _create(self, ask: Ask, now: float) -> Answer:
        try:
            asked = json.loads(ask.body)
            prompt, model = str(asked["prompt"]), str(asked["model"])
            seconds, size = str(int(asked["seconds"])), str(asked["size"])
        except (ValueError, LookupError, TypeError):
            return self._error(400, "the order cannot be read", now)
        video = Video(
            id=f"v{next(self._numbers)}-{self._name}-{seconds}s",
            prompt=prompt,
            model=model,
            seconds=seconds,
            size=size,
            asked_at=next((order.at for order in reversed(self.orders) if order.prompt == prompt), now),
            made_at=now,
            done_at=now + self.chance.uniform(*self.nature.render_s),
            is_failing=self.chance.random() < self.nature.failing_share,
        )
        self.videos[video.id] = video
        self._record({"fact": "made", **asdict(video)})
        return self._json(200, self._told(video, now), now)

    def _list(self, ask: Ask, now: float) -> Answer:
        limit = max(1, min(int(ask.query.get("limit", "20")), self.nature.page_max))
        shown = [
            video
            for video in self.videos.values()
            if self._has(video) and now >= video.made_at + self.nature.list_behind_s
        ]
        shown.sort(key=lambda video: (video.made_at, video.id), reverse=ask.query.get("order", "desc") != "asc")
        after = ask.query.get("after")
        if after is not None:
            places = [place for place, video in enumerate(shown) if video.id == after]
            shown = shown[places[0] + 1 :] if places else []
        page = shown[:limit]
        told = [self._told(video, now) for video in page]
        if self.nature.hides_prompts:
            told = [{name: value for name, value in video.items() if name != "prompt"} for video in told]
        ids = [video.id for video in page]
        listing = {
            "object": "list",
            "data": told,
            "first_id": ids[0] if ids else None,
            "last_id": ids[-1] if ids else None,
            "has_more": len(shown) > limit,
        }
        return self._json(200, listing, now)

    def _retrieve(self, ask: Ask, now: float) -> Answer:
        video = self.videos.get(ask.video_id)
        if video is None or not self._has(video):
            return self._error(404, "no such video", now)
        told = self._told(video, now)
        if told["status"] == "failed" and self.nature.fails_as_error:
            return self._json(500, told, now)
        return self._json(200, told, now)

    def _content(self, ask: Ask, now: float) -> Answer:
        video = self.videos.get(ask.video_id)
        if video is None or not self._has(video):
            return self._error(404, "no such video", now)
        if now < video.done_at or video.is_failing:
            return self._error(400, "not ready", now)
        return Answer(200, bytes_of(video.id), "video/mp4", self._date(now))

    def _delete(self, ask: Ask, now: float) -> Answer:
        video = self.videos.get(ask.video_id)
        if video is None or not self._has(video):
            return self._error(404, "no such video", now)
        video.is_deleted = True
        self._record({"fact": "deleted", "id": video.id})
        return self._json(200, {"id": video.id, "object": "video.deleted", "deleted": True}, now)

    def _has(self, video: Video) -> bool:
        return video.lost_at is None and not video.is_deleted

    def _told(self, video: Video, now: float) -> dict[str, Any]:
        share = min(1.0, max(0.0, (now - video.made_at) / max(0.001, video.done_at - video.made_at)))
        progress = int(100 * share)
        status = "queued" if share < 0.1 else "in_progress"
        if self.nature.has_strange_words and 0.1 <= share < 1:
            status = self.chance.choice(_STRANGE_WORDS)
        if self.nature.progress_goes_back and share < 1:
            progress = self.chance.randint(0, 100)
        told: dict[str, Any] = {
            "id": video.id,
            "object": "video",
            "model": video.model,
            "status": status,
            "progress": progress,
            "created_at": int(video.made_at + self.nature.clock_s),
            "prompt": video.prompt,
            "seconds": video.seconds,
            "size": video.size,
        }
        if share >= 1 and video.is_failing:
            told |= {"status": "failed", "error": {"code": "moderation_blocked", "message": "blocked"}}
        elif share >= 1:
            told |= {"status": "completed", "progress": 100, "completed_at": int(video.done_at + self.nature.clock_s)}
        return told

    def _json(self, status: int, content: object, now: float) -> Answer:
        return Answer(status, json.dumps(content).encode(), headers=self._date(now))

    def _error(self, status: int, message: str, now: float) -> Answer:
        return self._json(status, {"error": {"message": message, "code": f"told_{status}", "type": "error"}}, now)

    def _date(self, now: float) -> dict[str, str]:
        return {"date": formatdate(now + self.nature.clock_s, usegmt=True)}
