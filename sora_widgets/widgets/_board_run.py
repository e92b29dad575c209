"""Running a storyboard: all its shots at once, or one after another from the last frame of the clip before.

A linked run waits for each clip on a thread of its own, and lives as long as its kernel: shots that
were not ordered by then are not, and nothing is owed for them. Nothing is ordered for more than was
agreed, also when minutes have passed in between.
"""

from __future__ import annotations

import logging
import math
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sora_widgets import jobs
from sora_widgets.clips import Clip, make_poster
from sora_widgets.errors import SoraWidgetsError
from sora_widgets.jobs import Job
from sora_widgets.widgets._board_price import BoardPrice, Order, check_still_agreed
from sora_widgets.widgets._texts import Texts
from sora_widgets.widgets.gathering import Tally

__all__ = ["NO_GROUP", "Run", "can_link", "write_last_frame"]

_WHOLE_FRAME_BYTES = 8_000_000  # more than a JPEG of 4K needs: the picture is the next clip's first, so none is lost
_WHOLE_FRAME_WIDTH = 8192
NO_GROUP = {"total": 0, "open": 0, "percent": 0, "line": "", "money": "", "cancel_cost": None, "notice": ""}
"""What the head of the clips says before there was a run."""
_log = logging.getLogger("sora_widgets.widgets")


class Run:
    """One press on "Generate all": its orders, and the jobs that came of them so far.

    Args:
        orders: the shots, in order.
        settings: model and size.
        agreed: the price on the button when it was pressed.
        words: of the interface.
        on_news: called on any thread after an order was made, or when the run has ended early.
    """

    def __init__(
        self,
        orders: list[Order],
        settings: Mapping[str, Any],
        agreed: BoardPrice,
        words: Texts,
        on_news: Callable[[], None],
    ) -> None:
        self._orders = orders
        self._settings = settings
        self._agreed = agreed
        self._words = words
        self._on_news = on_news
        self._made: dict[int, Job] = {}  # by number of the shot
        self._lock = threading.Lock()
        self._is_stopped = threading.Event()
        self._notice = ""

    @property
    def jobs(self) -> list[tuple[Order, Job]]:
        """The orders made so far with their jobs, in the order of the shots."""
        with self._lock:
            return [(one, self._made[one.number]) for one in self._orders if one.number in self._made]

    def start(self) -> None:
        """Order the shots; linked ones after the first go on by themselves.

        Raises:
            RequestError, MoneyError, StorageError: as `jobs.generate`; the shots before are ordered and stay so.
        """
        is_linked = any(one.starts_from is not None for one in self._orders)
        try:
            for one in self._orders[:1] if is_linked else self._orders:
                self._order(one, None)
        except SoraWidgetsError:
            self.stop()
            raise
        if is_linked:
            threading.Thread(target=self._go_on, name="sora-widgets-storyboard", daemon=True).start()

    def stop(self) -> None:
        """Order nothing more."""
        self._is_stopped.set()

    def cancel(self) -> None:
        """Order nothing more, and cancel what is not done."""
        self.stop()
        for _, job in self.jobs:
            if not job.is_done:
                job.cancel()

    def summary(self) -> dict[str, Any]:
        """How far it is: small, JSON, and replaced whole."""
        members = list({job.id: job for _, job in self.jobs}.values())
        now_s = time.monotonic()
        told = Tally(members, now_s).summary(self._words, now_s)
        to_come = 0 if self._is_stopped.is_set() else len(self._orders) - len(self.jobs)
        line = [told["line"]] + ([self._words.say("storyboard.to_come", n=to_come)] if to_come else [])
        total = len(members) + to_come
        return {
            "total": total,
            "open": told["open"] + to_come,
            "percent": told["percent"] * len(members) // total if total else 0,
            "line": " · ".join(line),
            "money": told["money"],
            "cancel_cost": told["cancel_cost"],
            "notice": self._notice,
        }

    def _order(self, one: Order, reference: Path | None) -> Job:
        job = jobs.generate(one.prompt, seconds=one.seconds, take=one.take, reference=reference, **self._settings)
        with self._lock:
            self._made[one.number] = job
        self._on_news()
        return job

    def _go_on(self) -> None:
        """Order the other shots one after another. On its own thread."""
        ordered_usd = Decimal(0)
        number = 1
        try:
            with tempfile.TemporaryDirectory(prefix="sora-widgets-") as folder:
                for before, one in zip(self._orders, self._orders[1:], strict=False):
                    number = before.number
                    job = self._made[before.number]
                    clip = job.result()
                    ordered_usd += Decimal(0) if job.is_replay else job.estimate.cost_usd or Decimal(0)
                    number = one.number
                    frame = write_last_frame(clip, Path(folder) / f"{before.number}.jpg")
                    check_still_agreed(one, self._settings, self._agreed, ordered_usd, self._words)
                    if self._is_stopped.is_set():
                        return
                    self._order(one, frame)
        except SoraWidgetsError as error:
            self._end(number, self._words.refusal(error))
        except Exception as error:  # the run ends here, and whoever looks at it must know why
            _log.exception("shot %d of a storyboard could not be ordered", number)
            self._end(number, f"{type(error).__name__}: {error}")

    def _end(self, number: int, said: str) -> None:
        _log.info("the run of a storyboard ended at shot %d: %s", number, said)
        was_stopped = self._is_stopped.is_set()
        self.stop()
        if not was_stopped:  # whoever stopped it knows
            self._notice = self._words.say("storyboard.chain_ended", n=number, said=said)
        self._on_news()


def can_link() -> bool:
    """Whether the connected server can begin a clip with a picture."""
    try:
        how = jobs.current_provider().profile.reference_as
    except SoraWidgetsError:
        return False
    return how is not None and (how.file_field is not None or how.takes_data_urls)


def write_last_frame(clip: Clip, path: Path) -> Path:
    """The last frame of a clip as a JPEG in its full size.

    Raises:
        ClipError: the video cannot be read.
    """
    return make_poster(clip.path, path, at_s=math.inf, max_bytes=_WHOLE_FRAME_BYTES, max_width=_WHOLE_FRAME_WIDTH)
