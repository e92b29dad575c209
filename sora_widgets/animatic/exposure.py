"""The light as a scene has it: its weather, where its key comes from, its style. Pure, no drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sora_widgets.animatic.colour import Colour, mix, multiply, rgb
from sora_widgets.animatic.grading import Grade, Trace
from sora_widgets.animatic.lighting import Light, Orb
from sora_widgets.animatic.lights import LIGHTS
from sora_widgets.animatic.scene import Scene
from sora_widgets.animatic.stage import Stage
from sora_widgets.animatic.style import grades_of, style_of

__all__ = ["Edge", "edge_of", "light_of", "on_subjects"]

_BRIGHT_ENOUGH = 0.75
_DUST = rgb("#cfa873")
_BEHIND = Orb(rgb("#fff6dc"), 0.16, 0.20, 0.07, 1.0)
_BACKLIT, _SILHOUETTE, _SIDE_LIT, _SHADED = 0.66, 0.10, 1.10, 0.54
_RIM, _SIDE = 0.011, 0.075  # how wide rim and shadow are, in heights of who has them
_FROM_ABOVE_PX = 6.0


@dataclass(frozen=True)
class Edge:
    """A crescent along one side of a figure: the rim of a light behind it, or the shadow of one beside it.

    Attributes:
        light: what the crescent is seen in.
        right, up: which way it lies and how wide it is, in heights of the figure.
        is_outside: it is seen behind the figure, not on it.
    """

    light: Light
    right: float
    up: float
    is_outside: bool


def light_of(stage: Stage) -> Light:
    """What the place is seen in."""
    scene = stage.scene
    light = _in_weather(LIGHTS[scene.light], scene)
    light = _from_aside(light, scene)
    if "halation" in scene.terms and light.orb is not None:
        light = replace(light, orb=replace(light.orb, halo=1.0, radius=1.25 * light.orb.radius))
    style = style_of(scene)
    return replace(
        light,
        # a long lens stands far off, and its subject must not fade for that
        haze_m=light.haze_m * max(1.0, stage.lens),
        grades=grades_of(scene),
        # a line of no width is as fine as a pixel, and five times as fast
        trace=replace(_scaled(style.trace, stage), width=0.0) if style.trace and style.traces_places else None,
    )


def on_subjects(light: Light, stage: Stage) -> Light:
    """What the cast is seen in: in the dark a film crew lights the subject, or nobody would see it.

    Args:
        light: the place's.
        stage: the clip's.
    """
    scene = stage.scene
    if scene.place == "underwater":
        light = replace(light, name="underwater")  # there, nothing has a waterline
    key = light.key
    if sum(key) / 3 < _BRIGHT_ENOUGH:
        filled = 0.66 if scene.style == "noir" else 0.52 if scene.light == "neon" else 0.42
        key = mix(key, (1.0, 0.97, 0.95), filled)
    trace = style_of(scene).trace
    traced = _scaled(trace, stage) if trace is not None else None
    if "silhouette" in scene.terms:
        return replace(light, key=_dimmed(key, _SILHOUETTE), trace=traced)
    if scene.key_from == "back":
        key = _dimmed(key, _BACKLIT)
    elif scene.key_from == "side":
        key = _dimmed(key, _SIDE_LIT)
    elif scene.key_from in ("top", "under") and traced is None:
        up = -_FROM_ABOVE_PX if scene.key_from == "top" else _FROM_ABOVE_PX
        traced = _scaled(Trace(darker=-0.5, up=up), stage)
    return replace(light, key=key, trace=traced)


def edge_of(light: Light, stage: Stage) -> Edge | None:
    """What a light from behind or from the side adds to the cast.

    Args:
        light: that the cast is seen in.
        stage: the clip's.
    """
    scene = stage.scene
    light = replace(light, trace=None)
    if scene.key_from == "back":
        side = 1.0 if light.orb is None or light.orb.x >= 0 else -1.0
        rim = light.rim or rgb("#fff3d2")
        shining = replace(light, grades=(Grade(tones=(rim, rim)), *light.grades))
        return Edge(shining, side * _RIM, 0.8 * _RIM, is_outside=True)
    if scene.key_from == "side":
        return Edge(replace(light, key=_dimmed(light.key, _SHADED)), _SIDE, -0.2 * _SIDE, is_outside=False)
    return None


def _in_weather(light: Light, scene: Scene) -> Light:
    """Clouds cover the sun; fog, snow, rain and dust shorten the view."""
    weather = scene.weather
    if "storm" in weather and light.name != "storm":
        light = _covered(light, LIGHTS["storm"], 0.35 if light.has_stars else 0.7)
    elif weather & {"rain", "snow"} and light.name not in ("overcast", "storm"):
        light = _covered(light, LIGHTS["overcast"], 0.15 if light.lamps > 0.5 else 0.5)
    near = 0.28 if "fog" in weather else 0.40 if "dust" in weather else 0.75 if weather & {"rain", "snow"} else 1.0
    if near == 1.0:
        return light
    dark = min(1.0, sum(light.key) / 3 + 0.15)
    veil = _dimmed(_DUST, dark) if "dust" in weather else (0.8, 0.83, 0.86)
    share = 0.75 if "dust" in weather else 0.25
    haze = mix(light.haze, veil, share)
    light = replace(light, haze=haze, haze_m=light.haze_m * near)
    if not weather & {"fog", "dust"}:
        return light
    sky = tuple(mix(band, haze, 0.55 + 0.09 * rank) for rank, band in enumerate(light.sky))
    orb = light.orb and replace(
        light.orb, colour=mix(light.orb.colour, haze, 0.35), halo=min(1.0, 1.3 * light.orb.halo)
    )
    return replace(light, sky=sky, orb=orb, has_stars=False, shadow=0.5 * light.shadow)


def _covered(light: Light, clouds: Light, share: float) -> Light:
    """The sky of another light drawn over this one."""
    return replace(
        light,
        sky=tuple(mix(own, other, share) for own, other in zip(light.sky, clouds.sky, strict=True)),
        key=mix(light.key, multiply(light.key, clouds.key), share),
        haze=mix(light.haze, clouds.haze, 0.7 * share),
        orb=None,
        has_stars=False,
        shadow=light.shadow * (1 - 0.6 * share),
        lamps=max(light.lamps, 0.6 * share),
    )


def _from_aside(light: Light, scene: Scene) -> Light:
    """Sun and shadows where the prompt has its light from."""
    source = scene.key_from
    if source == "back":
        orb = light.orb or (_BEHIND if sum(light.key) > 2.2 and light.name != "studio" else None)
        if orb is not None:
            orb = replace(orb, x=0.30 * orb.x, elevation=min(orb.elevation, 0.24), halo=1.0)
        return replace(light, orb=orb, shadow=min(0.5, 1.3 * light.shadow))
    if source == "side":
        return replace(light, shadow=min(0.5, 1.2 * light.shadow), shadow_stretch=-2.0)
    if source == "top":
        return replace(light, shadow=min(0.5, 1.4 * light.shadow), shadow_stretch=0.0)
    if source == "under":
        return replace(light, shadow=0.06)
    if source == "hard":
        return replace(light, shadow=min(0.6, 1.7 * light.shadow))
    if source == "soft":
        return replace(light, shadow=0.4 * light.shadow, shadow_stretch=0.1)
    return light


def _dimmed(colour: Colour, share: float) -> Colour:
    return multiply(colour, (share, share, share))


def _scaled(trace: Trace, stage: Stage) -> Trace:
    """From pixels of a frame 720 high to shares of the distance."""
    unit = stage.height / 720 / stage.focal
    return replace(trace, width=trace.width * unit, right=trace.right * unit, up=trace.up * unit)
