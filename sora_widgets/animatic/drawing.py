"""One frame of a scene: sky, ground, layers and actors from far to near, weather, marks. Over Skia.

Everything that does not change is recorded once, when the `Animation` is made; a frame plays it back
under the camera's geometry, so that parallax is exact and edges stay sharp at any zoom. What stands
where is `places`' business, how a figure looks `figures`', what the camera does `stage`'s.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import skia

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour, mix
from sora_widgets.animatic.figures import BODIES, draw_figure, hand_of
from sora_widgets.animatic.figures.people import PEOPLE
from sora_widgets.animatic.ground import Ground
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lighting import LIGHTS, Light
from sora_widgets.animatic.mark import draw_frame_code, word_mark
from sora_widgets.animatic.places import build_place
from sora_widgets.animatic.scene import Actor, Scene
from sora_widgets.animatic.sky import Sky
from sora_widgets.animatic.stage import Stage, View
from sora_widgets.animatic.weather import Weather

__all__ = ["Animation"]

_SHUTTER = 0.5  # of a frame's time: 180°, the film camera's usual one


class Animation:
    """A scene made ready to be drawn frame by frame.

    Args:
        scene: what to show.
        width: of the frame, in pixels.
        height: of the frame, in pixels.
        seconds: length of the clip.
        fps: frames per second.
        exposures: moments that a frame is the mean of, spread over half of its time (a shutter of 180°); 1 is a
            drawing, more give what moves its blur and take as many times as long.
    """

    def __init__(self, scene: Scene, width: int, height: int, seconds: float, fps: int, exposures: int = 1) -> None:
        self.stage = Stage(scene, BODIES[scene.actors[0].kind], width, height, seconds)
        self.frame_count = round(seconds * fps)
        self._fps = fps
        self._exposures = exposures
        self.light = _weathered(LIGHTS[scene.light], scene)
        self._key_light = _on_subjects(self.light)
        place = build_place(self.stage, self.light)
        rng = random.Random(scene.seed + 1)
        self._sky = Sky(self.stage, self.light, rng, has_clouds=place.has_clouds, is_hidden=place.indoor)
        layers = [*self._sky.clouds, *place.layers, *self._cast()]
        layers.sort(key=lambda layer: -layer.depth)
        self._layers = layers
        self._ground = Ground(self.stage, self.light, place, [layer for layer in layers if layer.depth < 2000])
        self._weather = Weather(self.stage, self.light, rng)
        self._gust = 2.6 if "wind" in scene.weather else 1.0
        self._mark = word_mark(width, height)

    def draw(self, canvas: skia.Canvas, frame: int) -> None:
        """Paint frame number `frame`, from 0, over the whole canvas."""
        for exposure in range(self._exposures):
            moment = min(frame + _SHUTTER * exposure / self._exposures, self.frame_count - 1.0)
            if exposure == 0:
                self._expose(canvas, moment)
                continue
            canvas.saveLayerAlpha(None, round(255 / (exposure + 1)))  # the mean of all so far
            self._expose(canvas, moment)
            canvas.restore()
        canvas.drawPicture(self._mark)
        draw_frame_code(canvas, self.stage.height, frame)

    def _expose(self, canvas: skia.Canvas, moment: float) -> None:
        """Paint the scene as it is at a moment, counted in frames."""
        stage = self.stage
        seconds = moment / self._fps
        view = stage.view_at(moment / max(1, self.frame_count - 1))
        project = stage.projector(view)
        canvas.save()
        if view.roll:
            canvas.rotate(-math.degrees(view.roll), stage.width / 2, stage.height / 2)
            grow = 1 + 0.5 * abs(math.sin(view.roll))
            canvas.translate(stage.width / 2 * (1 - grow), stage.height / 2 * (1 - grow))
            canvas.scale(grow, grow)
        self._sky.draw(canvas, view)
        self._ground.begin(canvas, view)
        for layer in self._layers:
            if layer.depth < 2000:
                self._ground.advance(canvas, view, project, layer, seconds)
            self._show(canvas, layer, view, project, seconds)
        self._ground.finish(canvas, view, project, seconds)
        canvas.restore()
        self._weather.draw(canvas, view, seconds)

    def _show(
        self,
        canvas: skia.Canvas,
        layer: Layer,
        view: View,
        project: Callable[[float], tuple[float, float, float] | None],
        seconds: float,
    ) -> None:
        placed = project(layer.depth)
        if placed is None:
            return
        scale, x, y = placed
        canvas.save()
        canvas.translate(x + scale * layer.drift_mps * seconds, y)
        canvas.scale(scale, -scale)
        if layer.sway:
            canvas.skew(layer.sway * self._gust * math.sin(seconds * 1.7 + layer.depth), 0)
        if layer.picture is not None:
            canvas.drawPicture(layer.picture)
        elif layer.animate is not None:
            layer.animate(Brush(canvas, self.light, layer.depth + self.stage.distance), seconds)
        canvas.restore()

    def _cast(self) -> list[Layer]:
        """A layer for each actor, the main one at depth 0."""
        actors = self.stage.scene.actors
        main = actors[0]
        layers = []
        for index, actor in enumerate(actors):
            if actor.kind == "kite" and index and main.kind in PEOPLE:
                layers.append(self._kite(actor, main))
            else:
                layers.append(self._standing(index, actor, main))
        return layers

    def _standing(self, index: int, actor: Actor, main: Actor) -> Layer:
        stage, body = self.stage, BODIES[actor.kind]
        goes_along = actor.kind == main.kind or actor.kind in ("dog", "ball", "bird", "horse", "cat")
        if index == 0:
            depth, x = 0.0, 0.0
        elif actor.kind == main.kind:
            side = 1 if actor.place_in_row % 2 else -1
            depth, x = (
                0.35 * stage.body.height * actor.place_in_row,
                side * (0.55 + 0.35 * actor.place_in_row) * max(body.height * 0.6, body.length),
            )
        elif actor.kind in ("car", "boat", "tree", "balloon", "horse"):
            depth = 1.4 if actor.kind in ("car", "horse") else 3.0 + body.length
            x = 0.22 * stage.visible_width_m + 0.3 * body.length
        else:
            depth, x = 0.15 * index, (0.42 + 0.28 * index) * max(stage.body.height * 0.7, 0.4)
        above = stage.altitude_m if index == 0 or actor.kind == main.kind else 0.0
        if actor.kind in ("bird", "balloon") and not above:
            above = 0.55 * stage.visible_m
        on_water = stage.scene.place == "sea" or above > 0

        def animate(brush: Brush, seconds: float) -> None:
            share = seconds / stage.seconds
            brush.canvas.translate(x + (stage.subject_x(share) if index == 0 or goes_along else 0.0), 0)
            if not on_water:
                _shadow(brush, body.length, body.height, stage)
            brush.canvas.translate(0, above)
            draw_figure(Brush(brush.canvas, self._key_light, brush.distance_m), seconds, actor)

        return Layer(depth, animate=animate)

    def _kite(self, kite: Actor, holder: Actor) -> Layer:
        """In the sky, up and to the right, on a string that ends in the holder's hand."""
        stage = self.stage
        depth = 0.9 * stage.distance
        rest = stage.rest
        scale = stage.focal / (depth + stage.distance)
        x = 0.25 * stage.width / scale
        y = rest.y + (0.5 - 0.20 + rest.tilt) * stage.height / scale
        size = max(1.0, 0.17 * stage.height / scale / 1.3)

        def animate(brush: Brush, seconds: float) -> None:
            share = seconds / stage.seconds
            view = stage.view_at(share)
            moved = stage.subject_x(share)
            kite_x = x + moved + 0.10 * size * math.sin(seconds * 1.3)
            kite_y = y + 0.16 * size * math.sin(seconds * 1.9 + 0.6)
            hand_x, hand_y = hand_of(holder, seconds)
            near = stage.focal * view.zoom / (0 - view.z)
            here = stage.focal * view.zoom / (depth - view.z)
            ratio = near / here
            start = (view.x + (hand_x + moved - view.x) * ratio, view.y + (hand_y - view.y) * ratio)
            bend = ((start[0] + kite_x) / 2 + 0.1, min(start[1], kite_y) + 0.30 * abs(kite_y - start[1]))
            brush.curve(start, bend, (kite_x, kite_y), 0.014 * size, mix(brush.light.haze, (1.0, 1.0, 1.0), 0.5), 0.9)
            brush.canvas.translate(kite_x, kite_y)
            brush.canvas.scale(size, size)
            draw_figure(Brush(brush.canvas, self._key_light, 0.4 * stage.distance), seconds, kite)

        return Layer(depth, animate=animate)


