"""Two clips made into one: what was there, and what goes on from it. Over PyAV, in a worker.

The pictures of our own clips are copied as they are; only the sound is encoded anew, because AAC frames of two encoders do
not meet at a seam. A video from elsewhere is first made like ours. The same two files give the same bytes.
"""

from __future__ import annotations

import os
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from sora_widgets.animatic.encoder import AAC_BITS_PER_S, AAC_FRAME, AAC_OPTIONS, ClipWriter
from sora_widgets.animatic.media import MAX_PIXELS, MOST_FPS
from sora_widgets.animatic.sounds.span import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

__all__ = ["join_clips"]

_FPS = 30
_Sound = NDArray[np.float32]  # 2 x n


def join_clips(before: Path, after: Path, out_path: Path) -> Path:
    """Write one clip of two; it appears at its name when it is whole.

    Args:
        before: any MP4.
        after: a clip of ours, whose size and manner the whole takes.
        out_path: where it goes.

    Raises:
        OSError: a file cannot be read, or the disk is full.
    """
    part, like_ours = out_path.with_name(out_path.name + ".part"), before.with_name(before.name + ".part")
    try:
        if _codec_of(before) != _codec_of(after):
            _conform(before, after, like_ours)
            before = like_ours
        _join(before, after, part)
        os.replace(part, out_path)
    finally:
        part.unlink(missing_ok=True)
        like_ours.unlink(missing_ok=True)
    return out_path


def _join(before: Path, after: Path, part: Path) -> None:
    with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as out:
        with av.open(str(after)) as template:
            video = out.add_stream_from_template(template.streams.video[0])
        audio = out.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo")
        audio.codec_context.bit_rate = AAC_BITS_PER_S
        audio.codec_context.options = dict(AAC_OPTIONS)
        starts_s = Fraction(0)
        heard: list[_Sound] = []
        for path in (before, after):
            ends_s = starts_s + _copy_pictures(path, out, video, starts_s)
            heard.append(_sound_of(path, float(ends_s - starts_s)))
            starts_s = ends_s
        sound = np.concatenate(heard, axis=1)
        for place in range(0, sound.shape[1], AAC_FRAME):
            samples = np.ascontiguousarray(sound[:, place : place + AAC_FRAME])
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, place, Fraction(1, SAMPLE_RATE_HZ)
            out.mux(audio.encode(frame))
        out.mux(audio.encode(None))


def _copy_pictures(path: Path, out: OutputContainer, video: VideoStream, starts_s: Fraction) -> Fraction:
    """Copy the packets of a clip to a later time; how long they last, in seconds."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None, "a clip of ours has a clock"
        later = int(starts_s / stream.time_base)
        for packet in container.demux(stream):
            if packet.dts is None or packet.pts is None:
                continue  # the end
            packet.pts += later
            packet.dts += later
            packet.stream = video
            out.mux(packet)
        return (stream.duration or 0) * stream.time_base


def _sound_of(path: Path, length_s: float) -> _Sound:
    """The sound of a video, cut or filled up with silence to this length."""
    whole: _Sound = np.zeros((2, round(length_s * SAMPLE_RATE_HZ)), np.float32)
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return whole
        resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE_HZ)
        place = 0
        for frame in chain(container.decode(audio=0), [None]):
            for piece in resampler.resample(frame):
                samples = piece.to_ndarray()[:, : whole.shape[1] - place]
                whole[:, place : place + samples.shape[1]] = samples
                place += samples.shape[1]
            if place == whole.shape[1]:
                break  # an upload may have hours of sound to a second of pictures
    return whole


def _codec_of(path: Path) -> tuple[object, ...]:
    """What must be the same for pictures to be copied one after the other."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return context.name, context.extradata, stream.width, stream.height, stream.time_base


def _conform(before: Path, like: Path, path: Path) -> None:
    """Write a video from elsewhere as if it were ours: its pictures fitted in between black bars, 30 a second."""
    with av.open(str(like)) as ours:
        width, height = ours.streams.video[0].width, ours.streams.video[0].height
    with av.open(str(before)) as container:
        stream = container.streams.video[0]
        length_s = float((stream.duration or 0) * (stream.time_base or 0))
        frame_count = max(1, round(length_s * _FPS))
        wide, high = stream.width, stream.height
        scale = min(width / wide, height / high)
        shown = [max(2, 2 * round(side * scale / 2)) for side in (wide, high)]
        stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}  # pictures may change their size
        left, top = (width - shown[0]) // 2, (height - shown[1]) // 2
        with ClipWriter(
            path, width, height, _FPS, lambda: _sound_of(before, frame_count / _FPS), SAMPLE_RATE_HZ
        ) as writer:
            picture = np.zeros((height, width, 4), np.uint8)
            picture[..., 3] = 255
            written = 0
            for frame in islice(container.decode(stream), MOST_FPS * frame_count // _FPS + 1):
                fitted = frame.reformat(width=shown[0], height=shown[1], format="bgra", interpolation="AREA")
                while written < frame_count and written / _FPS < (frame.time or 0.0):
                    writer.pixels[:] = picture  # the one before stays until this one's time
                    writer.write_frame()
                    written += 1
                picture[top : top + shown[1], left : left + shown[0]] = fitted.to_ndarray()
            for _ in range(written, frame_count):
                writer.pixels[:] = picture
                writer.write_frame()
