"""Draw the contact sheets of `animatic.md` from `sheet_prompts.json`: `python docs/take_sheets.py`.

One picture a heading, a tile a prompt, numbered as the page lists them; a tile of the camera is three moments of
the clip, side by side, and one of the qualities is the draft and the fine version. `--only place --tile 480` draws one sheet larger, for looking closely.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import skia

from sora_widgets.animatic.colour import argb
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.lettering import draw_text
from sora_widgets.animatic.scene import read_scene

DOCS = Path(__file__).parent
PROMPTS = DOCS / "sheet_prompts.json"
SECONDS, FPS = 4.0, 30
DRAWN_AT = (640, 360)
GAP = 4
COLUMNS = {"camera": 2, "quality": 2}
MOMENT = 90  # a jump is at its height and a ball on its way
# What a tile shows: numbers of frames, and whether they are drawn fine.
SHOWN = {
    "camera": ((0, False), (60, False), (119, False)),
    "quality": ((MOMENT, False), (MOMENT, True)),
}
QUALITY = 78


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="draw the sheet of one heading")
    parser.add_argument("--tile", type=int, default=400, help="width of a tile in pixels (default 400)")
    parser.add_argument("--folder", type=Path, default=DOCS, help="where the sheets go (default docs/)")
    options = parser.parse_args()
    for heading, prompts in json.loads(PROMPTS.read_text("utf-8")).items():
        if options.only in (None, heading):
            path = options.folder / f"sheet-{heading}.webp"
            sheet(heading, prompts, options.tile).save(str(path), skia.kWEBP, QUALITY)
            print(f"{path.name} {path.stat().st_size // 1000} kB")


def sheet(heading: str, prompts: list[str], width: int) -> skia.Image:
    """The tiles of one heading in rows."""
    shown = SHOWN.get(heading, ((MOMENT, False),))
    columns = COLUMNS.get(heading, 4)
    height = width * DRAWN_AT[1] // DRAWN_AT[0]
    tile_width = len(shown) * width
    rows = math.ceil(len(prompts) / columns)
    surface = skia.Surface(columns * (tile_width + GAP) - GAP, rows * (height + GAP) - GAP)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    for number, prompt in enumerate(prompts):
        x, y = number % columns * (tile_width + GAP), number // columns * (height + GAP)
        for index, drawn in enumerate(frame(prompt, *each) for each in shown):
            place = skia.Rect.MakeXYWH(x + index * width, y, width, height)
            canvas.drawImageRect(drawn, place, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))
        size = 0.045 * width
        canvas.drawRect(skia.Rect.MakeXYWH(x, y, 2.2 * size, 1.6 * size), skia.Paint(Color=argb((0.0, 0.0, 0.0), 0.55)))
        draw_text(canvas, str(number + 1), x + 1.1 * size, y + 1.25 * size, size, argb((1.0, 1.0, 1.0)))
    return surface.makeImageSnapshot()


def frame(prompt: str, moment: int, is_fine: bool) -> skia.Image:
    """One frame of a prompt's clip."""
    width, height = DRAWN_AT
    pixels = np.zeros((height, width, 4), np.uint8)
    Animation(read_scene(prompt), width, height, SECONDS, FPS, is_fine).draw(skia.Surface(pixels).getCanvas(), moment)
    return skia.Image.fromarray(pixels)


if __name__ == "__main__":
    main()
