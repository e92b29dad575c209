"""A brief to a finished MP4, in one call. Runs in a worker process, or anywhere.

The same brief gives the same bytes. The file appears at its final name only when it is whole.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.encoder import ClipWriter
from sora_widgets.animatic.scene import scene_of
from sora_widgets.animatic.soundtrack import SAMPLE_RATE_HZ, make_soundtrack

__all__ = ["FPS", "render_bytes", "render_clip"]

FPS = 30
# The encoding thread needs the interpreter for a moment many times a frame; Python's own 5 ms wait would starve it.
_SWITCH_S = 0.0002


def render_clip(
    brief: Brief,
    out_path: str | Path,
    on_progress: Callable[[float], None] | None = None,
    picture: Path | None = None,
) -> Path:
    """Draw, sound and encode one clip.

    Args:
        brief: what is drawn. What its prompt says and nobody understands is left to the defaults. The model
            "sora-2-pro" is drawn fine (see `fine`: air, roundness, depth, bloom, a shutter); every other one as a
            draft. Both are drawings and stand in for two qualities of a model, nothing more.
        out_path: where the MP4 goes; written beside it first, then renamed.
        on_progress: told the share done, 0 to 1, after each frame.
        picture: the file that `brief.picture` names: what the clip begins with.

    Returns:
        `out_path`.

    Raises:
        OSError: the disk is full or cannot be written.
        RequestError: the picture cannot be read.
    """
    width, height = (int(side) for side in brief.size.split("x"))
    out_path = Path(out_path)
    part = out_path.with_name(out_path.name + ".part")
    scene = scene_of(brief)
    animation = Animation(scene, width, height, brief.seconds, FPS, brief.model.startswith("sora-2-pro"), picture)
    patience_s = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    image = skia.ImageInfo.Make(width, height, skia.ColorType.kBGRA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)
    try:
        _draw_all(animation, part, image, lambda: make_soundtrack(scene, brief.seconds), on_progress)
    finally:
        sys.setswitchinterval(patience_s)
    os.replace(part, out_path)
    return out_path


def render_bytes(brief: Mapping[str, Any], picture: bytes | None = None) -> bytes:
    """The same on another machine: what goes in and what comes out are plain values, and no disk is shared.

    Args:
        brief: as `Brief.to_dict` gives it.
        picture: the content of the file that it names.

    Returns:
        The MP4.
    """
    with tempfile.TemporaryDirectory(prefix="animatic-") as folder:
        first = Path(folder, "picture") if picture is not None else None
        if first is not None and picture is not None:
            first.write_bytes(picture)
        return render_clip(Brief.from_dict(brief), Path(folder, "clip.mp4"), picture=first).read_bytes()


def _draw_all(
    animation: Animation,
    part: Path,
    image: skia.ImageInfo,
    make_sound: Callable[[], NDArray[np.float32]],
    on_progress: Callable[[float], None] | None,
) -> None:
    with ClipWriter(part, image.width(), image.height(), FPS, make_sound, SAMPLE_RATE_HZ) as writer:
        for number in range(animation.frame_count):
            animation.draw(skia.Surface.MakeRasterDirect(image, writer.pixels).getCanvas(), number)
            writer.write_frame()
            if on_progress is not None:
                on_progress((number + 1) / animation.frame_count)
