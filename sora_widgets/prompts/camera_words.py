"""The words of camera movement in English and French, as a table of verbs and nouns.

Answers for what a single word can mean: the family of moves it belongs to, and whether it is an
ordinary word ("rises") that moves a camera only when the camera does it, or a term of the trade
("dollies"). Words are kept as `fold` writes them: lower case, no accents. What a sentence makes of
them is `camera.py`'s, and which way a move goes is `camera_directions.py`'s.

The moves are the primitives of CameraBench (arXiv 2504.15376, CC BY 4.0); that a *travelling
optique* is a zoom and a *panoramique vertical* a tilt is from the sources of `vocabulary/fr/choices.json`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

__all__ = [
    "ANY_HEAD",
    "CAMERA",
    "CAMERA_WITH_ARTICLE",
    "FAMILIES",
    "FILM_NOUNS",
    "FILM_PARTICIPLES",
    "HEADS",
    "MANNER",
    "SCREEN",
    "Family",
    "Head",
    "fold",
    "word_set",
]


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


@dataclass(frozen=True)
class Family:
    """What the words of one family have in common.

    Attributes:
        moves: the move for each direction; a direction that is not here says nothing.
        default: the move when no direction is said: "rises" is up.
        always: a move that is meant beside the directions: a crane goes up, and is a crane.
        goes_towards: "towards the door", "into the room" is a direction, forward.
        goes_around: with "around the table" it is an arc.
    """

    moves: dict[str, str]
    default: str = ""
    always: str = ""
    goes_towards: bool = False
    goes_around: bool = False

    @property
    def has_default(self) -> bool:
        """Whether it is a move also without any direction."""
        return bool(self.default or self.always)


_TRAVEL = {
    "in": "dolly_in",
    "out": "dolly_out",
    "left": "truck_left",
    "right": "truck_right",
    "up": "pedestal_up",
    "down": "pedestal_down",
}
_PAN = {
    "left": "pan_left",
    "right": "pan_right",
    "up": "tilt_up",
    "down": "tilt_down",
    # seen from above, as a tripod's head is, a turn to the right is clockwise
    "clockwise": "pan_right",
    "counterclockwise": "pan_left",
}
_ROLL = {"clockwise": "roll_clockwise", "counterclockwise": "roll_counterclockwise"}
# the right wing of a drone that rolls right goes down: clockwise, as the pilot sees it
_BANK = {**_ROLL, "left": "roll_counterclockwise", "right": "roll_clockwise"}
_SIDEWAYS = {way: _TRAVEL[way] for way in ("left", "right", "up", "down")}
_ALONG = {"in": "dolly_in", "out": "dolly_out"}
_ZOOM = {"in": "zoom_in", "out": "zoom_out"}

FAMILIES: dict[str, Family] = {
    "move": Family(_TRAVEL, goes_towards=True, goes_around=True),
    "push": Family(_TRAVEL, goes_towards=True),
    "pull": Family(_TRAVEL),
    "dolly": Family(_TRAVEL, goes_towards=True, goes_around=True),
    "truck": Family(_TRAVEL),
    "pedestal": Family(_TRAVEL),
    "advance": Family(_SIDEWAYS, always="dolly_in"),
    "rise": Family(_TRAVEL, always="pedestal_up"),
    "sink": Family(_TRAVEL, always="pedestal_down"),
    "approach": Family({}, default="dolly_in"),
    "retreat": Family({}, default="dolly_out"),
    "back": Family({"in": "dolly_out", "out": "dolly_out", "up": "dolly_out"}),  # "backs up" is no rise
    "recoil": Family(_SIDEWAYS, always="dolly_out"),
    "close": Family({"in": "dolly_in"}),
    "again": Family({}),  # "then returns to the left": the move before it
    "crane": Family(_TRAVEL, always="crane"),
    "track": Family(_TRAVEL, goes_towards=True, goes_around=True),
    "follow": Family({}),
    "lead": Family({}),
    "pan": Family(_PAN),
    "whip_pan": Family(_PAN, default="whip_pan"),
    # a sweep goes sideways from where the camera stands, forward through the air
    "sweep": Family({**_TRAVEL, "left": "pan_left", "right": "pan_right"}, goes_around=True),
    "tilt": Family({**_ROLL, "up": "tilt_up", "down": "tilt_down"}),
    "turn": Family({**_PAN, **_ROLL}, goes_around=True),
    "spiral": Family({**_ROLL, "up": "pedestal_up", "down": "pedestal_down"}, goes_around=True),
    "roll": Family({**_BANK, **_ALONG}),
    "zoom": Family(_ZOOM, goes_towards=True),
    "zoom_in": Family(_ZOOM, default="zoom_in"),
    "zoom_out": Family(_ZOOM, default="zoom_out"),
    "dolly_zoom": Family({"in": "zoom_in dolly_out", "out": "zoom_out dolly_in"}, always="dolly_zoom"),
    "arc": Family({}, default="arc"),
    "through": Family(_TRAVEL, default="dolly_in"),
}
"""Every family by name; several moves of one direction are parted by a space."""


@dataclass(frozen=True, slots=True)
class Head:
    """A word around which a move is told.

    Attributes:
        family: a name in `FAMILIES`.
        form: "base" (dolly, avancer), "finite" (dollies, avance), "gerund", "past" or "noun".
        is_trade: a word of the trade; nobody else is expected to do it.
    """

    family: str
    form: str
    is_trade: bool = False


# English verbs: a + doubles the last letter (pan+ → panning)
_ENGLISH_TRADE = {
    "dolly": "dolly",
    "truck": "truck crab+ strafe side-track sidetrack",
    "pedestal": "pedestal boom",
    "crane": "crane jib+",
    "pan": "pan+",
    "tilt": "tilt",
    "zoom": "zoom",
}
_ENGLISH = {
    "push": "push",
    "pull": "pull",
    "move": "move glide fly travel drift slide float shift step+ walk go head creep inch draw get"
    " come swoop zip+ rush pass race speed cruise sail skim+ ease edge nudge progress proceed press hurtle charge"
    " crawl coast sneak snake slip+ dart surge scroll ride run+ jump lean launch continue roam weave wander sway",
    "track": "track",
    "follow": "follow chase trail pursue shadow",
    "lead": "lead",
    "rise": "rise ascend climb lift elevate soar levitate raise",
    "sink": "descend lower sink drop+ dip+ dive plunge plummet",
    "advance": "advance",
    "approach": "approach near",
    "retreat": "retreat recede withdraw reverse",
    "back": "back",
    "again": "return",
    "close": "close home hone",
    "spiral": "spiral corkscrew",
    "turn": "rotate spin+ twist turn revolve",
    "pan": "swivel pivot whip+ swing",
    "sweep": "sweep",
    "tilt": "angle tip+",
    "roll": "roll bank cant",
    "arc": "arc orbit circle encircle",
}
_ENGLISH_IRREGULAR = {
    "move": "flew went came slid drew sped got crept ran flown slidden",
    "rise": "rose risen",
    "sink": "sank dove",
    "lead": "led",
    "turn": "spun",
    "sweep": "swept",
    "pan": "swung",
    "dolly": "dollie dollied dollying dolleying",
    "pedestal": "pedestalling pedestalled",
    "move ": "travelling traveling travelled",
}
_ENGLISH_NOUN = {
    "move": "movement movements motion motions flight trajectory progression",
    "rise": "ascent ascension",
    "sink": "descent",
    "turn": "rotation rotations",
    "arc": "revolution",
}
# no verb of these is a noun that says where: "a near miss", "the lower floor", "a close friend"
_NO_BASE = word_set("return near reverse lower close home circle lead angle press launch")

# French verbs in -er; their forms are folded, so that e stands for é too
_FRENCH_TRADE = {"zoom_in": "zoomer", "zoom_out": "dezoomer", "pan": "panoter panoramiquer"}
_FRENCH = {
    "move": "longer survoler translater deplacer glisser flotter deriver voler filer progresser diriger decaler coulisser bouger foncer porter"
    " aller virevolter voguer faufiler engouffrer planer",
    "rise": "monter elever grimper envoler remonter hisser",
    "sink": "abaisser plonger baisser piquer",
    "advance": "avancer",
    "recoil": "reculer",
    "approach": "approcher rapprocher enfoncer",
    "retreat": "eloigner ecarter",
    "follow": "accompagner pister talonner escorter pourchasser",
    "lead": "preceder devancer",
    "turn": "tourner pivoter",
    "pan": "balayer",
    "roll": "rouler",
    "tilt": "basculer incliner pencher relever",
    "arc": "orbiter contourner encercler graviter",
    "through": "traverser",
}
_FRENCH_IRREGULAR = {
    "again": "revient:finite revenant:gerund revenir:base",
    "sink": "descend:finite descendant:gerund descendre:base redescend:finite redescendant:gerund redescendre:base",
    "follow": "suit:finite suivant:gerund suivre:base poursuit:finite poursuivant:gerund poursuivre:base",
    "move": "part:finite partant:gerund partir:base va:finite",
    "tilt": "leve:finite levant:gerund lever:base",
    "pan": "balaie:finite",
    "through": "franchit:finite franchissant:gerund franchir:base",
}
_FRENCH_NOUN = {
    "move": "translation translations deplacement mouvement glissement mouvements",
    "rise": "montee elevation",
    "sink": "descente",
    "advance": "avancee",
    "recoil": "recul",
    "approach": "approche rapprochement",
    "retreat": "eloignement",
    "turn": "rotation pivotement",
    "roll": "roulis",
    "pan": "balayage",
    "tilt": "basculement inclinaison",
    "arc": "contournement orbite",
    "through": "traversee",
    "follow": "suivi",
}
_FRENCH_TRADE_NOUN = {
    "dolly": "travelling traveling travellings travelings chariot slider",
    "crane": "grue",
    "pan": "panoramique panoramiques pano panos",
    "zoom": "zoom zooms",
    "tilt": "tilt",
    "zoom_out": "dezoom",
}
# spelt as a word of the other language that has nothing to do with a camera: a suit, a part, something longer
_NOT_ENGLISH = word_set("longer suit part va file files porte porter port leve lever passe")
_NOT_FRENCH = word_set("pans pass passes ran rose led home nears closes back backs go come draw get")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word in lower case without accents: "Élève" and "eleve" are read alike."""
    word = word.lower()
    if word.isascii():
        return word
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("’", "'")
    return bare or word  # some marks stand alone as a word


