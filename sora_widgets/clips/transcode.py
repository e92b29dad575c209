"""A video that a browser will not play, written anew as one that every browser plays.

H.264 with 4:2:0 colour and AAC in an MP4 whose index comes first. The original is not touched, and
what was known of it (its prompt, its price) is handed on only where somebody gives it.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.clips.clip import Clip
from sora_widgets.clips.facts import probe
from sora_widgets.errors import ClipError, FolderNotWritableError

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.stream import Stream

    from sora_widgets.clips.provenance import Provenance

__all__ = ["to_h264"]

_VIDEO = {"preset": "veryfast", "crf": "18"}  # 18: hardly told from the original (trac.ffmpeg.org/wiki/Encode/H.264)


def to_h264(video: str | Path, path: str | Path | None = None, provenance: Provenance | None = None) -> Clip:
    """Write a video anew as H.264 and AAC, frame for frame, and open it.

    Args:
        video: any file that FFmpeg decodes.
        path: of the new file; by default beside the old one, `kite.mov` → `kite-h264.mp4`.
        provenance: what was asked for and what it cost, to travel with the new clip.

    Raises:
        ClipError: the file is missing, empty, cut short or no video, or the new one is there already.
        FolderNotWritableError: the new file cannot be written.
    """
    import av

    source = Path(video).absolute()
    probe(source)  # says what is wrong with a file that is
    target = source.with_name(f"{source.stem}-h264.mp4") if path is None else Path(path).absolute()
    if target.exists():
        raise ClipError(f"{target} is there already: name another file with path=.", path=target)
    part = target.with_name(f".{target.stem}.{uuid.uuid4().hex}.mp4")
    try:
        part.touch()
    except OSError as error:
        raise FolderNotWritableError(
            f"{target} cannot be written ({error.strerror}): name a file in a folder you may write with path=.",
            path=target,
        ) from error
    try:
        with (
            av.open(str(source)) as old,
            av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as new,
        ):
            _write(old, new)
        os.replace(part, target)
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{source} could not be written anew as H.264 ({error.__class__.__name__}: {error.strerror}).", path=source
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return Clip.open(target, provenance)


def _write(old: InputContainer, new: OutputContainer) -> None:
    import av

    pictures = old.streams.video[0]
    pictures.thread_type = "AUTO"
    sound = old.streams.audio[0] if old.streams.audio else None
    video = new.add_stream("libx264", rate=pictures.average_rate, options=dict(_VIDEO))
    # 4:2:0 halves both sides, so they must be even; a pixel of an odd side is scaled away.
    video.width, video.height = pictures.width // 2 * 2, pictures.height // 2 * 2
    video.pix_fmt = "yuv420p"
    if pictures.time_base is not None:
        video.time_base = video.codec_context.time_base = pictures.time_base
    audio = None if sound is None else new.add_stream("aac", rate=sound.rate or 48_000)
    streams: list[Stream] = [pictures] if sound is None else [pictures, sound]
    for frame in old.decode(*streams):
        if isinstance(frame, av.VideoFrame):
            shown = frame.reformat(width=video.width, height=video.height, format="yuv420p")
            shown.pict_type = 0  # the encoder chooses where its key frames stand
            new.mux(video.encode(shown))
        elif isinstance(frame, av.AudioFrame) and audio is not None:
            new.mux(audio.encode(frame))
    new.mux(video.encode(None))
    if audio is not None:
        new.mux(audio.encode(None))
