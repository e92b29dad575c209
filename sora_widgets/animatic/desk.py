"""Orders taken, looked at and put away: what every manner of serving videos has in common.

Between the store and the rendering queue on one side and a `Manner` on the other, it knows videos
and the time, and nothing of HTTP. Unfinished videos are set going whenever somebody looks at them,
also those of an earlier process.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from sora_widgets.animatic.drills import Drills
from sora_widgets.animatic.pace import Pace, steady_pace
from sora_widgets.animatic.refusals import Refusal
from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order, Result, Store
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.sweeping import sweep
from sora_widgets.animatic.wire import View, view_of

__all__ = ["FILES", "KEPT_S", "Desk"]

FILES = {
    "video": ("clip.mp4", "video/mp4"),
    "thumbnail": ("thumbnail.webp", "image/webp"),
    "spritesheet": ("spritesheet.jpg", "image/jpeg"),
}
_log = logging.getLogger(__name__)
_LOOK_EVERY_S = 0.05
_SWEEP_EVERY_S = 60.0
_MOST_UNFINISHED = 1_000
_LEAST_FREE_BYTES = 200_000_000  # a video of two minutes, its stills, and room for everybody else
KEPT_S = 7 * 24 * 3600.0  # as long as a notebook may be away before it fetches what it ordered


class Desk:
    """The videos of one app.

    Args:
        home: where they lie.
        workers: rendering processes at most.
        pace: how long jobs take at least.
        clock: seconds since 1970.
        is_forgetful: what was ordered before this app began is not there.
        drills: what goes wrong on purpose.
        kept_s: how long after its end a video can be fetched.
        executor: draws instead of processes of this machine; it is the caller's to close.
    """

    def __init__(
        self,
        home: Path,
        workers: int = 2,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.time,
        is_forgetful: bool = False,
        drills: Drills | None = None,
        kept_s: float = KEPT_S,
        executor: Executor | None = None,
    ) -> None:
        self.home, self.drills = home, drills or Drills()
        self._store = Store(home)
        self._studio = Studio(self._store, workers, executor)
        self._pace, self._clock, self._kept_s = pace or steady_pace(0.0), clock, kept_s
        self._sweeper = ThreadPoolExecutor(1, thread_name_prefix="animatic-sweeper")
        self._swept_s = float("-inf")
        self._since_ns = int(clock() * 1e9) if is_forgetful else 0
        self._has_resumed = False
        self._told: dict[str, int] = {}

    def now_s(self) -> float:
        return self._clock()

    async def take(
        self, order_id: str, wanted: CreateRequest, key: str | None = None, fails_with: tuple[str, str] | None = None
    ) -> Order:
        """Keep an order and set it going; with a key that was used before, the earlier order.

        Args:
            order_id: of the new order.
            wanted: what was asked for.
            key: the request's Idempotency-Key, where it is honoured.
            fails_with: code and message of a drill: nothing is drawn, and it ends so when its time has come.

        Raises:
            Refusal: 429 while too many are waiting, 507 without space left.
            FileNotFoundError: a file of another video that belongs to it is gone.
        """
        order = Order(
            order_id,
            wanted.prompt,
            wanted.model,
            wanted.seconds,
            wanted.size,
            int(self._clock() * 1e9),
            wanted.asked,
            wanted.brief,
            wanted.source_id,
            wanted.extensions,
        )
        if self.drills.is_due("lost-job"):
            return order  # accepted, and never seen again
        kept = await asyncio.to_thread(self._keep, order, key, wanted)
        if fails_with is not None and kept.id == order_id:  # what a key stands for already keeps its end
            code, message = fails_with
            ends_s = self._clock() + self._pace(kept)[1]
            self._store.set_result(kept.id, Result(ends_s, code, message, is_drill=True))
        else:
            self._studio.ask([kept.id])
        return kept

    def _keep(self, order: Order, key: str | None, wanted: CreateRequest) -> Order:
        known = self._store.find_key(key)
        if known is not None:
            return known
        unfinished = self._store.count_unfinished(self._since_ns)
        if unfinished >= _MOST_UNFINISHED:
            raise Refusal(
                429,
                f"{unfinished} videos are waiting already, and that is the most: ask again when some are done.",
                code="rate_limit_exceeded",
                kind="requests",
                headers={"retry-after": "10"},
            )
        self.home.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(self.home).free
        if free_bytes < _LEAST_FREE_BYTES:
            raise Refusal(
                507,
                f"Only {free_bytes / 1e6:.0f} MB are free where the videos are kept: make room for at least "
                f"{_LEAST_FREE_BYTES / 1e6:.0f} MB and try again.",
                code="storage_full",
                kind="server_error",
            )
        return self._store.add(order, key, wanted.files)

    async def order(self, video_id: str) -> Order | None:
        """The order, or None when there is no such video."""
        self._sweep()
        order = self._store.order(video_id)
        if order is None or order.created_ns < self._since_ns:
            return None
        if not self._has_resumed:
            await self.orders()
        elif self._store.result(order.id) is None:
            self._studio.ask([order.id])
        return order

    async def orders(self) -> list[Order]:
        """All orders, newest first."""
        self._sweep()
        kept = await asyncio.to_thread(self._store.orders)
        orders = [order for order in kept if order.created_ns >= self._since_ns]
        self._has_resumed = True
        self._studio.ask([order.id for order in reversed(orders) if self._store.result(order.id) is None])
        return orders

    def view(self, order: Order) -> View:
        """The video as it is now. Progress never goes back, also when a lost rendering begins anew."""
        result = self._store.result(order.id)
        progress = None if result is not None else self._store.progress(order.id)
        queue_s, pace_s = self._pace(order)
        view = view_of(order, result, progress, pace_s, self._clock(), queue_s)
        if view.status in ("completed", "failed"):
            self._told.pop(order.id, None)
            if view.status == "completed" and view.completed_at is not None:
                view = replace(view, expires_at=int(view.completed_at + self._kept_s))
            return view
        self._told[order.id] = highest = max(view.progress, self._told.get(order.id, 0))
        return View(view.status, highest)

    async def finished(self, order: Order) -> View:
        """Wait until it is completed or failed, or gone."""
        while (view := self.view(order)).status not in ("completed", "failed"):
            if self._store.order(order.id) is None:
                return View("failed", view.progress, None, {"code": "job_lost", "message": "The job was lost."})
            await asyncio.sleep(_LOOK_EVERY_S)
        return view

    async def remove(self, order: Order) -> None:
        """Delete the video and its files; a rendering under way comes to nothing."""
        self._told.pop(order.id, None)
        await asyncio.to_thread(self._store.delete, order.id)

    def has_expired(self, view: View) -> bool:
        """Whether a completed video can be fetched no more."""
        return view.expires_at is not None and view.expires_at <= self._clock()

    def folder(self, order: Order) -> Path:
        """Where all of its files lie."""
        return self._store.folder(order.id)

    def path(self, order: Order, variant: str = "video") -> Path:
        """Where the file is, or will be."""
        return self._store.folder(order.id) / FILES[variant][0]

    async def make_still(self, order: Order, variant: str) -> None:
        """Make the thumbnail or the sprite sheet of a finished video.

        Raises:
            Refusal: 500, it could not be made.
        """
        try:
            await asyncio.wrap_future(self._studio.make_still(order.id, variant))
        except FileNotFoundError:
            raise  # deleted meanwhile
        except Exception as error:
            _log.warning("no %s of %s (%s: %s)", variant, order.id, type(error).__name__, error)
            raise Refusal(
                500, f"The {variant} could not be made ({type(error).__name__}): ask again.", kind="server_error"
            ) from error

    def close(self) -> None:
        """Stop the rendering processes."""
        self._swept_s = float("inf")
        self._sweeper.shutdown(cancel_futures=True)
        self._studio.close()

    def _sweep(self) -> None:
        """Clear old videos away now and then, in a thread."""
        now_s = self._clock()
        if now_s - self._swept_s < _SWEEP_EVERY_S:
            return
        self._swept_s = now_s
        self._sweeper.submit(sweep, Store(self.home), self._kept_s, now_s, self._pace)
