"""A prompt to a finished MP4, in one call. Runs in a worker process, or anywhere.

The same prompt and settings give the same bytes. The file appears at its final name only when it is
whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import skia
from numpy.typing import NDArray

from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.encoder import ClipWriter
from sora_widgets.animatic.scene import read_scene
from sora_widgets.animatic.soundtrack import SAMPLE_RATE_HZ, make_soundtrack

__all__ = ["FPS", "render_clip"]

FPS = 30
_FINE_EXPOSURES = 4
# The encoding thread needs the interpreter for a moment many times a frame; Python's own 5 ms wait would starve it.
_SWITCH_S = 0.0002


def render_clip(
    prompt: str,
    model: str,
    seconds: int,
    size: str,
    out_path: str | Path,
    on_progress: Callable[[float], None] | None = None,
) -> Path:
    """Draw, sound and encode one clip.

    Args:
        prompt: any text; what is not understood is left to the defaults.
        model: "sora-2-pro" is drawn with a shutter, so that what moves is blurred as on film; every other one as a
            draft. Both are drawings and stand in for two qualities of a model, nothing more.
        seconds: length of the clip.
        size: "1280x720", width first, both even.
        out_path: where the MP4 goes; written beside it first, then renamed.
        on_progress: told the share done, 0 to 1, after each frame.

    Returns:
        `out_path`.

    Raises:
        OSError: the disk is full or cannot be written.
    """
    width, height = (int(side) for side in size.split("x"))
    out_path = Path(out_path)
    part = out_path.with_name(out_path.name + ".part")
    scene = read_scene(prompt)
    exposures = _FINE_EXPOSURES if model.startswith("sora-2-pro") else 1
    animation = Animation(scene, width, height, seconds, FPS, exposures)
    patience_s = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    image = skia.ImageInfo.Make(width, height, skia.ColorType.kBGRA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)
    try:
        _draw_all(animation, part, image, lambda: make_soundtrack(scene, seconds), on_progress)
    finally:
        sys.setswitchinterval(patience_s)
    os.replace(part, out_path)
    return out_path


def _draw_all(
    animation: Animation,
    part: Path,
    image: skia.ImageInfo,
    make_sound: Callable[[], NDArray[np.float32]],
    on_progress: Callable[[float], None] | None,
) -> None:
    with ClipWriter(part, image.width(), image.height(), FPS, make_sound, SAMPLE_RATE_HZ) as writer:
        canvas = skia.Surface.MakeRasterDirect(image, writer.pixels).getCanvas()
        for number in range(animation.frame_count):
            animation.draw(canvas, number)
            writer.write_frame()
            if on_progress is not None:
                on_progress((number + 1) / animation.frame_count)
