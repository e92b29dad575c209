"""The same request looks the same on every machine, as far as rasterisers and encoders agree.

`animatic_golden.png` holds two decoded frames of each of six clips, each as 32 x 18 fields of its mean colour. No font and
no other file of a machine goes into a picture; what may differ is rounding, in the rasteriser's edges and in the encoder.
Stated tolerance: the mean difference of a frame's fields is at most 4 of 255, and no field differs by more than 16.

On one machine the bytes are the same: `tests/integration/test_animatic_rendering.py`.

After a change of the drawings write the file anew, and look at it: `python tests/unit/test_animatic_golden.py`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import av
import numpy as np
import pytest
import skia

from sora_widgets.animatic.brief import Brief
from sora_widgets.animatic.mark import read_frame_code
from sora_widgets.animatic.render import render_clip

GOLDEN = Path(__file__).with_name("animatic_golden.png")
PROMPTS = (
    "Wide shot of a child flying a red kite in a leafy park, golden late-afternoon light; the camera rises slowly to the sky.",
    "Close-up of an old man in a kitchen at night, candlelight, shallow depth of field.",
    "A car drives along a road in the rain, the camera pans left.",
    "A dog jumps on a beach in the snow, anime.",
    "Un train arrive en gare à l'heure bleue, travelling avant.",
    "Low-angle shot of a robot dancing on a stage, neon light, handheld camera, 16mm film.",
)
FRAMES = (15, 90)
SIZE = "320x180"
COLUMNS, ROWS = 32, 18
MEAN, WORST = 4.0, 16.0


def fields(picture: np.ndarray) -> np.ndarray:
    """A frame as the mean colours of its fields, rows x columns x 3."""
    height, width, _ = picture.shape
    return picture.reshape(ROWS, height // ROWS, COLUMNS, width // COLUMNS, 3).mean(axis=(1, 3))


def decoded(prompt: str, folder: Path) -> list[np.ndarray]:
    """The frames of a clip as a player shows them, in fields."""
    clip = render_clip(Brief(prompt, "sora-2", 4, SIZE), folder / "clip.mp4")
    found = []
    with av.open(str(clip)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in FRAMES:
                picture = frame.to_ndarray(format="rgb24")
                assert read_frame_code(picture) == number
                found.append(fields(picture.astype(float)))
    return found


def kept() -> np.ndarray:
    """What the file holds: prompts x frames x rows x columns x 3."""
    pixels = skia.Image.open(str(GOLDEN)).toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3]
    return pixels.reshape(len(PROMPTS), ROWS, len(FRAMES), COLUMNS, 3).transpose(0, 2, 1, 3, 4).astype(float)


@pytest.mark.parametrize("index", range(len(PROMPTS)))
def test_decoded_frames_agree_with_those_of_another_machine(index, tmp_path):
    for found, wanted in zip(decoded(PROMPTS[index], tmp_path), kept()[index], strict=True):
        difference = np.abs(found - wanted)
        assert difference.mean() <= MEAN
        assert difference.max() <= WORST


def test_the_tolerance_tells_one_clip_from_another():
    pictures = kept().reshape(-1, ROWS, COLUMNS, 3)
    apart = [np.abs(a - b).mean() for i, a in enumerate(pictures) for b in pictures[:i]]
    assert min(apart) > 1.0
    between = [np.abs(a - b).mean() for i, a in enumerate(kept()[:, 0]) for b in kept()[:i, 0]]
    assert min(between) > 5 * MEAN


def write() -> None:
    """Draw all clips and keep their fields as a picture, a prompt a row."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [np.concatenate(decoded(prompt, Path(folder)), axis=1) for prompt in PROMPTS]
    pixels = np.full((len(PROMPTS) * ROWS, len(FRAMES) * COLUMNS, 4), 255, np.uint8)
    pixels[..., :3] = np.round(np.concatenate(rows, axis=0))
    skia.Image.fromarray(pixels, skia.ColorType.kRGBA_8888_ColorType).save(str(GOLDEN))


if __name__ == "__main__":
    write()