def _shadow(brush: Brush, length: float, height: float, stage: Stage) -> None:
    light = brush.light
    flat = min(0.11, max(0.04, stage.rest.y / stage.distance))
    reach = light.shadow_stretch * min(height, 2.5)
    half = 0.46 * max(length, 0.28 * height)
    colour: Colour = (0.05, 0.07, 0.16)
    brush.ellipse(0, 0, half * 1.05, half * flat * 1.1, colour, light.shadow, True)
    if abs(reach) > 0.5 * height:
        brush.smooth(
            [
                (-half * 0.8, -half * flat),
                (half * 0.8, -half * flat),
                (half * 0.9 + reach, 0.9 * half * flat),
                (reach - half * 0.2, 1.9 * half * flat),
                (-half * 0.9, half * flat),
            ],
            colour,
            light.shadow * 0.55,
            True,
        )


def _on_subjects(light: Light) -> Light:
    """In the dark a film crew lights the subject, or nobody would see it."""
    brightness = sum(light.key) / 3
    return light if brightness > 0.75 else replace(light, key=mix(light.key, (1.0, 0.97, 0.95), 0.42))


def _weathered(light: Light, scene: Scene) -> Light:
    """Fog, snow and rain shorten the view."""
    near = 0.28 if "fog" in scene.weather else 0.75 if scene.weather & {"rain", "snow"} else 1.0
    return (
        light
        if near == 1.0
        else replace(light, haze_m=light.haze_m * near, haze=mix(light.haze, (0.8, 0.83, 0.86), 0.25))
    )