def _english_forms(verb: str) -> Iterator[tuple[str, str]]:
    doubles = verb.endswith("+")
    verb = verb.rstrip("+")
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if doubles else verb
    yield verb, "base"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield verb[:-1] + "ies", "finite"
        yield verb[:-1] + "ied", "past"
    else:
        yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), "finite"
        yield stem + "ed", "past"
    yield stem + "ing", "gerund"


def _french_forms(verb: str) -> Iterator[tuple[str, str]]:
    stem = verb.removesuffix("er")
    yield verb, "base"
    yield stem + "e", "finite"
    yield stem + "ent", "finite"
    yield stem + ("eant" if stem.endswith("g") else "ant"), "gerund"
    yield stem + "ee", "past"


def _english_heads() -> Iterator[tuple[str, Head]]:
    for table, is_trade in ((_ENGLISH_TRADE, True), (_ENGLISH, False)):
        for family, verbs in table.items():
            for verb in verbs.split():
                for word, form in _english_forms(verb):
                    if form != "base" or word not in _NO_BASE:
                        yield word, Head(family, form, is_trade)
    for family, words in _ENGLISH_IRREGULAR.items():
        for word in words.split():
            yield word, Head(family.strip(), "gerund" if word.endswith("ing") else "past", family in _ENGLISH_TRADE)
    for family, words in _ENGLISH_NOUN.items():
        for word in words.split():
            yield word, Head(family, "noun")


