"""Fixed expressions that name a camera move, and the words for a camera that stands still.

What a grammar of single words cannot see: a *travelling optique* is a zoom, a "crane shot" need not
say up, "locked off" has no word of movement. Everything is folded (lower case, no accents) and cut
into words as `camera.py` cuts a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sora_widgets.prompts.camera_words import word_set

__all__ = [
    "DIRECTIONLESS",
    "EXPRESSIONS",
    "HANDHELD_THINGS",
    "LOOKING_DOWN",
    "STILL",
    "STILL_AFTER",
    "STILL_BEFORE",
    "Expression",
]


@dataclass(frozen=True, slots=True)
class Expression:
    """Several words that say a move together.

    Attributes:
        rest: the words after the first.
        family: a family of `camera_words.FAMILIES`, when directions may follow, else "".
        move: the moves that are meant in any case, parted by a space, else "".
        needs_camera: ordinary words, that move a camera only when the camera does it.
    """

    rest: tuple[str, ...]
    family: str = ""
    move: str = ""
    needs_camera: bool = False


# family, or =move; a leading ? when the words are ordinary ones
_TABLE = {
    "dolly_zoom": "dolly zoom|dolly zooms|dolly zooming|zolly|vertigo effect|vertigo shot|vertigo zoom|hitchcock zoom"
    "|hitchcock effect|trombone shot|contra zoom|travelling compense|traveling compense|travelling contrarie"
    "|zoom compense|transtrav|effet vertigo|effet hitchcock",
    "whip_pan": "whip pan|whip pans|whip panning|whip panned|swish pan|swish pans|panoramique file|pano file",
    "zoom_in": "crash zoom|crash zooms|snap zoom|snap zooms|smash zoom|punch in zoom",
    "zoom": "travelling optique|traveling optique|travelling optiques",
    "crane": "crane shot|crane move|crane movement|jib shot|jib move|mouvement de grue|plan a la grue|plan de grue"
    "|a la grue|sur grue|travelling sur grue",
    "dolly": "chariot travelling|travelling sur chariot|travelling sur rails",
    "?rise": "prend de la hauteur|prenant de la hauteur|prend de l' altitude|prenant de l' altitude|gagne en hauteur"
    "|gagne de la hauteur|gagne de l' altitude|gains altitude|gaining altitude|gains height|gaining height|takes off"
    "|taking off|lifts off|lifting off",
    "?sink": "perd de l' altitude|perdant de l' altitude|perd de la hauteur|loses altitude|losing altitude|loses height",
    "?=tilt_up": "remonte le regard|leve le regard|levant le regard|leve les yeux|looks up from",
    "?=tilt_down": "baisse le regard|baissant le regard|baisse les yeux",
    "?=dolly_in": "draws near|drawing near|moves near|va de l' avant|allant de l' avant",
    "=tracking": "tracking shot|follow shot|following shot|side tracking|travelling d' accompagnement"
    "|traveling d' accompagnement|travelling de suivi|traveling de suivi|plan de suivi|plan d' accompagnement|travelling suivi",
    # who leads goes backward before the subject, who tails goes forward behind it
    "=tracking dolly_out": "lead tracking|leading tracking",
    "=tracking dolly_in": "tail tracking|rear tracking",
    "=arc": "arc shot|arc move|arc movement|arc around|orbit shot|orbital shot|orbital move|orbiting shot|360 orbit|degree orbit"
    "|360 shot|travelling circulaire|traveling circulaire|arc de cercle|mouvement circulaire|mouvement orbital|plan orbital",
    "?=arc": "fait le tour|cercle autour|circle around|circles around|cercle complet|faisant le tour|in circles around|en orbite autour",
    "=static": "locked off|locked down|lock off|tripod shot|on a tripod|on tripod|sur trepied|sur un trepied|plan fixe"
    "|cadre fixe|plans fixes|camera fixe|camera immobile|camera statique|plan statique|cadre immobile",
    "?=static": "holds its position|holds position|stays put|stays in place|reste en place|holds steady on",
    "=handheld": "shaky cam|shaky camera|shoulder mounted|shoulder rig|camera portee|a l' epaule|camera epaule"
    "|camera au poing|camera a la main|a main levee|camera tremblante",
}


def _expressions() -> dict[str, list[Expression]]:
    by_first: dict[str, list[Expression]] = {}
    for key, phrases in _TABLE.items():
        name = key.lstrip("?")
        for phrase in phrases.split("|"):
            first, *rest = phrase.split()
            by_first.setdefault(first, []).append(
                Expression(
                    tuple(rest),
                    family="" if name.startswith("=") else name,
                    move=name[1:] if name.startswith("=") else "",
                    needs_camera=key.startswith("?"),
                )
            )
    for expressions in by_first.values():
        expressions.sort(key=lambda expression: -len(expression.rest))  # the longest first
    return by_first


EXPRESSIONS = _expressions()
"""Expressions by their first word, the longest first."""

STILL = word_set(
    "fixed static stationary still motionless unmoving immobile fixe statique stationnaire immobiles fixes locked immovable"
)
"""Says that something stands still."""

STILL_AFTER = word_set(
    "camera shot frame framing wide medium close close-up closeup tripod angle view cam composition take long full"
)
"""After an adjective of `STILL`, these make it the camera's: "static shot", "fixed wide"."""

STILL_BEFORE = word_set(
    "camera cam drone is are be being remains remain remaining remained stays stay staying stayed holds hold holding held keeps"
    " keep keeping becomes become stands standing starts begins rests mostly almost and et or , : reste restant demeure est"
    " restera shot view frame plan cadre to"
)
"""Before an adjective of `STILL`, these make it said of the subject: "remains fixed", "reste immobile"."""

HANDHELD_THINGS = word_set(
    "fan phone console radio device mirror game mic microphone torch flashlight lamp lantern drill tool vacuum scanner"
    " sparkler sparklers controller tablet computer recorder mixer blender shower sign flag"
)
"""Things held in a hand that are no camera."""

LOOKING_DOWN = frozenset(("s-eye", "top-down", "zenithale", "zenithal"))
"""The camera looks along the vertical: what goes up or down then travels along its own axis."""

DIRECTIONLESS = re.compile(
    r"\b(?:(?:dolly|drone|fpv|crane|jib|tracking|trucking|panning|travell?ing|orbit(?:al|ing)?|flyover|fly-?through|follow)\s+(?:shot|view|footage)"
    r"|flyover|fly-?through|steadicam|travell?ings?|panoramiques?|plan[- ]séquence|mouvement\s+de\s+caméra|vue\s+(?:de|par)\s+drone"
    r"|(?:slow|whip|fast|smooth|gentle)\s+(?:pan|tilt|dolly|zoom|push|pull)"
    r")(?!\w)",
    re.IGNORECASE,
)
"""Nouns for a camera that moves, whatever the direction."""
