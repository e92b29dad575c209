"""What a video file really holds, read from the bytes and never from what a server said.

A file that is missing, empty, cut short or no video is refused here, with a sentence that says
which of these it is. Pictures are `stills`' business.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sora_widgets.errors import ClipError

__all__ = ["Facts", "probe"]


@dataclass(frozen=True)
class Facts:
    """The measured properties of a video file.

    Attributes:
        duration_s: of the video stream.
        width: in pixels.
        height: in pixels.
        fps: frames per second, averaged.
        frame_count: frames in the video stream.
        has_sound: whether there is an audio stream (it may still be silent).
        size_bytes: of the whole file.
        video_codec: FFmpeg's name, "h264".
        audio_codec: FFmpeg's name, "aac"; None without sound.
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

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def probe(path: str | Path) -> Facts:
    """Read a video file through once and say what it holds.

    Every packet is visited, so a file that was cut short is found out even when its header is whole.

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
            audio = container.streams.audio[0] if container.streams.audio else None
            promised = {stream.index: stream.frames for stream in (video, audio) if stream is not None}
            found = dict.fromkeys(promised, 0)
            ticks = 0
            is_damaged = False
            for packet in container.demux(video if audio is None else [video, audio]):
                if packet.dts is None and packet.size == 0:
                    continue  # the flushing packet that ends each stream
                found[packet.stream_index] += 1
                is_damaged = is_damaged or packet.is_corrupt
                if packet.stream_index == video.index:
                    ticks += packet.duration or 0
            if is_damaged or any(found[index] < promised[index] for index in promised):
                raise ClipError(
                    f"{path} is cut short ({found[video.index]} of {promised[video.index]} frames): download it again.",
                    path=path,
                )
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
                audio_codec=audio.codec_context.name if audio else None,
            )
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{path} cannot be read as a video ({error.__class__.__name__}): is it one, and whole?", path=path
        ) from error