def _french_heads() -> Iterator[tuple[str, Head]]:
    for table, is_trade in ((_FRENCH_TRADE_NOUN, True), (_FRENCH_NOUN, False)):
        for family, words in table.items():
            for word in words.split():
                yield word, Head(family, "noun", is_trade)
    for table, is_trade in ((_FRENCH_TRADE, True), (_FRENCH, False)):
        for family, verbs in table.items():
            for verb in verbs.split():
                for word, form in _french_forms(verb):
                    yield word, Head(family, form, is_trade)
    for family, entries in _FRENCH_IRREGULAR.items():
        for entry in entries.split():
            word, form = entry.split(":")
            yield word, Head(family, form)


def _first_wins(*entries: Iterator[tuple[str, Head]]) -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for word, head in chain(*entries):
        heads.setdefault(word, head)
    return heads


HEADS = {
    "en": {w: h for w, h in _first_wins(_english_heads(), _french_heads()).items() if w not in _NOT_ENGLISH},
    "fr": {w: h for w, h in _first_wins(_french_heads(), _english_heads()).items() if w not in _NOT_FRENCH},
}
"""By language of the text: every word around which a move is told, folded; each knows the other's words too."""

ANY_HEAD = frozenset(HEADS["en"]) | frozenset(HEADS["fr"])

