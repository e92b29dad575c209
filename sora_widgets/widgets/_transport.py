"""What is played, from Python: position, speed, in and out points, as traits that never travel once a frame.

Shared by the player of one clip and by several clips locked together. What is shown is theirs to say.
"""

from __future__ import annotations

import math
from typing import Any

import traitlets

from sora_widgets.errors import RequestError
from sora_widgets.widgets._attachments import Attachable
from sora_widgets.widgets._texts import Texts

__all__ = ["Transport"]


class Transport(Attachable):
    """Base of the widgets that play.

    Args:
        texts: words of the view.
        sections: of the texts that the view needs.
        duration_s: of what is played, in seconds.
        fps: frames per second, by which it is stepped.
        frame_count: how many frames there are.
        state: the traits of the widget.
    """

    current_time_s = traitlets.Float(0.0, min=0.0).tag(sync=True)
    """Position in seconds; set it to seek."""
    frame = traitlets.Int(0, min=0)
    """Index of the frame at the current position, from 0; set it to seek. It follows from the time and never travels."""
    playing = traitlets.Bool(False).tag(sync=True)
    """Whether it plays."""
    rate = traitlets.Float(1.0, min=0.0625, max=16.0).tag(sync=True)
    """Speed, 1 being real time; the limits are the browsers'."""
    loop = traitlets.Bool(False).tag(sync=True)
    """Whether it starts again at the end, or at the out point."""
    in_s = traitlets.Float(None, allow_none=True).tag(sync=True)
    """Where playing begins, in seconds; None is the beginning."""
    out_s = traitlets.Float(None, allow_none=True).tag(sync=True)
    """Where playing ends, in seconds; None is the end."""

    def __init__(
        self,
        texts: Texts,
        sections: tuple[str, ...],
        *,
        duration_s: float,
        fps: float,
        frame_count: int,
        **state: Any,
    ) -> None:
        self._duration_s, self._fps, self._frame_count = duration_s, fps, frame_count
        super().__init__(texts, sections, **state)

    # -- what a person asks for -----------------------------------------------------------------------------------

    def play(self) -> None:
        """Start playing. A page that nobody has clicked yet may refuse sound; it then says so."""
        self.playing = True

    def pause(self) -> None:
        """Stop playing and keep the position."""
        self.playing = False

    def preload(self) -> None:
        """Have the page fetch now what it will play later."""
        self._tell({"kind": "player-preload"})

    def seek(self, time_s: float) -> None:
        """Go to a time in seconds, held within what is played.

        Raises:
            RequestError: no number.
        """
        try:
            at_s = float(time_s)
        except (TypeError, ValueError):
            at_s = math.nan
        if not math.isfinite(at_s):
            raise RequestError(f"A position is a number of seconds, not {time_s!r}: seek(1.5).", given=time_s)
        self.current_time_s = max(0.0, at_s)

    def step(self, frames: int = 1) -> None:
        """Pause and move by whole frames, backwards when negative; held within what is played.

        While it plays only the page knows which frame is shown: the page then makes the step, and tells where it came to.

        Raises:
            RequestError: no whole number.
        """
        if type(frames) is not int:
            raise RequestError(f"A step is a whole number of frames, not {frames!r}: step(-1).", given=frames)
        if self.playing:
            self.pause()
            self._tell({"kind": "player-step", "frames": frames})
        else:
            self.frame = max(0, min(self.frame + frames, self._frame_count - 1))

    # -- what cannot be -------------------------------------------------------------------------------------------

    @traitlets.validate("rate")
    def _check_number(self, proposal: dict[str, Any]) -> float:
        # every comparison with NaN is false, so that the trait's own limits let it through
        value: float = proposal["value"]
        if not math.isfinite(value):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number, not {value}.")
        return value

    @traitlets.validate("current_time_s")
    def _hold_within(self, proposal: dict[str, Any]) -> float:
        return min(self._check_number(proposal), self._duration_s)

    @traitlets.validate("frame")
    def _check_frame(self, proposal: dict[str, Any]) -> int:
        value: int = proposal["value"]
        if value >= self._frame_count:
            raise traitlets.TraitError(f"There is no frame {value}: the last is {self._frame_count - 1}.")
        return value

    @traitlets.validate("in_s", "out_s")
    def _check_range(self, proposal: dict[str, Any]) -> float | None:
        name, value = proposal["trait"].name, proposal["value"]
        if value is None:
            return None
        if not 0 <= self._check_number(proposal) <= self._duration_s:
            raise traitlets.TraitError(
                f"{name} lies between 0 and {self._duration_s:g} s, the length, not at {value:g} s."
            )
        in_s, out_s = (value, self.out_s) if name == "in_s" else (self.in_s, value)
        if in_s is not None and out_s is not None and in_s >= out_s:
            raise traitlets.TraitError(
                f"in_s must be before out_s, and {in_s:g} s is not before {out_s:g} s: set the other one first, or to None."
            )
        return float(value)

    # -- time and frame -------------------------------------------------------------------------------------------

    @traitlets.observe("current_time_s")
    def _on_time(self, change: dict[str, Any]) -> None:
        self.frame = self._frame_at(change["new"])

    @traitlets.observe("frame")
    def _on_frame(self, change: dict[str, Any]) -> None:
        if self._frame_at(self.current_time_s) != change["new"]:
            # the middle of the frame: no rounding can land on a neighbour
            self.current_time_s = (change["new"] + 0.5) / self._fps

    def _frame_at(self, time_s: float) -> int:
        return max(0, min(int(time_s * self._fps + 1e-4), self._frame_count - 1))
