"""Which way a camera move goes: the directions around its verb or noun, in English and French.

Words come in as `camera.py` cut them, folded; out come directions seen from behind the camera: "in"
(forward), "out", "left", "right", "up", "down", "clockwise", "counterclockwise", and "around".
Every walk over the words is bounded, so the time grows with the length of the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from sora_widgets.prompts.camera_words import ANY_HEAD, CAMERA, FAMILIES, HEADS, MANNER, word_set

__all__ = ["DIRECTIONS", "directions_after", "directions_before", "is_manner"]

_MAX_REACH = 14
_MAX_BEFORE = 5

_STRONG = {
    "in": "forward forwards onward onwards ahead inward inwards closer nearer",
    "out": "backward backwards rearward rearwards outward outwards",
    "left": "leftward leftwards",
    "right": "rightward rightwards left-right",
    "up": "upward upwards skyward skywards heavenward ascending ascendant ascendante ascendants",
    "down": "downward downwards earthward groundward descending descendant descendante",
    "clockwise": "clockwise horaire",
    "counterclockwise": "counterclockwise anticlockwise antihoraire",
}
_BARE = {
    "in": "in avant",
    "out": "out back away arriere",
    "left": "left gauche",
    "right": "right droite droit",
    "up": "up",
    "down": "down",
}
STRONG = {word: direction for direction, words in _STRONG.items() for word in words.split()}
DIRECTIONS = {**STRONG, **{word: direction for direction, words in _BARE.items() for word in words.split()}}
"""Words that are a direction by themselves."""

_SIDES = {
    **dict.fromkeys(("left", "gauche", "leftmost"), "left"),
    **dict.fromkeys(("right", "droite", "rightmost"), "right"),
    **dict.fromkeys(("top", "haut"), "up"),
    **dict.fromkeys(("bottom", "bas"), "down"),
}
_ENDS = {**_SIDES, "avant": "in", "arriere": "out"}
_ARTICLES = word_set("the a an its our his her their this that la le l' les un une au aux sa son ses leur")
_SIDE_ADJECTIVES = word_set("far extreme immediate viewer upper lower camera s")
# "up to the sky" and "towards the ground" say up and down for who turns or flies there
_ABOVE = word_set(
    "sky skies ceiling stars moon clouds heavens treetops treetop canopy rafters ciel plafond etoiles nuages lune cimes"
)
_BELOW = word_set("ground floor feet pavement sol plancher pieds")
_NOT_TOWARDS = word_set("viewer camera end us audience spectateur spectatrice fin view focus place position frame")
# "down the street" is forward
_WAYS = word_set(
    "street road corridor hallway hall aisle path tunnel alley alleyway lane highway runway passage passageway track avenue"
    " boulevard driveway trail nave pier bridge canyon valley river"
)
_MOTION_NOUNS = word_set("motion movement manner fashion direction way style circle arc pace sequence time order")
_IN_GOES_ON = word_set(
    "on to toward towards and then as while closer until from at with over through past for tight before after or onto"
    " behind until during across along by"
)
_RIGHT_AS_JUST = word_set("behind next in at before above beside by there now under beneath below up")
_LEADS_TO_SIDE = word_set("to toward towards vers a sur en")
_CONNECTORS = word_set(", and then or et puis ou ensuite but")
_FILL = word_set(
    "shot move movement movements motion moves its of position turn angle from starting axis along mouvement camera"
    " ( sur elle-meme son axe lui-meme itself direction s"
)
_STOPS = word_set(
    "as while when who which that where until before after to pour afin tandis alors pendant qui que . ! ? ; :"
)
_STOPS |= {"\n", ")", '"'}
_UP_TO_SOMEBODY = word_set("door man woman person subject character boy girl child window table gate")
_BACK_TO_SHOW = word_set("reveal show uncover expose capture include display give take see frame disclose present make")
_NOT_AROUND = word_set("middle midpoint halfway end beginning corner bend start minute second")


_TRADE_NOUNS = frozenset(
    word for heads in HEADS.values() for word, head in heads.items() if head.is_trade and head.form in ("base", "noun")
)


def is_manner(word: str) -> bool:
    """Whether a word only says how: "slowly", "très", "smooth"."""
    return word in MANNER or (word.endswith(("ly", "ment")) and word not in ANY_HEAD)


def directions_after(words: Sequence[str], start: int, family: str) -> tuple[list[str], int]:
    """The directions that follow a verb or noun of movement, and where the last of them ends.

    Close behind the word every direction counts ("pans left"); after other words only those that can
    be nothing else ("pans across the crowd from left to right").
    """
    found: list[str] = []
    end = place = start
    is_close, after_connector = True, False
    stop = min(len(words), start + _MAX_REACH)
    while place < stop:
        direction, next_place = _direction_at(words, place, family, is_close)
        if direction and next_place < len(words) and words[next_place] in _TRADE_NOUNS:
            break  # "moving right with a slight upward tilt": that direction is the tilt's
        if direction == "in" and "out" in found and words[place] not in DIRECTIONS:
            place = next_place  # "zooms out on the crowd": what it shows, and no second direction
            continue
        if direction:
            found.append(direction)
            end = place = next_place
            is_close, after_connector = True, False
            continue
        if next_place > place:  # a phrase about direction that says none for this family
            place = next_place
            continue
        word = words[place]
        if word in ("of", "de", "d'", "du") and (width := _of_camera(words, place)):
            place += width  # "rotation de la caméra dans le sens horaire"
            continue
        if after_connector and word in ANY_HEAD:
            break
        if word in _CONNECTORS:
            after_connector = True
        elif (
            is_manner(word)
            or word in ("a", "an", "un", "une")
            or (is_close and word in _FILL)
            or (
                word in ("in", "with", "dans", "en", "d'", "de", "the", "its", "la", "le", "l'")
                and _leads_to_direction(words, place)
            )
        ):
            pass
        elif after_connector or word in _STOPS or word in ANY_HEAD or word in CAMERA or _is_participle(word):
            break
        else:
            is_close = False
        place += 1
    return found, end


def directions_before(words: Sequence[str], start: int, floor: int) -> list[str]:
    """The directions that stand before a noun of movement: "a slow leftward pan", "upward and rightward motion"."""
    found: list[str] = []
    crossed_and = False
    for place in range(start - 1, max(floor, start - _MAX_BEFORE) - 1, -1):
        word = words[place]
        direction = STRONG.get(word) or (word in ("left", "right") and word) or ("out" if word == "reverse" else "")
        if direction and not (
            word in ("left", "right") and place > 0 and words[place - 1] in ("the", "to", "toward", "on")
        ):
            found.append(direction)
            crossed_and = False
        elif word in ("and", "et", ",") and found and not crossed_and:
            crossed_and = True
        elif crossed_and or not (is_manner(word) or word in CAMERA or word.endswith("ing")):
            break
    return found[::-1]


def _direction_at(words: Sequence[str], place: int, family: str, is_close: bool) -> tuple[str, int]:
    """The direction that begins at a place and where it ends; "" and a later place when a phrase says none."""
    word = words[place]
    after = words[place + 1] if place + 1 < len(words) else ""
    if word in STRONG:
        return STRONG[word], place + 1
    if word in DIRECTIONS:
        if word in ("haut", "bas"):
            return "", place
        direction, width = _bare(words, place, family, is_close)
        return direction, place + width
    if word in ("from", "de", "du"):
        return _span(words, place)
    if word in ("to", "toward", "towards", "vers", "a", "sur", "en", "into", "onto", "on", "at", "jusqu'"):
        return _towards(words, place, family, is_close)
    if family == "push" and is_close and word in ("through", "past"):
        return "in", place + 1
    if word == "dans" and after in ("le", "un") and "sens" in words[place + 2 : place + 3]:
        return _sense(words, place + 3)
    if word == "sens" and is_close:
        return _sense(words, place + 1)
    if word in ("around", "autour", "round") and FAMILIES[family].goes_around and is_close:
        beyond = words[place + 1 : place + 4]
        is_around = bool(beyond) and beyond[0] not in _CONNECTORS | _STOPS and not _NOT_AROUND.intersection(beyond)
        return ("around" if is_around else ""), place + 1
    return "", place


def _bare(words: Sequence[str], place: int, family: str, is_close: bool) -> tuple[str, int]:
    """A short word like "up", "in" or "left", often something else than a direction; and how many words it takes."""
    word = words[place]
    after, *beyond = [*words[place + 1 : place + 5], ""]
    if word in ("left", "right") and after == "to" and beyond[0] in _SIDES:
        return _SIDES[beyond[0]], 3  # "right to left"
    if not is_close:
        # "tilts from his shoes up to his face"
        is_second_half = word in ("up", "down") and family in ("tilt", "pan", "crane", "pedestal")
        return (DIRECTIONS[word] if is_second_half and after != "close" else ""), int(is_second_half)
    if word == "in":
        return ("in", 1) if _in_goes_on(words, place, family, after, beyond) else ("", 0)
    if word == "out":
        return ("", 0) if after == "of" and family not in ("zoom", "pull", "dolly", "back") else ("out", 1)
    if word == "back":
        return ("out" if _is_backward(after, beyond) else ""), 1
    if word in ("up", "down"):
        return _up_or_down(word, family, after, beyond)
    if word == "right" and after in _RIGHT_AS_JUST and family not in ("pan", "truck"):
        return "", 1
    if word == "droit" and words[place - 1] == "tout":
        return "in", 1  # "tout droit" is straight ahead
    return DIRECTIONS[word], 1


def _in_goes_on(words: Sequence[str], place: int, family: str, after: str, beyond: list[str]) -> bool:
    """ "moves in on the coin", but not "moves in the fog" nor "in a slow arc"."""
    if after in ("slow", "fast", "quick", "smooth", "a", "an", "one") or _leads_to_direction(words, place):
        return False
    if after in _IN_GOES_ON or not after.isalpha() or is_manner(after) or after in DIRECTIONS:
        return True
    return family == "zoom" and not _MOTION_NOUNS.intersection(beyond)


def _is_backward(after: str, beyond: list[str]) -> bool:
    """ "pulls back to reveal", but not "zooms back out", "back and forth", "back to the first row"."""
    if after in DIRECTIONS or (is_manner(after) and beyond[0] in DIRECTIONS):
        return False
    if (after == "and" and beyond[0] == "forth") or after in ("into", "in", "toward", "towards"):
        return False
    return after != "to" or beyond[0] in _BACK_TO_SHOW


def _up_or_down(word: str, family: str, after: str, beyond: list[str]) -> tuple[str, int]:
    """ "down the street" and "up to the man" are forward for what travels."""
    if after == "close":
        return "", 1
    if family in ("move", "dolly", "track"):
        goals = _UP_TO_SOMEBODY if after == "to" else _WAYS if after in _ARTICLES else frozenset()
        if goals.intersection(beyond):
            return "in", 2
    return word, 1


def _span(words: Sequence[str], place: int) -> tuple[str, int]:
    """ "from left to right", "de la gauche vers la droite", "de haut en bas": the far end counts."""
    sides = [(at, words[at]) for at in range(place + 1, min(len(words), place + 9)) if words[at] in _SIDES]
    if len(sides) < 2 or sides[0][0] > place + 3 or sides[1][0] > sides[0][0] + 4:
        return "", place
    if not any(
        word in ("to", "toward", "towards", "a", "vers", "en", "jusqu'") for word in words[sides[0][0] : sides[1][0]]
    ):
        return "", place
    return _SIDES[sides[1][1]], sides[1][0] + 1


def _sense(words: Sequence[str], place: int) -> tuple[str, int]:
    """ "dans le sens des aiguilles d'une montre", "dans le sens inverse"."""
    beyond = words[place : place + 6]
    if "inverse" in beyond or "contraire" in beyond or "antihoraire" in beyond or "anti" in beyond:
        return "counterclockwise", min(len(words), place + 2)
    if "aiguilles" in beyond or "horaire" in beyond:
        return "clockwise", min(len(words), place + 2)
    return "", place


def _towards(words: Sequence[str], place: int, family: str, is_close: bool) -> tuple[str, int]:
    """ "to the left", "vers le haut", "en avant", and, for what travels, "towards the door"."""
    word = words[place]
    at = place + 1
    while at < min(len(words), place + 4) and (words[at] in _ARTICLES or words[at] in _SIDE_ADJECTIVES):
        at += 1
    goal, after = [*words[at : at + 2], "", ""][:2]
    if word in _LEADS_TO_SIDE and goal in _ENDS:
        is_side = (
            not (word == "sur" and goal in ("avant", "arriere"))
            and not (word == "a" and goal not in ("gauche", "droite"))
            and not (word == "to" and goal in ("top", "bottom") and (at == place + 1 or after == "of"))
            and after != "hand"
        )
        return (_ENDS[goal], at + 1) if is_side else ("", place)
    ahead = words[at : at + 3]
    if word in ("to", "at", "toward", "towards", "vers", "sur", "jusqu'") and _faces_far(word, family):
        for side, goals in (("up", _ABOVE), ("down", _BELOW)):
            if goals.intersection(ahead):
                return side, at + 1
    goes_on_to = word in ("toward", "towards", "vers", "into") or (
        is_close and word in ("on", "onto", "sur") and family in ("zoom", "zoom_in", "push")
    )
    if not goes_on_to or not FAMILIES[family].goes_towards:
        return "", place
    is_goal = goal[:1].isalnum() and _NOT_TOWARDS.isdisjoint([goal, *ahead[:2]])
    return ("in", at) if is_goal else ("", place)


def _faces_far(word: str, family: str) -> bool:
    """Whether "to the sky" is up for this family: for who tilts always, for who flies when he goes towards it."""
    if word in ("at", "sur"):
        return family == "tilt"
    if word in ("to", "jusqu'"):
        return family in ("tilt", "pan")
    return family in ("tilt", "pan", "turn", "move", "track", "dolly")


def _leads_to_direction(words: Sequence[str], place: int) -> bool:
    """Whether a preposition or article only leads to a direction: "in a slow clockwise direction"."""
    for at, word in enumerate(words[place + 1 : place + 6], place + 1):
        if word in ("left", "right") and words[at + 1 : at + 2] == ["direction"]:
            return True
        if word in STRONG or word in ("sens", "gauche", "droite"):
            return True
        if word not in _ARTICLES and not is_manner(word):
            return False
    return False


def _of_camera(words: Sequence[str], place: int) -> int:
    """How many words "of the camera" takes, or 0."""
    for at in range(place + 1, min(len(words), place + 4)):
        if words[at] in CAMERA:
            return at + 1 - place
        if words[at] not in _ARTICLES:
            return 0
    return 0


def _is_participle(word: str) -> bool:
    return (
        len(word) > 5 and word.endswith("ing") and word not in ("evening", "morning", "ceiling", "building", "clearing")
    )
