"""Four-legged animals by their measures and markings. Values only; `quadrupeds` draws them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sora_widgets.animatic.colour import Colour, lighter, rgb
from sora_widgets.animatic.figures.skeleton import Point
from sora_widgets.animatic.gaits import LEGS_M
from sora_widgets.animatic.stage import Body

__all__ = ["BEASTS", "TRUNKS", "Beast", "body_for", "close_up_of", "coat_of"]

# Outlines in half lengths and depths about the middle between shoulder and hip.
TRUNKS: dict[str, tuple[Point, ...]] = {
    "lean": (
        *((-1.16, 0.02), (-1.06, 0.46), (-0.50, 0.48), (0.10, 0.36), (0.70, 0.54), (1.10, 0.42), (1.24, -0.06)),
        *((1.02, -0.56), (0.40, -0.56), (-0.28, -0.34), (-0.78, -0.40), (-1.08, -0.32)),
    ),
    "barrel": (
        *((-1.16, 0.05), (-1.08, 0.50), (-0.50, 0.52), (0.20, 0.46), (0.80, 0.52), (1.14, 0.40), (1.24, -0.06)),
        *((1.00, -0.52), (0.40, -0.62), (-0.40, -0.62), (-0.90, -0.52), (-1.12, -0.28)),
    ),
    "hump": (
        *((-1.18, -0.08), (-1.08, 0.34), (-0.45, 0.42), (0.20, 0.50), (0.72, 0.70), (1.12, 0.46), (1.24, -0.04)),
        *((1.00, -0.50), (0.40, -0.56), (-0.40, -0.56), (-0.92, -0.48), (-1.12, -0.30)),
    ),
    "round": (
        *((-1.22, -0.16), (-1.14, 0.36), (-0.60, 0.66), (0.10, 0.66), (0.70, 0.52), (1.12, 0.30), (1.18, -0.10)),
        *((0.96, -0.48), (0.30, -0.58), (-0.50, -0.58), (-1.00, -0.50), (-1.20, -0.36)),
    ),
}


@dataclass(frozen=True)
class Beast:
    """One four-legged animal, in metres.

    Attributes:
        leg: from the joint in the body to the ground.
        length: from hip to shoulder.
        depth: of the chest.
        thick: of a leg at its knee.
        head: radius of the skull.
        neck: how long, and at which angle above the back's line it is carried.
        coat, second: main colour, and the one of belly, muzzle or markings.
        face: which head `muzzles` or `faces` draws.
        trunk: a name of `TRUNKS`.
        tail: which tail.
        pattern: "", "stripes", "rings", "patches", "spots", "saddle", "wool", "spines" or "plates".
        foot: "paw", "hoof" or "round".
        slope: how much higher the shoulder is than the hip.
        extras: "mane", "antlers", "hump", "trunk", "horn" …; "crouches", "sits_up" and "upright" are how it stands.
    """

    leg: float
    length: float
    depth: float
    thick: float
    head: float
    neck: tuple[float, float]
    coat: Colour
    second: Colour
    face: str
    trunk: str = "lean"
    tail: str = "wag"
    pattern: str = ""
    foot: str = "paw"
    slope: float = 0.0
    extras: tuple[str, ...] = ()


_CREAM, _DARK, _WHITE = rgb("#f5e8d0"), rgb("#2f2a2c"), rgb("#f7f5f0")


def _beast(
    kind: str,
    length: float,
    depth: float,
    thick: float,
    head: float,
    neck: tuple[float, float],
    coat: str,
    second: str,
    face: str,
    **more: object,
) -> Beast:
    return Beast(LEGS_M[kind], length, depth, thick, head, neck, rgb(coat), rgb(second), face, **more)  # type: ignore[arg-type]  # fields by name


BEASTS: dict[str, Beast] = {
    "dog": _beast("dog", 0.50, 0.235, 0.060, 0.135, (0.22, 0.95), "#c98a4b", "#f3e3c8", "dog", extras=("collar",)),
    "wolf": _beast("wolf", 0.66, 0.28, 0.062, 0.135, (0.28, 0.60), "#7d828c", "#d7d8d8", "wolf", tail="bushy"),
    "fox": _beast(
        "fox", 0.44, 0.17, 0.040, 0.105, (0.17, 0.80), "#dd6f2c", "#fbf3e4", "fox", tail="brush", extras=("socks",)
    ),
    "cat": _beast(
        "cat", 0.32, 0.135, 0.036, 0.092, (0.10, 0.90), "#d8893f", "#fdeed6", "cat", tail="long", pattern="stripes"
    ),
    "lion": _beast("lion", 1.05, 0.46, 0.125, 0.27, (0.40, 0.70), "#d9a552", "#f0d59a", "lion", tail="tuft"),
    "tiger": _beast(
        "tiger", 1.10, 0.45, 0.125, 0.24, (0.38, 0.55), "#e2842e", "#fbf1e0", "tiger", tail="striped", pattern="stripes"
    ),
    "horse": _beast(
        "horse",
        1.10,
        0.56,
        0.115,
        0.21,
        (0.74, 0.98),
        "#8f5836",
        "#3e2a22",
        "horse",
        tail="horse",
        foot="hoof",
        extras=("mane",),
    ),
    "unicorn": _beast(
        "unicorn",
        1.10,
        0.54,
        0.110,
        0.21,
        (0.74, 1.02),
        "#f6f1f4",
        "#e59ac2",
        "horse",
        tail="horse",
        foot="hoof",
        extras=("mane", "horn"),
    ),
    "zebra": _beast(
        "zebra",
        1.02,
        0.52,
        0.105,
        0.19,
        (0.62, 0.95),
        "#f4f1ea",
        "#2f2a2c",
        "horse",
        tail="tuft",
        foot="hoof",
        pattern="stripes",
        extras=("brush_mane",),
    ),
    "donkey": _beast(
        "donkey",
        0.90,
        0.46,
        0.095,
        0.19,
        (0.52, 0.85),
        "#8b8580",
        "#e6e0d6",
        "donkey",
        tail="tuft",
        foot="hoof",
        extras=("brush_mane",),
    ),
    "deer": _beast(
        "deer",
        0.86,
        0.36,
        0.060,
        0.145,
        (0.56, 1.05),
        "#b6743c",
        "#f6e9d2",
        "deer",
        tail="short",
        foot="hoof",
        pattern="dots",
        extras=("antlers",),
    ),
    "giraffe": _beast(
        "giraffe",
        1.45,
        0.85,
        0.150,
        0.24,
        (2.05, 1.12),
        "#e8bb62",
        "#a5612c",
        "giraffe",
        tail="tuft",
        foot="hoof",
        pattern="patches",
        slope=0.45,
        extras=("brush_mane",),
    ),
    "camel": _beast(
        "camel",
        1.25,
        0.66,
        0.120,
        0.22,
        (1.02, 0.80),
        "#cfa05c",
        "#9a6f38",
        "camel",
        tail="tuft",
        foot="round",
        extras=("hump",),
    ),
    "cow": _beast(
        "cow",
        1.30,
        0.72,
        0.125,
        0.22,
        (0.44, 0.45),
        "#f5f1ea",
        "#3a3233",
        "cow",
        trunk="barrel",
        tail="tuft",
        foot="hoof",
        pattern="patches",
        extras=("udder",),
    ),
    "sheep": _beast(
        "sheep",
        0.66,
        0.46,
        0.060,
        0.135,
        (0.20, 0.55),
        "#f2ecdf",
        "#4a4145",
        "sheep",
        trunk="barrel",
        tail="puff",
        foot="hoof",
        pattern="wool",
    ),
    "goat": _beast(
        "goat",
        0.64,
        0.36,
        0.060,
        0.125,
        (0.30, 0.80),
        "#e8e0d2",
        "#8a7a68",
        "goat",
        trunk="barrel",
        tail="short",
        foot="hoof",
    ),
    "pig": _beast(
        "pig",
        0.80,
        0.48,
        0.085,
        0.20,
        (0.16, 0.20),
        "#f0a8a4",
        "#d98a88",
        "pig",
        trunk="barrel",
        tail="curl",
        foot="hoof",
    ),
    "elephant": _beast(
        "elephant",
        1.85,
        1.35,
        0.36,
        0.55,
        (0.42, 0.45),
        "#8e939c",
        "#7b8089",
        "elephant",
        trunk="barrel",
        tail="tuft",
        foot="round",
        extras=("trunk",),
    ),
    "rhino": _beast(
        "rhino",
        1.65,
        0.95,
        0.26,
        0.36,
        (0.30, -0.05),
        "#8a8a88",
        "#74746f",
        "rhino",
        trunk="hump",
        tail="tuft",
        foot="round",
    ),
    "hippo": _beast(
        "hippo",
        1.60,
        0.98,
        0.28,
        0.40,
        (0.20, 0.15),
        "#8d7a86",
        "#c79aa0",
        "hippo",
        trunk="barrel",
        tail="short",
        foot="round",
    ),
    "bear": _beast(
        "bear", 0.98, 0.66, 0.185, 0.255, (0.26, 0.30), "#7a4e31", "#c79a6d", "bear", trunk="hump", tail="short"
    ),
    "polar_bear": _beast(
        "polar_bear", 1.10, 0.68, 0.190, 0.245, (0.38, 0.30), "#f3f0e6", "#e2ddcf", "bear", trunk="hump", tail="short"
    ),
    "panda": _beast(
        "panda",
        0.78,
        0.62,
        0.170,
        0.265,
        (0.18, 0.42),
        "#f7f5f0",
        "#2b292d",
        "panda",
        trunk="round",
        tail="puff",
        pattern="panda",
    ),
    "koala": _beast(
        "koala", 0.34, 0.32, 0.080, 0.165, (0.10, 0.55), "#9aa0a8", "#e8e6e2", "koala", trunk="round", tail="none"
    ),
    "raccoon": _beast(
        "raccoon", 0.36, 0.22, 0.048, 0.115, (0.11, 0.45), "#7e7b78", "#e4e0d8", "raccoon", trunk="hump", tail="ringed"
    ),
    "rabbit": _beast(
        "rabbit",
        0.22,
        0.19,
        0.040,
        0.085,
        (0.08, 0.85),
        "#b79a7c",
        "#f5efe4",
        "rabbit",
        trunk="round",
        tail="puff",
        extras=("crouches",),
    ),
    "squirrel": _beast(
        "squirrel",
        0.14,
        0.11,
        0.026,
        0.055,
        (0.05, 0.80),
        "#b9612e",
        "#f6e6cf",
        "squirrel",
        trunk="round",
        tail="plume",
        extras=("sits_up",),
    ),
    "mouse": _beast(
        "mouse", 0.075, 0.055, 0.011, 0.030, (0.025, 0.50), "#9c9591", "#e9dcd4", "mouse", trunk="round", tail="thin"
    ),
    "hedgehog": _beast(
        "hedgehog",
        0.15,
        0.13,
        0.022,
        0.052,
        (0.05, 0.10),
        "#6d5444",
        "#e9d3b0",
        "hedgehog",
        trunk="round",
        tail="none",
        pattern="spines",
    ),
    "monkey": _beast("monkey", 0.40, 0.20, 0.050, 0.125, (0.13, 0.85), "#7a5236", "#e8c39a", "monkey", tail="curled"),
    "kangaroo": _beast(
        "kangaroo",
        0.46,
        0.34,
        0.070,
        0.125,
        (0.28, 1.20),
        "#b98355",
        "#ecd3b0",
        "kangaroo",
        trunk="round",
        tail="thick",
        extras=("upright",),
    ),
}


# Coats of the second, third … of a row; kinds that are not here are a little darker or lighter.
_COATS: dict[str, tuple[str, ...]] = {
    "cat": ("#8b8f98", "#e9e3d6", "#3c3a40", "#b98a5e"),
    "cow": ("#e7c9a0", "#f5f1ea", "#c9a27a", "#efe9de"),
    "dog": ("#e6d3ae", "#4a4240", "#8a5a36", "#d9d2c6"),
    "horse": ("#d9c3a0", "#3f3632", "#b98a5a", "#c9c4bd"),
    "rabbit": ("#efe9df", "#8b8178", "#5b4b42", "#d3b48f"),
}


def coat_of(kind: str, place: int) -> Colour:
    """The coat of the one at `place` in a row."""
    coat = BEASTS[kind].coat
    if not place:
        return coat
    others = _COATS.get(kind)
    return (
        rgb(others[(place - 1) % len(others)]) if others else lighter(coat, (-0.14, 0.16, -0.24, 0.08)[(place - 1) % 4])
    )


# Where the middle of what a close-up shows is, from the skull, and how much larger than the skull it is.
_LONG_FACES: dict[str, tuple[float, float, float]] = {
    **dict.fromkeys(("horse", "donkey"), (0.55, -0.40, 1.45)),
    **dict.fromkeys(("cow", "giraffe", "camel", "deer", "goat", "rhino", "hippo"), (0.50, -0.15, 1.3)),
    "elephant": (0.20, -0.55, 1.7),
}


def close_up_of(beast: Beast, skull: Point) -> tuple[float, float, float]:
    """(x, y, height) of the face whose skull is at a place: a horse's is mostly muzzle."""
    across, up, larger = _LONG_FACES.get(beast.face, (0.1, 0.0, 1.0))
    return skull[0] + across * beast.head, skull[1] + up * beast.head, 2.1 * beast.head * larger


def body_for(beast: Beast) -> Body:
    """The measures that framing needs, of a beast that stands."""
    reach, angle = beast.neck
    shoulder = beast.leg + 0.30 * beast.depth + 0.5 * beast.slope
    head_at = shoulder + 0.30 * beast.depth + math.sin(angle) * reach
    head_x = 0.5 * beast.length + math.cos(angle) * reach * 0.9
    top = max(head_at + 1.05 * beast.head, shoulder + 0.6 * beast.depth)
    face_x, face_y, face = close_up_of(beast, (head_x, head_at))
    return Body(top, face, face_y, 1.25 * beast.length + head_x + beast.head, face_x)
