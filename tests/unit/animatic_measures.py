"""Rulers for drawn pictures and for sound: where the subject is, how the picture moves, how bright, how bent, what is heard.

A `Take` is a prompt, drawn small and only as far as it is looked at. Shares are of the frame; motion is in frame widths and
heights, to the right and up.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from unittest.mock import patch

import numpy as np
import skia

from sora_widgets.animatic import drawing
from sora_widgets.animatic.drawing import Animation
from sora_widgets.animatic.scene import Scene, read_scene
from sora_widgets.animatic.soundtrack import SAMPLE_RATE_HZ, make_soundtrack

WIDTH, HEIGHT, FPS, SECONDS = 160, 90, 30, 4.0
_SEEN = slice(0, 80)  # rows above the marks


class Take:
    """A prompt in four seconds: its frames without the marks, as RGB floats, and its sound."""

    def __init__(self, prompt: str) -> None:
        self.scene: Scene = replace(read_scene(prompt), seed=5)
        self._frames: dict[tuple[int, bool], np.ndarray] = {}

    @cached_property
    def animation(self) -> Animation:
        return Animation(self.scene, WIDTH, HEIGHT, SECONDS, FPS)

    @cached_property
    def _empty(self) -> Animation:
        with patch.object(drawing, "layers_of", lambda *_: []):
            return Animation(self.scene, WIDTH, HEIGHT, SECONDS, FPS)

    def frame(self, number: int, is_empty: bool = False) -> np.ndarray:
        """One frame; `is_empty`: without its cast, and otherwise the same."""
        if (number, is_empty) not in self._frames:
            surface = skia.Surface(WIDTH, HEIGHT)
            (self._empty if is_empty else self.animation).draw(surface.getCanvas(), number)
            pixels = surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
            self._frames[number, is_empty] = pixels[_SEEN, :, :3].astype(float)
        return self._frames[number, is_empty]

    def mask(self, number: int) -> np.ndarray:
        """Where the cast is."""
        return np.abs(self.frame(number) - self.frame(number, is_empty=True)).max(axis=2) > 12

    @cached_property
    def sound(self) -> np.ndarray:
        return make_soundtrack(self.scene, SECONDS)


@cache
def take(prompt: str) -> Take:
    """The take of a prompt, drawn once."""
    return Take(prompt)


# the subject


def share(seen: Take, number: int = 60) -> float:
    """How much of the frame the cast covers."""
    return float(seen.mask(number).mean())


def middle(seen: Take, number: int = 60) -> float:
    """How far to the right the middle of the cast is: 0 at the left edge, 1 at the right one."""
    columns = np.flatnonzero(seen.mask(number).any(axis=0))
    return float(columns.mean() / WIDTH) if columns.size else 0.5


def aside(seen: Take) -> float:
    """How far the subject gets from the middle of the frame in the clip."""
    return max(abs(middle(seen, number) - 0.5) for number in (5, 40, 80, 115))


def goes_right(seen: Take) -> float:
    return middle(seen, 70) - middle(seen, 50)


def grows(seen: Take) -> float:
    """How much taller the cast is at the end than at the start: a factor."""
    tall = [np.flatnonzero(seen.mask(number).any(axis=1)).size for number in (2, 117)]
    return float(tall[1] / max(1, tall[0]))


def face(seen: Take) -> float:
    """How much of the subject is skin."""
    picture, mask = seen.frame(60), seen.mask(60)
    red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
    skin = mask & (red > green + 20) & (green > blue + 10) & (red > 150) & (green > 120)
    return float(skin.sum() / max(1, mask.sum()))


def face_on(seen: Take) -> float:
    """How alike the two sides of the subject are: 0 for a perfect mirror image, less otherwise."""
    mask = seen.mask(60)
    columns = np.flatnonzero(mask.any(axis=0))
    part = seen.frame(60)[:, columns.min() : columns.max() + 1] * mask[:, columns.min() : columns.max() + 1, None]
    return -float(np.abs(part - part[:, ::-1]).mean())


def moves(seen: Take) -> float:
    """How much changes between neighbouring moments in the middle of the clip."""
    return float(np.abs(seen.frame(61) - seen.frame(60)).mean())


def repeats(seen: Take) -> float:
    """How many of a second's frames show the very drawing of the one before."""
    return sum(bool(np.array_equal(seen.frame(n), seen.frame(n + 1))) for n in range(60, 75)) / 15


# the camera


