"""How loud the sound of a video is, and where there is none: FFmpeg's own meters, fed frame by frame."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.filter import Graph

__all__ = ["SILENCE_S", "SoundMeter"]

SILENCE_S = 0.5  # shorter pauses belong to speech
_LINE = "-60dB"  # of full scale, as for `Facts.is_silent`
_GATE_LUFS = -70.0  # blocks below it do not count (BS.1770), and FFmpeg says it when none does


class SoundMeter:
    """Measures a sound from its decoded frames, given in order.

    Loudness is the integrated one of EBU R 128 (2023) by Recommendation ITU-R BS.1770-5, as FFmpeg's `ebur128` computes
    it; silence is what its `silencedetect` finds (https://ffmpeg.org/ffmpeg-filters.html, read 2026-11-23).
    """

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._lufs = _GATE_LUFS
        self._silences: list[tuple[float, float]] = []
        self._silent_from_s: float | None = None
        self._end_s = 0.0

    def add(self, frame: AudioFrame) -> None:
        """Measure a frame.

        Raises:
            av.FFmpegError: the meters cannot take it.
        """
        if self._graph is None:
            self._graph = _meters(frame)
        self._end_s = (frame.time or 0.0) + frame.samples / frame.sample_rate
        self._graph.push(frame)
        self._read()

    def finish(self) -> tuple[float | None, tuple[tuple[float, float], ...]]:
        """The loudness in LUFS, None where nothing is loud enough to count; and the silent spans as (start, end) in s.

        Raises:
            av.FFmpegError: the meters fail.
        """
        if self._graph is not None:
            self._graph.push(None)
            self._read()
        if self._silent_from_s is not None:
            self._note_silence(self._end_s)
        return (None if self._lufs <= _GATE_LUFS else self._lufs), tuple(self._silences)

    def _read(self) -> None:
        import av

        assert self._graph is not None, "fed before it is read"
        while True:
            try:
                told = self._graph.pull().metadata
            except (av.BlockingIOError, av.EOFError):
                return
            self._lufs = float(told.get("lavfi.r128.I", self._lufs))
            if "lavfi.silence_start" in told:
                self._silent_from_s = float(told["lavfi.silence_start"])
            if "lavfi.silence_end" in told:
                self._note_silence(float(told["lavfi.silence_end"]))

    def _note_silence(self, end_s: float) -> None:
        start_s = max(0.0, self._silent_from_s or 0.0)
        if end_s - start_s >= SILENCE_S:
            self._silences.append((round(start_s, 3), round(end_s, 3)))
        self._silent_from_s = None


def _meters(frame: AudioFrame) -> Graph:
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format.name,
        layout=frame.layout.name,
        time_base=frame.time_base or Fraction(1, frame.sample_rate),
    )
    loudness = graph.add("ebur128", "metadata=1")
    silence = graph.add("silencedetect", f"n={_LINE}:d={SILENCE_S}")
    sink = graph.add("abuffersink")
    source.link_to(loudness)
    loudness.link_to(silence)
    silence.link_to(sink)
    graph.configure()
    return graph
