"""Orders taken, looked at and put away: what every manner of serving videos has in common.

Between the store and the rendering queue on one side and a `Manner` on the other, it knows videos
and the time, and nothing of HTTP. Unfinished videos are set going whenever somebody looks at them,
also those of an earlier process.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from sora_widgets.animatic.requests import CreateRequest
from sora_widgets.animatic.store import Order, Result, Store
from sora_widgets.animatic.studio import Studio
from sora_widgets.animatic.wire import View, view_of

__all__ = ["FILES", "Desk"]

FILES = {
    "video": ("clip.mp4", "video/mp4"),
    "thumbnail": ("thumbnail.webp", "image/webp"),
    "spritesheet": ("spritesheet.jpg", "image/jpeg"),
}
_LOOK_EVERY_S = 0.05


class Desk:
    """The videos of one app.

    Args:
        home: where they lie.
        workers: rendering processes at most.
        pace_s: the least seconds from create to completed.
        clock: seconds since 1970.
        is_forgetful: what was ordered before this app began is not there.
    """

    def __init__(
        self,
        home: Path,
        workers: int = 2,
        pace_s: float = 0.0,
        clock: Callable[[], float] = time.time,
        is_forgetful: bool = False,
    ) -> None:
        self._store = Store(home)
        self._studio = Studio(self._store, workers)
        self._pace_s, self._clock = pace_s, clock
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
        """
        asked = wanted.asked
        now_ns = int(self._clock() * 1e9)
        order = Order(order_id, wanted.prompt, wanted.model, wanted.seconds, wanted.size, now_ns, asked)
        kept = await asyncio.to_thread(self._store.add, order, key)
        if fails_with is not None:
            code, message = fails_with
            self._store.set_result(kept.id, Result(self._clock() + self._pace_s, code, message, is_drill=True))
        else:
            self._studio.ask([kept.id])
        return kept

    async def order(self, video_id: str) -> Order | None:
        """The order, or None when there is no such video."""
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
        kept = await asyncio.to_thread(self._store.orders)
        orders = [order for order in kept if order.created_ns >= self._since_ns]
        self._has_resumed = True
        self._studio.ask([order.id for order in reversed(orders) if self._store.result(order.id) is None])
        return orders

    def view(self, order: Order) -> View:
        """The video as it is now. Progress never goes back, also when a lost rendering begins anew."""
        result = self._store.result(order.id)
        progress = None if result is not None else self._store.progress(order.id)
        view = view_of(order, result, progress, self._pace_s, self._clock())
        if view.status in ("completed", "failed"):
            self._told.pop(order.id, None)
            return view
        self._told[order.id] = highest = max(view.progress, self._told.get(order.id, 0))
        return View(view.status, highest)

    async def finished(self, order: Order) -> View:
        """Wait until it is completed or failed."""
        while (view := self.view(order)).status not in ("completed", "failed"):
            await asyncio.sleep(_LOOK_EVERY_S)
        return view

    async def remove(self, order: Order) -> None:
        """Delete the video and its files; a rendering under way comes to nothing."""
        self._told.pop(order.id, None)
        await asyncio.to_thread(self._store.delete, order.id)

    def path(self, order: Order, variant: str = "video") -> Path:
        """Where the file is, or will be."""
        return self._store.folder(order.id) / FILES[variant][0]

    async def make_still(self, order: Order, variant: str) -> None:
        """Make the thumbnail or the sprite sheet of a finished video."""
        await asyncio.wrap_future(self._studio.make_still(order.id, variant))

    def close(self) -> None:
        """Stop the rendering processes."""
        self._studio.close()
