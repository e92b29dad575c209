"""Who wears what: measures, colours and clothes of people. Values only."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sora_widgets.animatic.colour import Colour, rgb
from sora_widgets.animatic.figures.skeleton import Build, Pose
from sora_widgets.animatic.stage import Body

__all__ = ["LOOKS", "Look", "body_for", "look_of", "stooped"]

_SHOE = rgb("#39404d")


@dataclass(frozen=True)
class Look:
    """One person's appearance.

    Attributes:
        build: measures.
        limb: thickness of a limb, as a share of the height.
        hair_style: "short", "fringe", "bob", "long", "bun", "tails", "curls", "bald", "tuft" or "none".
        wear: "shirt" (short sleeves), "jumper" (long), "jacket", "dress", "robe", "suit" (space), "shell" (robot)
            or "bare" (a jointed doll).
        legs: "trousers", "shorts", "bare" or "tights".
        hem: how far down the leg a dress, coat or robe goes: 1 is the knee, 2 the ankle; 0 for none.
        stoop: lean that never goes away.
        extras: "hat:…", "glasses", "beard", "moustache", "stick", "cape", "scarf", "apron", "tutu", "stripes", "bows" …
    """

    build: Build
    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour
    shoe: Colour = _SHOE
    limb: float = 0.052
    hair_style: str = "short"
    wear: str = "shirt"
    legs: str = "trousers"
    hem: float = 0.0
    stoop: float = 0.0
    extras: tuple[str, ...] = ()
    gear: Colour | None = None  # of a hat or glasses put on
    beast: str = ""  # whose head it has: an animal that stands on two legs


_LIGHT, _TAN, _BROWN, _DEEP = rgb("#efbf9c"), rgb("#d99f76"), rgb("#a86f4a"), rgb("#74492f")
_ASH, _WHITE_HAIR = rgb("#b9b4ad"), rgb("#e6e2da")
_MAN = Build(1.80, 0.275, 0.82, 0.70, 0.170, 0.070, 0.062)
_WOMAN = Build(1.68, 0.262, 0.775, 0.64, 0.132, 0.070, 0.056)
_CHILD = Build(1.16, 0.290, 0.435, 0.43, 0.112, 0.055, 0.044)

_man = Look(_MAN, _TAN, rgb("#33251e"), rgb("#3f6e93"), rgb("#38445a"), wear="jumper", limb=0.054)
_woman = Look(
    _WOMAN, _LIGHT, rgb("#46271e"), rgb("#c94f3d"), rgb("#c94f3d"), rgb("#5a2f2c"), 0.046, "long", "dress", "bare", 1.0
)
_girl = Look(
    replace(_CHILD, shoulders=0.102),
    *(_LIGHT, rgb("#8a4a26"), rgb("#f2a93b"), rgb("#f2a93b"), rgb("#c9483b")),
    *(0.060, "tails", "dress", "bare", 0.95),
    extras=("collar", "bows"),
)

LOOKS: dict[str, Look] = {
    "child": Look(
        _CHILD,
        _LIGHT,
        rgb("#6a3d24"),
        rgb("#2f80b9"),
        rgb("#e2b340"),
        rgb("#c9483b"),
        0.066,
        "fringe",
        "shirt",
        "shorts",
        extras=("stripes",),
    ),
    "girl": _girl,
    "baby": Look(
        Build(0.70, 0.262, 0.185, 0.20, 0.088, 0.055, 0.028),
        *(_LIGHT, rgb("#8a5a34"), rgb("#f2d277"), rgb("#f2d277"), rgb("#f2d277")),
        *(0.100, "tuft", "jumper", "trousers"),
    ),
    "woman": _woman,
    "man": _man,
    "old_woman": Look(
        Build(1.54, 0.262, 0.655, 0.60, 0.132, 0.080, 0.052),
        *(
            _LIGHT,
            _WHITE_HAIR,
            rgb("#8564a0"),
            rgb("#5d4a7c"),
            rgb("#4a3b36"),
            0.052,
            "bun",
            "dress",
            "bare",
            1.45,
            0.20,
        ),
        extras=("glasses", "stick", "shawl"),
    ),
    "old_man": Look(
        Build(1.66, 0.270, 0.735, 0.66, 0.150, 0.075, 0.058),
        *(
            _LIGHT,
            _WHITE_HAIR,
            rgb("#7b6a4c"),
            rgb("#57534b"),
            rgb("#3d332c"),
            0.054,
            "bald",
            "jacket",
            "trousers",
            0.0,
            0.15,
        ),
        extras=("glasses", "beard", "stick"),
    ),
    "dancer": Look(
        replace(_WOMAN, leg=0.82, head=0.245),
        *(_LIGHT, rgb("#33211c"), rgb("#f0a6b8"), rgb("#f7ccd6"), rgb("#e88da4"), 0.043, "bun", "shirt", "tights"),
        extras=("tutu",),
    ),
    "astronaut": Look(
        Build(1.86, 0.400, 0.72, 0.64, 0.195, 0.085, 0.075),
        *(_LIGHT, rgb("#33251e"), rgb("#eef0f3"), rgb("#eef0f3"), rgb("#8b95a3"), 0.072, "short", "suit", "trousers"),
        extras=("hat:helmet", "pack"),
    ),
    "robot": Look(
        Build(1.75, 0.360, 0.70, 0.66, 0.175, 0.080, 0.070),
        *(rgb("#c3ccd6"), rgb("#7f8b99"), rgb("#c3ccd6"), rgb("#7f8b99"), rgb("#66727f"), 0.058, "none", "shell"),
    ),
    "mannequin": Look(
        replace(_MAN, height=1.72, leg=0.79, shoulders=0.155),
        *(
            rgb("#dcb98f"),
            rgb("#dcb98f"),
            rgb("#dcb98f"),
            rgb("#dcb98f"),
            rgb("#dcb98f"),
            0.050,
            "none",
            "bare",
            "bare",
        ),
    ),
    "chef": replace(
        _man, top=rgb("#f4f2ec"), bottom=rgb("#4b4f5c"), wear="jacket", extras=("hat:toque", "apron", "moustache")
    ),
    "king": replace(
        _man,
        top=rgb("#a32638"),
        hair=rgb("#7b5836"),
        hair_style="short",
        wear="robe",
        hem=1.8,
        extras=("hat:crown", "beard", "cape", "ermine"),
    ),
    "queen": replace(
        _woman,
        top=rgb("#7a2f7d"),
        hem=1.9,
        hair=rgb("#5d3320"),
        hair_style="bun",
        extras=("hat:crown", "cape", "ermine"),
    ),
    "princess": replace(_woman, top=rgb("#f0a0bd"), hem=1.85, hair=rgb("#e2b558"), extras=("hat:tiara",)),
    "knight": replace(
        _man,
        top=rgb("#aeb7c2"),
        bottom=rgb("#8d97a4"),
        shoe=rgb("#6f7985"),
        wear="jacket",
        extras=("hat:visor", "tabard", "cape"),
    ),
    "wizard": replace(
        _man,
        top=rgb("#3b4fa3"),
        hair=_WHITE_HAIR,
        wear="robe",
        hem=1.9,
        hair_style="long",
        extras=("hat:wizard", "long_beard", "staff"),
    ),
    "witch": replace(_woman, top=rgb("#3a3248"), hem=1.75, hair=rgb("#b5622e"), extras=("hat:wizard",)),
    "santa": replace(
        _man,
        build=replace(_MAN, shoulders=0.205, hips=0.10),
        skin=_LIGHT,
        hair=_WHITE_HAIR,
        top=rgb("#c8322f"),
        bottom=rgb("#c8322f"),
        shoe=rgb("#2a2523"),
        limb=0.066,
        wear="jacket",
        extras=("hat:santa", "long_beard", "belt"),
    ),
    "superhero": replace(
        _man,
        build=replace(_MAN, shoulders=0.195),
        top=rgb("#2d62c4"),
        bottom=rgb("#2d62c4"),
        shoe=rgb("#cf3434"),
        legs="tights",
        extras=("cape", "badge", "mask"),
    ),
    "cowboy": replace(
        _man, top=rgb("#a2493a"), bottom=rgb("#4f6487"), shoe=rgb("#6d4427"), extras=("hat:cowboy", "vest", "scarf")
    ),
    "police": replace(_man, top=rgb("#2b4372"), bottom=rgb("#25304b"), extras=("hat:cap", "badge")),
    "soldier": replace(
        _man, top=rgb("#6d7650"), bottom=rgb("#5f6847"), shoe=rgb("#3c3a30"), extras=("hat:steel", "belt")
    ),
    "firefighter": replace(
        _man, top=rgb("#d9a233"), bottom=rgb("#d9a233"), wear="jacket", extras=("hat:fire", "bands")
    ),
    "worker": replace(_man, top=rgb("#e08a2c"), bottom=rgb("#4f6487"), wear="jacket", extras=("hat:hard", "bands")),
    "doctor": replace(
        _man, top=rgb("#f2f4f5"), bottom=rgb("#52708c"), wear="robe", hem=0.85, extras=("stethoscope", "glasses")
    ),
    "scientist": replace(
        _man,
        top=rgb("#f2f4f5"),
        bottom=rgb("#57534b"),
        hair=_ASH,
        wear="robe",
        hem=0.85,
        hair_style="curls",
        extras=("glasses",),
    ),
    "nurse": replace(
        _woman, top=rgb("#7cc0c4"), bottom=rgb("#7cc0c4"), wear="shirt", legs="trousers", hem=0.0, hair_style="bun"
    ),
    "monk": replace(_man, top=rgb("#c8722c"), wear="robe", hem=1.85, hair_style="none", shoe=rgb("#7a4a2a")),
    "nun": replace(_woman, top=rgb("#2f2f38"), hem=1.9, hair_style="none", extras=("hat:veil",)),
    "pirate": replace(
        _man,
        top=rgb("#f0ead9"),
        bottom=rgb("#4a3a3f"),
        hair=rgb("#2a1f1b"),
        hair_style="long",
        extras=("hat:tricorn", "eyepatch", "beard", "vest"),
    ),
    "clown": replace(
        _man,
        skin=rgb("#fbf0e6"),
        top=rgb("#f0c33c"),
        bottom=rgb("#3e8bd0"),
        hair=rgb("#e0562f"),
        shoe=rgb("#c8322f"),
        hair_style="curls",
        extras=("nose", "ruff"),
    ),
    "ninja": replace(_man, top=rgb("#2c2f3c"), bottom=rgb("#2c2f3c"), extras=("hat:hood", "belt")),
    "bride": replace(_woman, top=rgb("#fbf7f0"), hem=1.95, hair_style="bun", extras=("veil", "bouquet")),
    "businessman": replace(_man, top=rgb("#3a4256"), bottom=rgb("#333a4c"), wear="jacket", extras=("tie",)),
    "detective": replace(
        _man, top=rgb("#9b8260"), bottom=rgb("#4b463e"), wear="robe", hem=1.05, extras=("hat:fedora", "belt")
    ),
    "farmer": replace(_man, top=rgb("#b9483c"), bottom=rgb("#4a6794"), extras=("hat:straw", "dungarees")),
    "skeleton": replace(
        _man, skin=rgb("#f2ecdc"), top=rgb("#3a3b45"), bottom=rgb("#3a3b45"), hair_style="none", extras=("skull",)
    ),
    "angel": replace(_woman, top=rgb("#faf6ea"), hem=1.9, hair=rgb("#e6c068"), extras=("wings", "halo")),
    "fairy": replace(_woman, top=rgb("#8fcf8a"), hem=0.7, hair=rgb("#e58b5a"), hair_style="bun", extras=("fly_wings",)),
    "mermaid": replace(
        _woman, hem=0.0, top=rgb("#8d6bc0"), hair=rgb("#c2482f"), wear="shirt", legs="bare", extras=("fishtail",)
    ),
    "ghost": replace(_man, wear="sheet", hair_style="none"),
    "diver": replace(
        _man, top=rgb("#30363f"), bottom=rgb("#30363f"), shoe=rgb("#e0a82e"), extras=("hat:goggles", "tank", "fins")
    ),
}

_SKINS = (_LIGHT, _DEEP, _TAN, _BROWN, rgb("#f0c8a8"))
_HAIRS = (rgb("#2b1e1a"), rgb("#1f1a1a"), rgb("#a5622f"), rgb("#31231e"), rgb("#d8aa55"))
_TOPS = (rgb("#2f7fb8"), rgb("#e0a33a"), rgb("#4f9a63"), rgb("#8a5fae"), rgb("#d9623f"))
_BOTTOMS = (rgb("#38445a"), rgb("#5a4a3f"), rgb("#41566b"), rgb("#6b5a78"), rgb("#3f4a3f"))
_STYLES = {
    "child": ("fringe", "tails", "short", "curls", "bob"),
    "girl": ("tails", "bob", "long", "curls", "bun"),
    "woman": ("long", "bob", "curls", "bun", "long"),
    "man": ("short", "curls", "short", "bald", "fringe"),
}


def look_of(kind: str, place: int = 0, colour: Colour | None = None) -> Look:
    """How the one at `place` in a row looks: the next one of a kind is somebody else in other clothes."""
    look = LOOKS[kind]
    if place and kind in ("child", "girl", "woman", "man", "baby", "old_man", "old_woman"):
        top = _TOPS[place % 5]
        look = replace(
            look,
            skin=_SKINS[place % 5],
            top=top,
            bottom=top if look.wear == "dress" else _BOTTOMS[place % 5],
        )
        if kind in _STYLES:
            look = replace(look, hair=_HAIRS[place % 5], hair_style=_STYLES[kind][place % 5])
        if kind == "woman" and place % 2:
            look = replace(look, wear="jumper", legs="trousers", hem=0.0, bottom=_BOTTOMS[place % 5])
        if kind == "child" and place % 2:
            look = replace(_girl, skin=look.skin, hair=look.hair, hair_style=look.hair_style, top=top, bottom=top)
    if colour is not None:
        look = replace(
            look, top=colour, bottom=colour if look.wear in ("dress", "suit") or look.legs == "tights" else look.bottom
        )
    return look


def stooped(pose: Pose, look: Look) -> Pose:
    """A pose as somebody bent by age takes it."""
    if not look.stoop or abs(pose.lean) > 0.9:
        return pose
    return replace(pose, lean=pose.lean + look.stoop, nod=pose.nod - 0.5 * look.stoop)


def body_for(look: Look) -> Body:
    """The measures that framing needs."""
    b = look.build
    stoop = math.sin(look.stoop + 0.02)
    head_at = b.ankle + 0.985 * b.leg + b.trunk + b.neck + 0.44 * b.head
    return Body(head_at + 0.5 * b.head, b.head, head_at, 2 * b.shoulders + 0.12, stoop * (b.trunk + 0.3 * b.head))
