"""What lies on the ground when it is looked down upon: patches and blades outdoors, seams of tiles under a roof."""

from __future__ import annotations

import math
import random

import skia

from sora_widgets.animatic.actors import SHADE
from sora_widgets.animatic.cast import TABLES
from sora_widgets.animatic.colour import Colour, lighter, mix, rgb
from sora_widgets.animatic.layers import Layer, Place
from sora_widgets.animatic.lighting import Light
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.prompts.camera_words import word_set

__all__ = ["floor_marks"]

_PATCHES = 150
_MOST_IN_A_ROW = 40
_LUMPS = ((1.0, 0.0, 0.0, -0.12), (0.80, -0.10, 0.12, 0.0), (0.46, -0.22, 0.26, 0.14))  # size, place, tone
_CROWN, _CROWN_LIGHT = rgb("#3f7a3c"), rgb("#6fa548")
_PAVED = word_set(
    "street city bridge station rooftop market alley parking_lot construction_site plaza amusement_park gas_station"
)
_WET = word_set("sea river lake harbor underwater pool")
_LEAFY = word_set("park forest garden jungle")
_BARE = word_set("plain road highway")  # paper, or a roadway that lies on the ground already
_STEEP = -0.7  # a pitch from which on trees are seen from above; from less, they stand up
_COVER_M = 8.0  # planes from 8 m on cover the ground behind them, and what lies on it


def floor_marks(stage: Stage, light: Light, place: Place) -> Layer:
    """A flat drawing on the ground around the subject, as a layer."""
    picture = _drawn(stage, light, place)
    cover = min((layer.depth for layer in place.layers if layer.covers and layer.depth > 0), default=_COVER_M)

    def draw(canvas: skia.Canvas, view: View, seconds: float) -> None:
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(*stage.floor(view)))
        canvas.drawPicture(picture)
        canvas.restore()

    return Layer(min(cover, _COVER_M) - 0.05, before=draw)


def _drawn(stage: Stage, light: Light, place: Place) -> skia.Picture:
    rng = random.Random(stage.scene.seed + 3)
    reach = stage.half_reach_m(0.0) * 1.5
    near, far = -1.2 * stage.distance, _COVER_M
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(skia.Rect(-reach, near, reach, far))
    ground = light.surface(place.ground, 0.5 * stage.distance)
    is_bare = stage.scene.place in _BARE
    if (place.indoor or stage.scene.place in _PAVED) and not is_bare:
        _seams(canvas, light, ground, reach, near, far, 0.6 if place.indoor else 2.4)
    unit = min(1.0, 0.25 * stage.visible_m)
    paint = skia.Paint(AntiAlias=True)
    for index in range(0 if place.indoor or is_bare else _PATCHES):
        x, z = rng.uniform(-reach, reach), rng.uniform(near, far)
        half = unit * rng.uniform(0.15, 0.9)
        paint.setColor(light.ink(lighter(ground, 0.10 if index % 2 else -0.10), 0.5))
        flat = 0.28 if stage.scene.place in _WET else rng.uniform(0.5, 0.8)
        canvas.drawOval(skia.Rect(x - half, z - half * flat, x + half, z + half * flat), paint)
        if index % 3 == 0 and stage.scene.place not in _WET | _PAVED:
            _tuft(canvas, light, x + half, z, 0.3 * half, lighter(ground, -0.22))
    if any(actor.kind in TABLES and actor.where == "under" for actor in stage.scene.actors):
        _table_top(canvas, stage, light)
    elif stage.scene.place in _LEAFY and stage.framing.pitch < _STEEP:
        _crowns(canvas, stage, light, rng, (-reach, near, reach, far))
    return recorder.finishRecordingAsPicture()


def _table_top(canvas: skia.Canvas, stage: Stage, light: Light) -> None:
    """The boards that what is looked down upon stands on."""
    half, deep = 0.42 * stage.visible_width_m, 0.62 * stage.visible_m
    wood = light.surface(rgb("#b98552"), stage.distance)
    paint = skia.Paint(AntiAlias=True, Color=light.ink(SHADE, light.shadow))
    rim = 0.04 * half
    canvas.drawRoundRect(skia.Rect(-half + rim, -deep - 3 * rim, half + rim, deep - 3 * rim), rim, rim, paint)
    paint.setColor(light.ink(wood))
    canvas.drawRoundRect(skia.Rect(-half, -deep, half, deep), rim, rim, paint)
    seam = skia.Paint(
        AntiAlias=True, Color=light.ink(lighter(wood, -0.14)), Style=skia.Paint.kStroke_Style, StrokeWidth=0.012 * half
    )
    for board in range(1, 6):
        z = -deep + board * deep / 3
        canvas.drawLine(-half, z, half, z, seam)


def _crowns(
    canvas: skia.Canvas, stage: Stage, light: Light, rng: random.Random, area: tuple[float, float, float, float]
) -> None:
    """Trees as a map shows them: round crowns and the shade beside them, clear of where the subject goes."""
    left, near, right, far = area
    clear = 0.45 * stage.visible_m
    paint = skia.Paint(AntiAlias=True)
    is_dense = stage.scene.place in ("forest", "jungle")
    spacing = max((0.42 if is_dense else 0.62) * stage.visible_m, (right - left) / _MOST_IN_A_ROW)
    shade = light.ink(SHADE, light.shadow)
    greens = [light.surface(mix(_CROWN, _CROWN_LIGHT, share / 3), 0.6 * stage.distance) for share in range(4)]
    inks = [[light.ink(lighter(green, tone)) for _, _, _, tone in _LUMPS] for green in greens]
    z = far - 0.3 * spacing
    while z > near:
        x = left + rng.uniform(0, spacing)
        while x < right:
            at = z + rng.uniform(-0.25, 0.25) * spacing
            size = rng.uniform(0.16, 0.27) * stage.visible_m
            if abs(at) > clear:
                paint.setColor(shade)
                canvas.drawCircle(x + 0.22 * size * (1 + light.shadow_stretch), at - 0.30 * size, size, paint)
                for (share, dx, dz, _), ink in zip(_LUMPS, rng.choice(inks), strict=True):
                    crown = skia.Path()
                    for lump in range(5):
                        turn = lump * math.tau / 5 + at
                        crown.addCircle(
                            x + (dx + 0.34 * share * math.cos(turn)) * size,
                            at + (dz + 0.34 * share * math.sin(turn)) * size,
                            0.66 * share * size,
                        )
                    paint.setColor(ink)
                    canvas.drawPath(crown, paint)
            x += spacing * rng.uniform(0.7, 1.5)
        z -= spacing * 0.8


def _seams(
    canvas: skia.Canvas, light: Light, ground: Colour, reach: float, near: float, far: float, step: float
) -> None:
    seam = skia.Paint(
        AntiAlias=True,
        Color=light.ink(lighter(ground, -0.14), 0.55),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=0.03 * step,
    )
    for index in range(int(near / step), int(far / step) + 1):
        canvas.drawLine(-reach, index * step, reach, index * step, seam)
    for index in range(int(-reach / step), int(reach / step) + 1):
        canvas.drawLine(index * step, near, index * step, far, seam)


def _tuft(canvas: skia.Canvas, light: Light, x: float, z: float, size: float, colour: Colour) -> None:
    blade = skia.Paint(
        AntiAlias=True, Color=light.ink(colour, 0.8), Style=skia.Paint.kStroke_Style, StrokeWidth=0.16 * size
    )
    for lean in (-0.7, 0.0, 0.7):
        canvas.drawLine(x, z, x + lean * size, z + size, blade)
