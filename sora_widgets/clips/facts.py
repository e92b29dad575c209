"""What a video file really holds, read from the bytes and never from what a server said.

A file that is missing, empty, cut short or no video is refused here, with a sentence that says
which of these it is. Pictures are `stills`' business, and what was asked for is `differences`'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sora_widgets.clips.stored import checked_fields
from sora_widgets.errors import ClipError

if TYPE_CHECKING:
    import av
    from numpy.typing import NDArray

__all__ = ["Facts", "probe"]

# A track whose every sample stays below this share of full scale is silent: -60 dBFS, where FFmpeg's own `silencedetect`
# draws the line by default (https://ffmpeg.org/ffmpeg-filters.html#silencedetect, read 2026-11-22).
_SILENCE_PEAK = 10 ** (-60 / 20)


@dataclass(frozen=True)
class Facts:
    """The measured properties of a video file.

    Attributes:
        duration_s: of the video stream.
        width: in pixels.
        height: in pixels.
        fps: frames per second, averaged.
        frame_count: frames in the video stream.
        has_sound: whether there is an audio stream (it may still be silent; a player takes the first one, so do we).
        size_bytes: of the whole file.
        video_codec: FFmpeg's name, "h264".
        audio_codec: FFmpeg's name, "aac"; None without sound.
        is_silent: whether the audio stream never rises above -60 dBFS; None where there is none, where it cannot be
            decoded, or where it was not measured (clips that were stored by 0.1).
    """

    duration_s: float
    width: int
    height: int
    fps: float
    frame_count: int
    has_sound: bool
    size_bytes: int
    video_codec: str
    audio_codec: str | None
    is_silent: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Facts:
        """The inverse of `to_dict`; names of later versions are ignored, those that came later may be missing.

        Raises:
            ValueError, TypeError: a value is not of its kind, or missing; or no video can be like that.
        """
        facts = cls(**checked_fields(cls, stored))
        if facts.duration_s < 0 or min(facts.width, facts.height, facts.fps, facts.frame_count) <= 0:
            raise ValueError(f"no video is like that: {facts!r}")
        return facts


def probe(path: str | Path) -> Facts:
    """Read a video file through once and say what it holds.

    Every packet is visited, so a file that was cut short is found out even when its header is whole. Pictures are not
    decoded; sound is, up to the first sample that can be heard.

    Args:
        path: the video file.

    Raises:
        ClipError: the file is missing, empty, cut short or no video; `.path` says which.
    """
    path = Path(path)
    try:
        size_bytes = path.stat().st_size
    except OSError as error:
        raise ClipError(
            f"There is no video at {path}: check the path, or generate the clip again.", path=path
        ) from error
    if size_bytes == 0:
        raise ClipError(f"{path} is empty: download or generate the clip again.", path=path)

    import av  # 0.1 s of shared libraries: only when a file is read

    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise ClipError(f"{path} holds no video stream: give an MP4 or another video file.", path=path)
            video = container.streams.video[0]
            if video.codec_context is None:
                raise ClipError(
                    f"{path} is in a format that cannot be decoded here: give H.264, AV1 or VP9.", path=path
                )
            audio = container.streams.audio[0] if container.streams.audio else None
            audio_codec = None if audio is None or audio.codec_context is None else audio.codec_context.name
            promised = {video.index: video.frames}
            if audio is not None:  # for raw sound the header counts samples, not packets
                promised[audio.index] = 0 if str(audio_codec).startswith("pcm_") else audio.frames
            found = dict.fromkeys(promised, 0)
            ticks = 0
            is_damaged = False
            is_silent = None if audio_codec is None else True
            for packet in container.demux(video if audio is None else [video, audio]):
                if is_silent and audio is not None and packet.stream_index == audio.index:
                    is_silent = _is_silent(packet)
                if packet.dts is None and packet.size == 0:
                    continue  # the flushing packet that ends each stream
                found[packet.stream_index] += 1
                is_damaged = is_damaged or packet.is_corrupt
                if packet.stream_index == video.index:
                    ticks += packet.duration or 0
            if is_damaged or any(found[index] < promised[index] for index in promised):
                counts = [
                    f"{found[index]} of {promised[index]} {'frames' if index == video.index else 'packets of sound'}"
                    for index in promised
                    if promised[index]
                ]
                raise ClipError(f"{path} is cut short ({', '.join(counts)}): download it again.", path=path)
            rate = video.average_rate or video.guessed_rate
            if not found[video.index] or not rate or video.time_base is None:
                raise ClipError(f"{path} holds no frames: download or generate the clip again.", path=path)
            duration = video.duration if video.duration is not None else ticks
            return Facts(
                duration_s=float(duration * video.time_base),
                width=video.width,
                height=video.height,
                fps=float(rate),
                frame_count=found[video.index],
                has_sound=audio is not None,
                size_bytes=size_bytes,
                video_codec=video.codec_context.name,
                audio_codec=audio_codec,
                is_silent=is_silent,
            )
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{path} cannot be read as a video ({error.__class__.__name__}): is it one, and whole?", path=path
        ) from error


def _is_silent(packet: av.Packet[Any]) -> bool | None:
    """Whether nothing of this packet of sound can be heard; None when it cannot be decoded."""
    import av

    try:
        frames = packet.decode()
    except av.FFmpegError:
        return None
    return not any(_is_heard(frame.to_ndarray()) for frame in frames)


def _is_heard(samples: NDArray[Any]) -> bool:
    """Whether a sample of any channel reaches the line; samples are as FFmpeg decodes them, in any of its formats."""
    if samples.dtype.kind == "u":  # 8 bits, stored from 0 to 255
        samples, full_scale = samples.astype("int16") - 128, 128.0
    else:
        full_scale = 1.0 if samples.dtype.kind == "f" else 2.0 ** (8 * samples.dtype.itemsize - 1)
    line = _SILENCE_PEAK * full_scale
    return bool((samples >= line).any() or (samples <= -line).any())
