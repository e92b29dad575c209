"""Things in hands: where each is gripped, and drawing one at a hand."""

from __future__ import annotations

from sora_widgets.animatic.brush import Brush
from sora_widgets.animatic.colour import Colour
from sora_widgets.animatic.figures.things import BODIES, THINGS, draw_thing
from sora_widgets.animatic.scene import Actor

__all__ = ["draw_held", "grip_of"]

_MOST_IN_HAND_M = 1.3  # what is larger is drawn smaller in a hand
# Where the hand closes, in the thing's own metres.
_GRIPS = {
    "accordion": (0.0, 0.19),
    "axe": (0.0, 0.20),
    "backpack": (0.0, 0.50),
    "baseball_bat": (0.0, 0.12),
    "baseball_glove": (0.0, 0.06),
    "basket": (0.0, 0.31),
    "book": (0.0, 0.03),
    "bottle": (0.0, 0.12),
    "bow": (0.10, 0.60),
    "bowl": (0.0, 0.01),
    "broom": (0.0, 0.95),
    "camera": (0.05, 0.03),
    "candle": (0.0, 0.02),
    "cello": (0.0, 1.05),
    "cup": (0.09, 0.07),
    "drum": (0.0, 0.20),
    "electric_guitar": (0.0, 0.20),
    "flag": (0.0, 0.50),
    "fork": (0.0, 0.06),
    "guitar": (0.0, 0.22),
    "hair_drier": (-0.03, 0.05),
    "hammer": (0.0, 0.06),
    "handbag": (0.0, 0.30),
    "ice_cream": (0.0, 0.04),
    "knife": (0.0, 0.05),
    "kite": (0.0, 0.0),
    "lantern": (0.0, 0.39),
    "microphone": (0.0, 0.06),
    "paintbrush": (0.0, 0.08),
    "parasol": (0.0, 0.40),
    "pan": (0.22, 0.07),
    "pen": (0.0, 0.05),
    "phone": (0.0, 0.05),
    "pot": (-0.20, 0.11),
    "remote": (0.0, 0.06),
    "saxophone": (0.02, 0.36),
    "scissors": (0.0, 0.03),
    "spoon": (0.0, 0.06),
    "suitcase": (0.0, 0.79),
    "sword": (0.0, 0.10),
    "teapot": (-0.14, 0.09),
    "tennis_racket": (0.0, 0.10),
    "toothbrush": (-0.06, 0.01),
    "toy_balloon": (0.0, 0.02),
    "trumpet": (0.0, 0.13),
    "umbrella": (0.0, 0.16),
    "violin": (0.0, 0.42),
    "wine_glass": (0.0, 0.08),
}


def grip_of(kind: str) -> tuple[float, float]:
    """Where a hand holds it: (x, y) in its own metres; a thing without a handle is held in its middle."""
    own = BODIES.get(kind, BODIES["box"])
    return _GRIPS.get(kind, (0.0, 0.5 * own.height))


def draw_held(brush: Brush, seconds: float, kind: str, colour: Colour | None = None, does: str = "stand") -> None:
    """Draw a thing upright with its grip at the origin, in its own size; one that no hand could hold is smaller."""
    own = BODIES.get(kind, BODIES["box"])
    x, y = grip_of(kind)
    small = min(1.0, _MOST_IN_HAND_M / max(own.height, own.length), 0.34 / own.height if kind not in THINGS else 1.0)
    brush.canvas.save()
    brush.canvas.scale(small, small)
    brush.canvas.translate(-x, -y)
    draw_thing(brush, seconds, Actor(kind, "read" if kind == "book" else does, colour))
    brush.canvas.restore()
