"""Where one shot ends and the next begins: hard cuts, found from small copies of the frames."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Small = NDArray[np.int16]  # channels x height x width

__all__ = ["CutFinder"]

_LEAST_CHANGE = 15.0
_RATIO = 3.0
_NEIGHBOURS = 2  # frames on each side
_FLASH_FRAMES = 2  # a change that is undone within so many frames is a flash, and no cut


class CutFinder:
    """Finds cuts in frames given in order.

    The method is the adaptive detector of PySceneDetect (https://www.scenedetect.com/docs/latest/api/detectors.html,
    read 2026-11-23) with its own thresholds: the change to a new shot is at least 15 steps and three times the mean
    change of the two frames before and after it, so that a fast pan is no cut. Two things differ: the change is the
    mean distance of the pixels in YUV and not in HSV, whose hue is noise where a picture is grey; and a picture that is
    back after two frames was interrupted by a flash, and not cut. Dissolves and fades are not found.
    """

    def __init__(self) -> None:
        self._recent: deque[Small] = deque(maxlen=_FLASH_FRAMES + 1)
        self._changes: list[float] = []  # [n] from frame n to n + 1
        self._across: list[float] = []  # [n] to frame n + 1 from the one before a flash that ends there

    def add(self, small: Small) -> None:
        """Look at a frame: a copy of a few thousand pixels, always of one size."""
        if self._recent:
            self._changes.append(_distance(self._recent[-1], small))
            self._across.append(_distance(self._recent[0], small))
        self._recent.append(small)

    def finish(self) -> list[int]:
        """The first frame of each shot but the first, by its number from 0."""
        ahead = self._across[_FLASH_FRAMES:]
        ahead += [_distance(small, self._recent[-1]) for small in list(self._recent)[:-1]]
        return [
            number + 1
            for number, change in enumerate(self._changes)
            if min(change, self._across[number], ahead[number]) >= _LEAST_CHANGE
            and change >= _RATIO * self._around(number)
        ]

    def _around(self, number: int) -> float:
        near = self._changes[max(0, number - _NEIGHBOURS) : number]
        near += self._changes[number + 1 : number + 1 + _NEIGHBOURS]
        return sum(near) / len(near) if near else 0.0


def _distance(one: Small, other: Small) -> float:
    import numpy as np

    apart = (one - other).astype(np.float32)
    return float(np.sqrt((apart * apart).sum(axis=0)).mean())