CAMERA = word_set(
    "camera cameras cam camcorder pov drone drones fpv steadicam gimbal objectif cameraman operator cinematographer"
    " videographer cadreur"
)
"""Names the camera, or him who works it, whatever stands before."""

CAMERA_WITH_ARTICLE = word_set(
    "shot view viewpoint lens frame perspective plan cadre vue vantage angle framing footage"
)
"""Stands for the camera as the subject of a sentence ("the view tilts"), not everywhere ("a view of the sea")."""

SCREEN = CAMERA | CAMERA_WITH_ARTICLE | word_set("scene sequence picture clip take video image gaze screen")
"""What may be said to zoom or pan: the camera, or the picture it takes."""

FILM_NOUNS = word_set(
    "push pull drift glide slide track rise lift climb ascent descent montee descente avancee recul rapprochement spiral sweep"
    " rotation spin roll float creep roulis balayage elevation swoop orbit arc pulls pushes deplacement glissement translation"
)
"""Nouns of ordinary words that, with a direction, are hardly anything else than a camera's: "a slow push in"."""

FILM_PARTICIPLES = word_set(
    "moving gliding flying drifting sliding floating pushing pulling rising ascending soaring descending lowering sinking approaching"
    " advancing orbiting circling arcing rotating tracking following swooping sweeping climbing diving spiraling whipping swinging"
    " hovering backing creeping travelling traveling rolling elevating lifting retreating"
)
"""Participles with which a sentence about the camera may begin and not name it: "Rising above the trees"."""

MANNER = word_set(
    "very more much just bit little further farther straight slow smooth gentle slight subtle quick fast steady steadily"
    " brief rapid swift soft long short small sharp sudden abrupt gradual moderate continuous controlled deliberate"
    " graceful cinematic dramatic seamless simple single final initial second another constant low high close handheld"
    " lateral horizontal vertical sideways diagonal diagonally so ever still then again first finally almost only also"
    " even all far somewhat too now once aerial subsequent light delicate lazy creeping dreamy elegant fluid careful tight extreme"
    " extremely perfectly super ultra motion-controlled reverse complex full complete half twice back"
    # French
    " tres peu lent lente lents lentes doux douce rapide brusque leger legere encore tout toute fluide progressif"
    " progressive discret discrete long longue court courte petit petite grand grande lateral laterale horizontale verticale"
    " optique simple puis legerement ensuite plus bien simultane simultanee ample vif vive subtile gracieux majestueux"
    " majestueuse continu continue regulier reguliere infime diagonale fin fine bref breve"
)
"""How a move is done: read over on the way from a verb to its direction."""