def flow(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """The commonest motion between two pictures by phase correlation: to the right and up, in shares of the frame."""
    grey = [picture.mean(axis=2) for picture in (first, second)]
    window = np.outer(np.hanning(grey[0].shape[0]), np.hanning(grey[0].shape[1]))
    a, b = (np.fft.fft2((each - each.mean()) * window) for each in grey)
    product = b * np.conj(a)
    peak = np.fft.ifft2(product / (np.abs(product) + 1e-3)).real
    rows, columns = peak.shape
    down, right = (int(place) for place in np.unravel_index(int(peak.argmax()), peak.shape))
    down, right = (down + rows // 2) % rows - rows // 2, (right + columns // 2) % columns - columns // 2
    return right / WIDTH, -down / HEIGHT


def pans(seen: Take) -> float:
    """How far the picture goes to the right while the camera is at its fastest."""
    return flow(seen.frame(52, is_empty=True), seen.frame(60, is_empty=True))[0]


def lifts(seen: Take) -> float:
    """The same, up."""
    return flow(seen.frame(52, is_empty=True), seen.frame(60, is_empty=True))[1]


def far_flow(seen: Take, first: int, last: int) -> float:
    """How far to the right what is far behind the subject goes between two frames."""
    return flow(*(seen.frame(number, is_empty=True)[16:44] for number in (first, last)))[0]


def parallax(seen: Take) -> float:
    """How much farther the subject goes in the frame than what is far behind it, whichever way."""
    return abs(middle(seen, 66) - middle(seen, 54)) - abs(far_flow(seen, 54, 66))


def slides(seen: Take) -> float:
    """How far to the right the subject goes in the frame."""
    return middle(seen, 80) - middle(seen, 40)


def rises(seen: Take) -> float:
    """How much farther down the near goes in the frame than the far, in frame heights: the camera rises."""
    (near, far), (nearer, farther) = (
        [stage_at(seen, number, depth)[2] for depth in (0.0, 60.0)] for number in (40, 80)
    )
    return ((nearer - near) - (farther - far)) / HEIGHT


def stage_at(seen: Take, number: int, depth: float) -> tuple[float, float, float]:
    """Pixels a metre, and where the world's origin is, on the plane at a depth."""
    stage = seen.animation.stage
    placed = stage.projector(stage.view_at(number / FPS))(depth)
    assert placed is not None
    return placed


def far_scale(seen: Take) -> float:
    """How large things 60 m behind the subject are, by those beside it: an angle of view."""
    return stage_at(seen, 60, 60.0)[0] / stage_at(seen, 60, 0.0)[0]


def far_growth(seen: Take) -> float:
    """By which factor what is far behind the subject grows from the start to the end, by trying factors out."""
    first, last = (seen.frame(number, is_empty=True)[12:40].mean(axis=2) for number in (20, 100))
    columns = np.arange(WIDTH) - WIDTH / 2 + 0.5
    found = {}
    for factor in np.geomspace(0.5, 2.0, 57):
        for up in range(-8, 9, 2):
            rows = np.clip((np.arange(28) - 28 + up) / factor + 28, 0, 27).astype(int)
            across = np.clip(columns / factor + WIDTH / 2, 0, WIDTH - 1).astype(int)
            part = slice(round(WIDTH * 0.3), round(WIDTH * 0.7))
            found[factor, up] = -np.abs(first[rows][:, across][:, part] - last[:, part]).mean()
    return float(max(found, key=lambda each: found[each])[0])


def deepens(seen: Take) -> float:
    """By which factor the subject grows more than what is far behind it: 1 for a zoom, more for a way forward."""
    tall = [np.flatnonzero(seen.mask(number).any(axis=1)).size for number in (20, 100)]
    return tall[1] / tall[0] / far_growth(seen)


def enlarges(seen: Take) -> float:
    """By which factor the far grows."""
    return stage_at(seen, 117, 60.0)[0] / stage_at(seen, 2, 60.0)[0]


def leans(seen: Take, number: int = 60) -> float:
    """How much more sky the left edge has than the right one: the horizon rises to the right."""
    return _sky(seen, number, slice(0, 20)) - _sky(seen, number, slice(WIDTH - 20, WIDTH))


def rolls(seen: Take) -> float:
    return leans(seen, 117) - leans(seen, 2)


def lopsided(seen: Take) -> float:
    return abs(leans(seen))


def sky(seen: Take, number: int = 60) -> float:
    """How much of the frame's edges is sky: the height of the horizon, from above."""
    return 0.5 * (_sky(seen, number, slice(0, 20)) + _sky(seen, number, slice(WIDTH - 20, WIDTH)))


def _sky(seen: Take, number: int, columns: slice) -> float:
    part = seen.frame(number, is_empty=True)[:, columns]
    return float(((part[..., 2] > part[..., 0] + 4) & (part[..., 2] >= part[..., 1] - 2)).mean())


def trembles(seen: Take) -> float:
    """How far the camera's aim is from a straight way between two moments, in thousandths of the frame."""
    views = [seen.animation.stage.view_at(number / FPS) for number in range(30, 90)]
    aim = np.array([(view.pan, view.tilt, view.roll) for view in views])
    return 1000 * float(np.abs(np.diff(aim, 2, axis=0)).sum(axis=1).mean())


def whips(seen: Take) -> float:
    """The camera's fastest turn by its mean one."""
    pan = np.array([seen.animation.stage.view_at(number / FPS).pan for number in range(120)])
    steps = np.abs(np.diff(pan))
    return float(steps.max() / (steps.mean() + 1e-4))


def hurries(seen: Take) -> float:
    """How far the camera's aim goes in the clip."""
    first, last = (seen.animation.stage.view_at(seconds) for seconds in (0.0, SECONDS))
    return abs(last.pan - first.pan)


def passes(seen: Take) -> float:
    """How fast the place goes by, in either direction."""
    return float(np.abs(seen.frame(60, is_empty=True) - seen.frame(56, is_empty=True)).mean())


def comes(seen: Take) -> float:
    """How far the subject comes out of the picture, in metres."""
    stage = seen.animation.stage
    return stage.subject_z(0.0) - stage.subject_z(SECONDS)


def slows(seen: Take) -> float:
    """How much faster the scene's time goes at the start than at the end."""
    stage = seen.animation.stage
    return stage.world_s(0.5) - (stage.world_s(4.0) - stage.world_s(3.5))


def tempo(seen: Take) -> float:
    stage = seen.animation.stage
    return stage.world_s(2.0) - stage.world_s(1.0)


def stops(seen: Take) -> float:
    """How much less happens in the last second than in the first."""
    stage = seen.animation.stage
    return stage.world_s(1.0) - (stage.world_s(4.0) - stage.world_s(3.0))


# light and colour


def luminance(seen: Take, number: int = 60) -> float:
    return float((seen.frame(number) @ np.array([0.2126, 0.7152, 0.0722])).mean())


def lower_left(seen: Take) -> float:
    """Brightness where somebody's shoulder would be."""
    return float(seen.frame(60)[50:, :25].mean())


def edges(seen: Take) -> float:
    """Brightness of the frame's two sides by its middle's."""
    picture = seen.frame(60).mean(axis=2)
    return float(np.concatenate([picture[:, :14], picture[:, -14:]], axis=1).mean() / (picture[:, 50:110].mean() + 1))


def corners(seen: Take) -> float:
    picture = seen.frame(60).mean(axis=2)
    return float(np.concatenate([picture[:8, :16], picture[:8, -16:]]).mean() / (picture.mean() + 1))


def darkest_row(seen: Take) -> float:
    """Brightness of the topmost rows: black where a wide screen has its bars."""
    return float(seen.frame(60)[:8].mean())


def warmth(seen: Take) -> float:
    """How much redder than blue the picture is."""
    picture = seen.frame(60)
    return float((picture[..., 0] - picture[..., 2]).mean())


def chroma(seen: Take) -> float:
    picture = seen.frame(60)
    return float((picture.max(axis=2) - picture.min(axis=2)).mean())


def one_hue(seen: Take) -> float:
    """How much of the picture is of the hue that most of it is of: red, green or blue first."""
    return float(np.bincount(seen.frame(60).argmax(axis=2).ravel(), minlength=3).max() / (80 * WIDTH))


def split_tones(seen: Take) -> float:
    """How much warmer the light parts are than the dark ones."""
    picture = seen.frame(60)
    warm = picture[..., 0] - picture[..., 2]
    light = picture.mean(axis=2)
    return float(warm[light > np.quantile(light, 0.7)].mean() - warm[light < np.quantile(light, 0.3)].mean())


def contrast(seen: Take) -> float:
    return float(seen.frame(60).mean(axis=2).std())


def subject_light(seen: Take) -> float:
    """Brightness of the subject."""
    return float(seen.frame(60)[seen.mask(60)].mean())


def subject_contrast(seen: Take) -> float:
    """How much brighter the place is than the subject."""
    mask = seen.mask(60)
    return float(seen.frame(60)[~mask].mean() - seen.frame(60)[mask].mean())


def sided(seen: Take) -> float:
    """How much brighter one side of the subject is than its other."""
    mask = seen.mask(60)
    columns = np.flatnonzero(mask.any(axis=0))
    half = int(columns.mean())
    picture = seen.frame(60)
    left, right = (picture[:, part][mask[:, part]].mean() for part in (slice(0, half), slice(half, WIDTH)))
    return float(abs(left - right))


def rim(seen: Take) -> float:
    """How bright the brightest pixels along the subject's outline are, by the subject's own."""
    mask = seen.mask(60)
    inner = mask & np.roll(mask, 2, 0) & np.roll(mask, -2, 0) & np.roll(mask, 2, 1) & np.roll(mask, -2, 1)
    light = seen.frame(60).mean(axis=2)
    return float(np.quantile(light[mask & ~inner], 0.9) - np.median(light[inner]))


def detail(seen: Take, number: int = 60, columns: slice = slice(0, WIDTH)) -> float:
    """How much neighbouring pixels of the background differ."""
    part = seen.frame(number, is_empty=True)[18:50, columns].mean(axis=2)
    return float(np.abs(np.diff(part, axis=1)).mean())


def left_detail(seen: Take) -> float:
    """How much sharper the right half of the background is than the left one."""
    return detail(seen, columns=slice(90, WIDTH)) - detail(seen, columns=slice(0, 70))


def top_detail(seen: Take) -> float:
    """How much neighbouring pixels at the top of the frame differ, by those in its middle."""
    picture = np.abs(np.diff(seen.frame(60).mean(axis=2), axis=1))
    return float(picture[6:22].mean() / picture[40:64].mean())


def racks(seen: Take) -> float:
    """How much sharper the background is at the end."""
    return detail(seen, 117) - detail(seen, 2)


def swells(seen: Take) -> float:
    """How large the middle of the picture is: the subject's height, at rest."""
    return float(np.flatnonzero(seen.mask(60).any(axis=1)).size / HEIGHT)


def grain(seen: Take) -> float:
    """How much a piece of sky differs between two frames of a still camera."""
    return float(np.abs(seen.frame(60, is_empty=True)[2:12] - seen.frame(61, is_empty=True)[2:12]).mean())


def rows(seen: Take) -> float:
    """How much a row differs from the next: lines across."""
    return float(np.abs(np.diff(seen.frame(60)[:20].mean(axis=(1, 2)))).mean())


def mirrored(seen: Take) -> float:
    """How alike the two halves of the place are: 0 for a perfect mirror image, less otherwise."""
    picture = seen.frame(60, is_empty=True)[25:70]
    return -float(np.abs(picture - picture[:, ::-1]).mean())


def seam(seen: Take) -> float:
    """How dark the upright line in the middle of the frame is."""
    picture = seen.frame(60).mean(axis=2)
    return float(picture[:, 60:72].mean() - picture[:, 79:81].mean())


def diagonal(seen: Take) -> float:
    """How well the light parts of the ground lie on a line that rises to the right: 1 is a line."""
    light = seen.frame(60, is_empty=True)[52:].mean(axis=2)
    down, right = np.nonzero(light > np.quantile(light, 0.9))
    return -float(np.corrcoef(right, down)[0, 1])


def converging(seen: Take) -> float:
    """How much brighter the lower outer parts of the ground are than its middle."""
    picture = seen.frame(60, is_empty=True).mean(axis=2)
    return float(np.concatenate([picture[60:72, :30], picture[60:72, -30:]], axis=1).max(axis=0).mean())


def spotted(seen: Take) -> float:
    """How uneven the ground's light is."""
    return float(seen.frame(60, is_empty=True)[60:].mean(axis=2).std())


def fades(seen: Take, number: int, other: int) -> float:
    return luminance(seen, number) - luminance(seen, other)


# sound


def bands(samples: np.ndarray, low_hz: float, high_hz: float) -> float:
    """The share of the power between two frequencies."""
    power = (np.abs(np.fft.rfft(samples)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(samples.shape[1], 1 / SAMPLE_RATE_HZ)
    return float(power[(hz >= low_hz) & (hz < high_hz)].sum() / (power[hz > 20].sum() + 1e-12))


def flatness(samples: np.ndarray) -> float:
    """0 for a tone, 1 for noise: the geometric by the arithmetic mean of the spectrum from 100 Hz to 4 kHz."""
    power = (np.abs(np.fft.rfft(samples)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(samples.shape[1], 1 / SAMPLE_RATE_HZ)
    part = power[(hz > 100) & (hz < 4000)] + 1e-12
    return float(np.exp(np.log(part).mean()) / part.mean())


def levels(samples: np.ndarray, block_s: float = 0.02) -> np.ndarray:
    """Root mean squares of short blocks."""
    size = round(block_s * SAMPLE_RATE_HZ)
    count = samples.shape[1] // size
    return np.asarray(np.sqrt(np.mean(samples[:, : count * size].reshape(2, count, size) ** 2, axis=(0, 2))))


def unevenness(samples: np.ndarray) -> float:
    """How much the level goes up and down: its deviation by its mean."""
    found = levels(samples)[5:-5]
    return float(found.std() / (found.mean() + 1e-9))


def strokes(samples: np.ndarray) -> int:
    """How often the level jumps to more than twice what it was in the tenth of a second before."""
    found = levels(samples)
    before = np.array([found[max(0, at - 5) : at].mean() if at else np.inf for at in range(len(found))])
    return int(((found > 2.0 * before) & (found > 0.15 * found.max())).sum())
