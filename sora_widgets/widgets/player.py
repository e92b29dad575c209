"""VideoPlayer: a clip with its transport, readable and settable from Python.

Playback lives in the browser. The kernel hears of changes (play, pause, seek, the end, and the
position at most once a second), never of frames, and hands out the file in ranges when asked.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from sora_widgets.clips import Clip
from sora_widgets.widgets._base import Answer, SoraWidget, bundle, refuse_unknown
from sora_widgets.widgets._shelf import ClipShelf, clip_state, poster_of
from sora_widgets.widgets._texts import Texts

__all__ = ["VideoPlayer"]


class VideoPlayer(SoraWidget):
    """Shows one clip; the poster comes with the widget, the bytes when somebody looks.

    Args:
        clip: a `Clip`, or the path of a video file.
        language: "en" or "fr"; by default the one of the settings.

    Raises:
        ClipError: the file is missing, empty, cut short or no video.

    Example:
        player = sw.VideoPlayer(clip)
        player.seek(1.5)
        player.step(1)
    """

    _esm, _css = bundle("player")
    _answers: ClassVar[dict[str, str]] = {"player-range": "_give_range"}

    current_time_s = traitlets.Float(0.0, min=0.0).tag(sync=True)
    """Position in seconds; set it to seek."""
    playing = traitlets.Bool(False).tag(sync=True)
    """Whether it plays."""
    rate = traitlets.Float(1.0, min=0.0625, max=16.0).tag(sync=True)
    """Speed, 1 being real time; the limits are the browsers'."""
    loop = traitlets.Bool(False).tag(sync=True)
    """Whether it starts again at the end."""
    volume = traitlets.Float(1.0, min=0.0, max=1.0).tag(sync=True)
    """Loudness from 0 to 1."""
    muted = traitlets.Bool(False).tag(sync=True)
    """Whether the sound is off, whatever the volume."""

    @traitlets.validate("current_time_s", "rate", "volume")
    def _refuse_what_is_no_number(self, proposal: dict[str, Any]) -> float:
        # every comparison with NaN is false, so that the limits above let it through
        value: float = proposal["value"]
        if not math.isfinite(value):
            raise traitlets.TraitError(f"{proposal['trait'].name} must be a finite number, not {value}.")
        return value

    _facts = traitlets.Dict().tag(sync=True)
    _poster = traitlets.Bytes(b"").tag(sync=True)

    def __init__(self, clip: Clip | str | Path, *, language: str | None = None, **unknown: object) -> None:
        refuse_unknown("VideoPlayer", unknown, ("clip", "language"))
        texts = Texts(language)
        self.clip = clip if isinstance(clip, Clip) else Clip.open(clip)
        self._shelf = ClipShelf()
        self._shelf.put(self.clip)
        super().__init__(
            texts,
            ("player",),
            _facts=clip_state(self.clip, texts) | _caption(self.clip, texts),
            _poster=poster_of(self.clip),
        )

    def __repr__(self) -> str:
        return f"<VideoPlayer {self.clip.path.name}>"

    @property
    def frame(self) -> int:
        """Index of the frame at the current position, from 0."""
        facts = self.clip.facts
        return max(0, min(int(self.current_time_s * facts.fps + 1e-4), facts.frame_count - 1))

    def play(self) -> None:
        """Start playing. A page that nobody has clicked yet may refuse sound; it then says so."""
        self.playing = True

    def pause(self) -> None:
        """Stop playing and keep the position."""
        self.playing = False

    def seek(self, time_s: float) -> None:
        """Go to a time in seconds, held within the clip."""
        self.current_time_s = max(0.0, min(float(time_s), self.clip.facts.duration_s))

    def step(self, frames: int = 1) -> None:
        """Pause and move by whole frames, backwards when negative."""
        facts = self.clip.facts
        self.pause()
        target = max(0, min(self.frame + frames, facts.frame_count - 1))
        # the middle of the frame: no rounding can land on a neighbour
        self.seek((target + 0.5) / facts.fps)

    def _give_range(self, message: dict[str, Any]) -> Answer:
        return {}, [self._shelf.read(message.get("clip_id"), message.get("start"), message.get("stop"))]


def _caption(clip: Clip, texts: Texts) -> dict[str, str]:
    made = clip.provenance
    facts = [
        made.model,
        made.provider,
        texts.say("card.seconds", n=f"{clip.facts.duration_s:g}"),
        f"{clip.facts.width}×{clip.facts.height}",
        texts.money(made.cost_usd) if made.provider else "",
    ]
    return {"prompt": made.prompt or clip.path.name, "facts_line": " · ".join(filter(None, facts))}
