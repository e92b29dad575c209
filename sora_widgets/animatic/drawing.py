"""One frame of a scene: sky, ground, layers and actors from far to near, weather, marks. Over Skia.

Everything that does not change is recorded once, when the `Animation` is made; a frame plays it back
under the camera's geometry, so that parallax is exact and edges stay sharp at any zoom. What stands
where is `places`' and `cast`'s business, how a figure looks `figures`', what the camera does `stage`'s.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import skia

from sora_widgets.animatic.actors import layers_of
from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.cast import arrange, group_of, led, without_viewer
from sora_widgets.animatic.composition import composed
from sora_widgets.animatic.exposure import light_of, on_subjects
from sora_widgets.animatic.figures import BODIES, body_of
from sora_widgets.animatic.figures.people import PEOPLE
from sora_widgets.animatic.fine import air_layers, exposures_of, modelled, rich
from sora_widgets.animatic.finish import Finish
from sora_widgets.animatic.floor import floor_marks
from sora_widgets.animatic.foreground import Hands, dirty_frame, shoulder
from sora_widgets.animatic.ground import Ground
from sora_widgets.animatic.layers import Layer
from sora_widgets.animatic.lens import blur_of
from sora_widgets.animatic.mark import draw_frame_code, word_mark
from sora_widgets.animatic.opening import FirstPicture
from sora_widgets.animatic.optics import Fisheye, Soft
from sora_widgets.animatic.places import build_place
from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.screen import Veil, halves_of, split
from sora_widgets.animatic.sky import Sky
from sora_widgets.animatic.spoken import lines_at
from sora_widgets.animatic.stage import NOBODY, Stage, View
from sora_widgets.animatic.subtitles import Subtitles
from sora_widgets.animatic.weather import Weather

__all__ = ["Animation"]

_SHUTTER = 0.5  # of a frame's time: 180°, the film camera's usual one
_FINE_SHUTTER = 0.3  # with a few exposures alone, what moves would be seen twice
_JITTER_PX = 0.6
_WHIPPED = 0.03  # frame widths in one frame from which on even a draft is blurred: a whip pan is nothing else
_WHIP_EXPOSURES = 10
_ORBS = frozenset({"sun", "moon"})
_SKY_M = 2000.0  # what is farther hangs over no ground


class Animation:
    """A scene made ready to be drawn frame by frame.

    Args:
        scene: what to show.
        width: of the frame, in pixels.
        height: of the frame, in pixels.
        seconds: length of the clip.
        fps: frames per second.
        is_fine: more than the draft shows: what moves is blurred as by a shutter, and all that `fine` adds; it takes up to
            four times as long.
        first_picture: a picture file that frame 0 shows whole and that is filmed instead of the scene's place and
            cast; weather and marks are drawn over it.

    Raises:
        RequestError: the first picture cannot be read.
    """

    def __init__(
        self,
        scene: Scene,
        width: int,
        height: int,
        seconds: float,
        fps: int,
        is_fine: bool = False,
        first_picture: Path | None = None,
    ) -> None:
        scene, other = halves_of(led(scene, BODIES, PEOPLE))
        scene, unseen = without_viewer(scene, PEOPLE)
        bodies = [body_of(actor) for actor in scene.actors]
        stands = arrange(scene, bodies, PEOPLE, BODIES["table"])
        body = bodies[0] if bodies and not stands[0].aloft else NOBODY
        self.stage = stage = Stage(
            scene, body, width, height, seconds, group_of(stands), stands[0].y if stands else 0.0
        )
        self.frame_count = round(seconds * fps)
        self._fps = fps
        self._is_fine = is_fine
        self.light = rich(light_of(stage), stage) if is_fine else light_of(stage)
        place = composed(build_place(stage, self.light), stage, self.light)
        rng = random.Random(scene.seed + 1)
        # who is in the sky takes the place of the light's own sun or moon
        sky_light = replace(self.light, orb=None) if _ORBS.intersection(a.kind for a in scene.actors) else self.light
        self._sky = Sky(stage, sky_light, rng, has_clouds=place.has_clouds, is_hidden=place.indoor)
        place_light = place.light or self.light
        cast_light = on_subjects(place_light, stage)
        cast = layers_of(stage, cast_light, stands)
        layers = [*self._sky.clouds, *place.layers]
        if is_fine:
            cast = modelled(stage, cast_light, stands, cast)
            layers += air_layers(stage, self.light, place)
        layers += cast
        if unseen is not None and scene.view == "over_the_shoulder":
            layers.append(shoulder(stage, self.light))
        if scene.terms & {"foreground", "frame_within_frame", "layered"}:
            layers.append(dirty_frame(stage, self.light))
        if stage.framing.pitch < 0:
            layers.append(floor_marks(stage, place_light, place))
        layers.sort(key=lambda layer: -layer.depth)
        self._layers = layers
        self._place_light = place_light
        self._ground = Ground(stage, place_light, place, [layer for layer in layers if layer.depth < _SKY_M])
        self._weather = Weather(stage, self.light, rng, place.indoor)
        self._gust = 2.6 if scene.weather & {"wind", "storm"} else 1.0
        self._hands = Hands(stage, self.light, unseen) if unseen is not None and scene.view == "pov" else None
        self._picture = FirstPicture(first_picture, stage, self.light) if first_picture is not None else None
        self._soft = {is_far: Soft(width, height) for is_far in (True, False)} if scene.focus != "deep" else {}
        self._fisheye = Fisheye(width, height) if scene.lens == "fisheye" else None
        is_green = not place.indoor and place.ground[1] > max(place.ground[0], 1.25 * place.ground[2])
        self._finish = Finish(stage, self.light, is_fine, is_green)
        self._veil = Veil(scene, width, height, seconds)
        self._other = None
        if other is not None:
            self._other = Animation(other, width, height, seconds, fps, is_fine, first_picture)
        self._subtitles = Subtitles(lines_at(scene, seconds), width, height)
        self._mark = word_mark(width, height)

    def draw(self, canvas: skia.Canvas, frame: int) -> None:
        """Paint frame number `frame`, from 0, over the whole canvas."""
        stage = self.stage
        if self._other is None:
            self._paint(canvas, frame)
        else:
            halves = (self, self._other)
            split(canvas, stage.width, stage.height, [partial(half._paint, canvas, frame) for half in halves])
        self._veil.show(canvas, frame / self._fps)
        self._subtitles.draw(canvas, frame / self._fps)
        canvas.drawPicture(self._mark)
        draw_frame_code(canvas, stage.height, self._in_scene(frame))

    def _in_scene(self, frame: int) -> int:
        """The number of a frame counted from the start of the scene, which an extension goes on with."""
        return frame + round(self.stage.scene.starts_at_s * self._fps)

    def _paint(self, canvas: skia.Canvas, frame: int) -> None:
        """The frame without its marks."""
        exposures, shutter = self._exposures(frame)
        target = self._finish.canvas(canvas, self._in_scene(frame))
        for exposure in range(exposures):
            moment = min(frame + shutter * exposure / exposures, self.frame_count - 1.0)
            if exposure == 0:
                self._expose(target, moment)
                continue
            target.saveLayerAlpha(None, round(255 / (exposure + 1)))  # the mean of all so far
            target.translate(*(_JITTER_PX * exposure / exposures,) * 2)  # edges are finer for it
            self._expose(target, moment)
            target.restore()
        self._veil.soften(target, "soft_focus", "tilt_shift")
        self._finish.show(canvas, self._in_scene(frame), self.stage.view_at(frame / self._fps))

    def _exposures(self, frame: int) -> tuple[int, float]:
        """How many moments a frame is the mean of, and over what share of its time."""
        before, after = (self.stage.view_at((frame + step) / self._fps) for step in (0.0, _FINE_SHUTTER))
        if "whip_pan" in self.stage.scene.moves and abs(after.pan - before.pan) > _FINE_SHUTTER * _WHIPPED:
            return _WHIP_EXPOSURES, _SHUTTER
        return exposures_of(self.stage, before, after) if self._is_fine else 1, _FINE_SHUTTER

    def _expose(self, canvas: skia.Canvas, moment: float) -> None:
        """Paint the scene as it is at a moment, counted in frames."""
        bent = self._fisheye
        target = canvas if bent is None else bent.canvas()
        seconds = moment / self._fps
        view = self.stage.view_at(seconds)
        if self._picture is not None:
            self._picture.draw(target, view)
        else:
            self._film(target, view, seconds)
        self._weather.draw(target, view, self.stage.world_s(seconds))
        if self._hands is not None and self._hands.are_seen:
            self._hands.draw(target, seconds)
        if bent is not None:
            bent.show(canvas)

    def _film(self, canvas: skia.Canvas, view: View, seconds: float) -> None:
        """Paint sky, ground and layers, what is out of focus apart."""
        stage = self.stage
        now = stage.world_s(seconds)
        project = stage.projector(view)
        at = canvas
        blur = 0.0
        is_far = True
        if self._soft:
            blur = stage.height * blur_of(stage.scene, True, stage.progress(seconds))
            at = self._begin(canvas, view, is_far, blur)
        else:
            _turn(canvas, stage, view)
        self._sky.draw(at, view)
        self._ground.begin(at, view)
        for layer in self._layers_at(seconds):
            if layer.depth < _SKY_M:
                self._ground.advance(at, view, project, layer, now)
            if is_far and layer.depth < stage.far_m:
                is_far = False
                if self._soft:
                    self._end(canvas, at, True, blur)
                    blur = stage.height * blur_of(stage.scene, False, stage.progress(seconds))
                    at = self._begin(canvas, view, False, blur)
                self._veil.soften(at, "split_diopter")
            self._show(at, layer, view, now)
        self._ground.finish(at, view, project, now)
        if self._soft:
            self._end(canvas, at, is_far, blur)
        else:
            canvas.restore()

    def _layers_at(self, seconds: float) -> list[Layer]:
        """All layers from far to near: their order changes when somebody walks into the picture."""
        deep = self.stage.subject_z(seconds)
        if not deep:
            return self._layers
        now = [replace(layer, depth=layer.depth + deep) if layer.goes_along else layer for layer in self._layers]
        return sorted(now, key=lambda layer: -layer.depth)

    def _begin(self, canvas: skia.Canvas, view: View, is_far: bool, blur: float) -> skia.Canvas:
        at = self._soft[is_far].canvas() if Soft.is_seen(blur) else canvas
        _turn(at, self.stage, view)
        return at

    def _end(self, canvas: skia.Canvas, at: skia.Canvas, is_far: bool, blur: float) -> None:
        at.restore()
        if at is not canvas:
            self._soft[is_far].show(canvas, blur, is_whole=is_far)

    def _show(self, canvas: skia.Canvas, layer: Layer, view: View, seconds: float) -> None:
        plane = self.stage.plane(view, layer.depth)
        if plane is None:
            return
        if layer.before is not None:
            layer.before(canvas, view, seconds)
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(*plane))
        if layer.drift_mps:
            canvas.translate(layer.drift_mps * seconds, 0)
        if layer.sway:
            canvas.skew(layer.sway * self._gust * math.sin(seconds * 1.7 + layer.depth), 0)
        if layer.picture is not None:
            canvas.drawPicture(layer.picture)
        elif layer.animate is not None:
            layer.animate(Brush(canvas, self._place_light, layer.depth + self.stage.distance), seconds)
        canvas.restore()


def _turn(canvas: skia.Canvas, stage: Stage, view: View) -> None:
    """Turn the canvas by the camera's roll; the caller restores it."""
    canvas.save()
    if view.roll:
        canvas.rotate(-math.degrees(view.roll), stage.width / 2, stage.height / 2)
        grow = 1 + 0.5 * abs(math.sin(view.roll))
        canvas.translate(stage.width / 2 * (1 - grow), stage.height / 2 * (1 - grow))
        canvas.scale(grow, grow)
