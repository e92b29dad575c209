"""Pictures and sound into an MP4: H.264 and AAC, constant frame rate, index in front. Over PyAV.

The same pictures give the same bytes: the number of threads is fixed (x264's output depends on it,
and on nothing else that varies), nothing about the time or the program is written. What is drawn is
not its business.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.video.stream import VideoStream

__all__ = ["AAC_BITS_PER_S", "AAC_FRAME", "AAC_OPTIONS", "X264_OPTIONS", "X264_THREADS", "ClipWriter"]

# Measured on flat pictures of 1280x720, one core: `superfast` as below needs half of the time of plain `superfast` for
# 15 % more bytes at the same PSNR (no adaptive placing of B-frames, no search for cuts or fades: there are none; no
# shifting of bits between blocks and no fractions of blocks: flat pictures gain nothing by them). Many B-frames are what
# makes it small. `ultrafast` would save little more and cost half as many bytes again.
X264_OPTIONS = {
    "preset": "superfast",
    "crf": "23",
    "g": "30",
    "x264-params": "b-adapt=0:bframes=7:scenecut=0:weightp=0:subme=0:aq-mode=0:partitions=none",
}
X264_THREADS = 1  # part of the result: x264 decides differently with another number; drawing has the other core
AAC_BITS_PER_S = 128_000
AAC_OPTIONS = {"aac_coder": "fast"}  # ambience at this rate sounds the same, for half the time of the default search
_FRAMES_WAITING = 6
AAC_FRAME = 1024  # samples


class ClipWriter:
    """Writes one clip; use it as a context manager, and hand it exactly the promised frames.

    Converting and encoding run in a thread of its own while the next frame is drawn (PyAV lets go of
    the interpreter while it works); a few drawn frames may wait between the two.

    Args:
        path: the MP4; it is complete when the context ends without an exception.
        width: in pixels, even.
        height: in pixels, even.
        fps: frames per second.
        make_sound: gives stereo samples, 2 x n, float32; called once, in the encoding thread.
        sample_rate_hz: of the sound.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        fps: int,
        make_sound: Callable[[], NDArray[np.float32]],
        sample_rate_hz: int,
    ) -> None:
        self._fps, self._rate = fps, sample_rate_hz
        self._sound = np.zeros((2, 0), np.float32)
        self._make_sound = make_sound
        self._heard = self._shown = 0
        self._container = av.open(
            str(path), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
        )
        self._video = self._add_video(width, height)
        self._audio = self._add_audio()
        self._to_yuv = VideoReformatter()
        self._free: queue.Queue[av.VideoFrame] = queue.Queue()
        for _ in range(_FRAMES_WAITING):
            self._free.put(av.VideoFrame(width, height, "bgra"))
        self._drawn = self._free.get()
        self._waiting: queue.Queue[av.VideoFrame | None] = queue.Queue()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._encode_all, name="animatic-encoder", daemon=True)

    def __enter__(self) -> ClipWriter:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.put(None)
        self._thread.join()
        try:
            if kind is None and self._error is None:
                self._finish()
        finally:
            self._container.close()
        if kind is None and self._error is not None:
            raise self._error

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The next frame, to be drawn over: height x width x 4, blue first. What is in it is an older frame or nothing."""
        frame, plane = self._drawn, self._drawn.planes[0]
        rows: NDArray[np.uint8] = np.frombuffer(plane, np.uint8).reshape(frame.height, plane.line_size // 4, 4)  # type: ignore[call-overload]  # a plane has the buffer protocol
        return rows[:, : frame.width]

    def write_frame(self) -> None:
        """Take what is in `pixels` as the next frame; `pixels` is another picture from then on."""
        if self._error is not None:
            raise self._error
        self._waiting.put(self._drawn)
        self._drawn = self._free.get()

    def _to_encode(self, drawn: av.VideoFrame) -> av.VideoFrame:
        frame = self._to_yuv.reformat(
            drawn,
            format="yuv420p",
            interpolation=Interpolation.FAST_BILINEAR,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        frame.pts = self._shown
        frame.time_base = Fraction(1, self._fps)
        self._shown += 1
        return frame

    def _encode_all(self) -> None:
        try:
            self._sound = self._make_sound()
        except BaseException as error:
            self._error = error
        while (drawn := self._waiting.get()) is not None:
            try:
                if self._error is None:
                    for packet in self._video.encode(self._to_encode(drawn)):
                        self._container.mux(packet)
                    self._hear_until(self._shown / self._fps)
            except BaseException as error:
                self._error = error
            finally:
                self._free.put(drawn)  # even after an error: the drawer comes to see it

    def _add_video(self, width: int, height: int) -> VideoStream:
        stream = self._container.add_stream("libx264", rate=self._fps)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, self._fps)
        stream.codec_context.thread_count = X264_THREADS
        stream.codec_context.colorspace = Colorspace.ITU709
        stream.codec_context.color_range = ColorRange.MPEG
        stream.codec_context.color_primaries = 1
        stream.codec_context.color_trc = 1
        stream.codec_context.options = dict(X264_OPTIONS)
        return stream

    def _add_audio(self) -> AudioStream:
        stream = self._container.add_stream("aac", rate=self._rate, layout="stereo")
        stream.codec_context.bit_rate = AAC_BITS_PER_S
        stream.codec_context.options = dict(AAC_OPTIONS)
        return stream

    def _hear_until(self, seconds: float) -> None:
        """Keep the sound just ahead of the picture, so that the two lie side by side in the file."""
        limit = min(self._sound.shape[1], round(seconds * self._rate) + AAC_FRAME)
        while self._heard < limit:
            samples = np.ascontiguousarray(self._sound[:, self._heard : self._heard + AAC_FRAME])
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
            frame.sample_rate = self._rate
            frame.pts = self._heard
            frame.time_base = Fraction(1, self._rate)
            self._heard += samples.shape[1]
            for packet in self._audio.encode(frame):
                self._container.mux(packet)

    def _finish(self) -> None:
        self._hear_until(self._sound.shape[1] / self._rate)
        for stream in (self._video, self._audio):
            for packet in stream.encode(None):
                self._container.mux(packet)
