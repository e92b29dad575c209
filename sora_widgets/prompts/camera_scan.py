"""One walk over a text that notes every camera move in it.

Joins what the other files know: at each verb, noun or fixed expression of movement, whether the
camera does it (`camera_actor.py`), in which direction (`camera_directions.py`), and which move that is.
"""

from __future__ import annotations

from sora_widgets.prompts.camera_actor import CLAUSE_ENDS, DETERMINERS, SENTENCE_ENDS, SUBJECT_WORDS, Actor
from sora_widgets.prompts.camera_cut import cut, move_names
from sora_widgets.prompts.camera_directions import DIRECTIONS, STRONG, directions_after, directions_before, is_manner
from sora_widgets.prompts.camera_phrases import (
    EXPRESSIONS,
    HANDHELD_THINGS,
    LOOKING_DOWN,
    STILL,
    STILL_AFTER,
    STILL_BEFORE,
    Expression,
)
from sora_widgets.prompts.camera_words import (
    ANY_HEAD,
    CAMERA,
    CAMERA_WITH_ARTICLE,
    FAMILIES,
    HEADS,
    MANNER,
    Head,
    word_set,
)

__all__ = ["moves_somehow", "scan"]

_FRENCH = word_set(
    "la le les une des du vers et sur dans l' d' avant arriere gauche droite qui au aux pour son sa est lent lente puis"
    " travelling panoramique horaire antihoraire haut bas en"
)
_ENGLISH = word_set("the and of is with to as while in at through slow slowly left right up down from forward")
_ROLES = CLAUSE_ENDS | SENTENCE_ENDS | SUBJECT_WORDS | ANY_HEAD | MANNER | STILL | frozenset(EXPRESSIONS) | {"handheld"}
_ROLE_ENDINGS = frozenset(("ly", "nt", "n'"))  # slowly, lentement, didn't
# "the camera does not move", "aucun mouvement de caméra"
_AT_ALL = word_set("move moves moving movement movements motion bouge bouger mouvement deplace")
_BESIDE = word_set("behind alongside beside from after closely him them it")
_NO_OBJECT = word_set(
    "across over through past along above below by in on at to into of with under between near and or then"
)
_AFTER_STILL = word_set(
    "on in at as while with throughout and or for to from but during before until then initially behind over above sur dans"
    " pendant tandis face devant tout a et the when"
)
_THROUGH = (["through"], ["a", "travers"], ["au", "travers"])


def scan(text: str) -> dict[str, int]:
    """The moves of a text, each with the place of its first mention; "static" beside a move is left out."""
    return _Scan(text).moves()


def moves_somehow(text: str) -> bool:
    """Whether the camera does something that may be a move, also one of no direction: "the camera glides past"."""
    reading = _Scan(text)
    return bool(reading.moves().keys() - {"static"}) or reading.is_moved


class _Scan:
    def __init__(self, text: str) -> None:
        self.words, self.starts = cut(text)
        seen = set(self.words)
        # a word or two of each language is enough: "travelling avant", "slow push"
        is_french = len(seen & _FRENCH) > len(seen & _ENGLISH)
        self.heads = HEADS["fr" if is_french else "en"]
        self.actor = Actor(self.words, self.heads, is_french)
        self.found: dict[str, int] = {}
        self.still: dict[str, int] = {}
        self.is_moved = False
        self.last_family = "move"
        self.leading: list[str] = []  # "from right to left, the camera trucks"
        self.used = 0  # directions before this word belong to a move already
        self.clause_start = 0

    def moves(self) -> dict[str, int]:
        self._walk()
        self._add_moves_along_the_vertical()
        if self.found.keys() - {"handheld"}:
            return self.found
        return {**self.still, **self.found}

    def _walk(self) -> None:
        words, actor = self.words, self.actor
        place, count = 0, len(words)
        while place < count:
            word = words[place]
            next_place = place + 1
            if word not in _ROLES and word[-2:] not in _ROLE_ENDINGS:
                actor.pass_over()  # most words
            elif word in CLAUSE_ENDS or word in SENTENCE_ENDS:
                self._name_alone(place)
                self._lead_in(place, word)
                self.clause_start = next_place
                actor.end_clause(place, word)
            elif word in EXPRESSIONS and (width := self._expression(place)):
                next_place = place + width
                actor.pass_over()
            elif word in self.heads:
                self._head(place, self.heads[word])
                actor.meet_head()
            else:
                if word in STILL:
                    self._still(place)
                elif word == "handheld" and not actor.is_denied and actor.next(place) not in HANDHELD_THINGS:
                    self._add("handheld", place)
                actor.meet(place, word)
            place = next_place
        self._name_alone(count)

    # moves

    def _add(self, moves: str, place: int) -> None:
        for move in moves.split():
            self.found.setdefault(move, self.starts[place])

    def _head(self, place: int, head: Head) -> None:
        actor, words, family = self.actor, self.words, head.family
        if actor.denies(head):
            is_cameras = actor.is_camera or not CAMERA.isdisjoint(words[max(0, place - 1) : place + 4])
            if is_cameras and words[place] in _AT_ALL:
                self.still.setdefault("static", self.starts[place])
            return
        if family == "again":
            family = self.last_family
        directions, end = directions_after(words, place + 1, family)
        is_noun = head.form in ("base", "noun", "gerund") or (head.is_trade and actor.previous(place) in STRONG)
        if not directions and is_noun:
            directions = directions_before(words, place, max(self.used, self.clause_start))
        if not directions and not FAMILIES[family].has_default:
            directions = self._shared_directions(place, family)
        if not directions and actor.is_camera and head.form == "finite":
            directions = self.leading
        if not actor.moves(place, head, bool(directions)) or self._is_no_move(place, family, directions):
            return
        self.is_moved = self.is_moved or actor.is_camera or (head.is_trade and head.form in ("finite", "gerund"))
        follows = family in ("follow", "lead") or (family == "track" and not directions)
        if follows and self._has_object(place):
            self._add("tracking", place)
            self._add_side_of_tracking(place)
            actor.is_followed = True
            return
        if family == "move" and not directions and self._goes_through(place):
            directions = ["in"]
        self._note(place, family, directions)
        self.used = max(self.used, end)

    def _note(self, place: int, family_name: str, directions: list[str]) -> None:
        family, self.last_family = FAMILIES[family_name], family_name
        if "around" in directions:
            self._add("arc", place)
            directions = [way for way in directions if way in ("in", "out", "up", "down")]
        named = [family.moves[way] for way in directions if way in family.moves]
        if not named and family.default:
            named = [family.default]
        # "a crane shot lifts over the scene" is one move
        if family.always and not (family_name in ("rise", "sink") and "crane" in self.found):
            named.insert(0, family.always)
        for moves in named:
            self._add(moves, place)

    def _lead_in(self, end: int, mark: str) -> None:
        """Keep a direction that comes before its verb, at the head of the sentence."""
        if mark in SENTENCE_ENDS:
            self.leading = []
        elif self.words[self.clause_start : self.clause_start + 1] in (["from"], ["de"], ["du"]):
            directions, last = directions_after(self.words, self.clause_start, "move")
            self.leading = directions if last == end else []

    def _shared_directions(self, place: int, family: str) -> list[str]:
        """ "booms and tilts up": one direction for both."""
        if self.words[place + 1 : place + 2] not in (["and"], ["et"]) or self.actor.next(place + 1) not in self.heads:
            return []
        directions, _ = directions_after(self.words, place + 3, family)
        return [way for way in directions if way in ("up", "down", "left", "right")]

    def _is_no_move(self, place: int, family: str, directions: list[str]) -> bool:
        word = self.words[place]
        if word == "montee" and self.actor.next(place) == "sur":
            return True  # mounted on something
        if word == "pan" and self.actor.next(place) == "de":
            return True  # a "pan de mur" is a piece of wall
        if word == "rapproche" and self.actor.previous(place) in ("plan", "plans"):
            return True  # « plan rapproché » is a shot size
        # "a crane lifts a beam"
        return family == "crane" and word in ("crane", "cranes", "grue") and not directions and not self.actor.is_camera

    def _goes_through(self, place: int) -> bool:
        """ "glides through the doorway" is forward."""
        at = self._after_manner(place)
        return self.words[at : at + 1] == _THROUGH[0] or self.words[at : at + 2] in _THROUGH[1:]

    def _after_manner(self, place: int) -> int:
        at = place + 1
        while at < min(len(self.words), place + 5) and is_manner(self.words[at]):
            at += 1
        return at

    # fixed expressions

    def _expression(self, place: int) -> int:
        """Note the expression that begins at a place, if one does; how many words it has, or 0."""
        for expression in EXPRESSIONS[self.words[place]]:
            width = 1 + len(expression.rest)
            if tuple(self.words[place + 1 : place + width]) != expression.rest:
                continue
            if expression.needs_camera and not (self.actor.is_camera and self.actor.is_free(place)):
                continue
            if not self.actor.denies(_NOUN):
                self._express(expression, place, place + width)
            return width
        return 0

    def _express(self, expression: Expression, place: int, end: int) -> None:
        if self.words[place] in CAMERA:
            self.actor.meet(place, self.words[place])
        self.actor.meet_shot_at_end(end)
        if expression.move == "static":
            self.still.setdefault("static", self.starts[place])
            return
        self._add(expression.move, place)
        family = expression.family
        if "tracking" in expression.move:
            self._add_side_of_tracking(end - 1)
            family = "track"
        if family:
            directions, used = directions_after(self.words, end, family)
            directions = directions or directions_before(self.words, place, max(self.used, self.clause_start))
            self._note(place, family, directions)
            self.used = max(self.used, used)

    def _name_alone(self, end: int) -> None:
        """A clause that is nothing but the name of a move: "arc", "slow jib"."""
        start = self.clause_start
        while start < end and (self.words[start] in ("a", "an", "un", "une") or is_manner(self.words[start])):
            start += 1
        if 0 < end - start <= 6:
            move = move_names().get(" ".join(self.words[start:end]))
            if move == "static":
                self.still.setdefault(move, self.starts[start])
            elif move:
                self._add(move, start)

    # following

    def _has_object(self, place: int) -> bool:
        """Whether somebody is followed: "tracks a dog", "follows closely behind"."""
        if self.actor.previous(place) in ("le", "la", "les", "l'"):
            return True  # "la caméra le suit"
        at = self._after_manner(place)
        after = self.words[at] if at < len(self.words) else "."
        if after in _BESIDE or after in DETERMINERS:
            return True
        return after[0].isalnum() and after not in _NO_OBJECT and after not in self.heads and after not in DIRECTIONS

    def _add_side_of_tracking(self, place: int) -> None:
        """Who follows from behind goes forward, who leads from the front goes backward."""
        words = self.words
        for at in range(place + 1, min(len(words), place + 10)):
            word, before = words[at], words[at - 1]
            if word in CLAUSE_ENDS or word in SENTENCE_ENDS or word in ("as", "while"):
                return
            if (word == "behind" and (at == place + 1 or before in ("from", "and") or is_manner(before))) or (
                word in ("dos", "derriere") and before in ("de", "par")
            ):
                self._add("dolly_in", place)
            elif (word == "front" and "from" in words[at - 2 : at]) or (word == "face" and before == "de"):
                self._add("dolly_out", place)

    # standing still, looking down

    def _still(self, place: int) -> None:
        """ "the camera remains fixed", "static shot", but not "a still lake"."""
        actor = self.actor
        after, before = actor.next(place), actor.before(place)
        if actor.is_denied or (self.words[place] == "still" and after in ("life", "moving", "image", "photo", "water")):
            return
        is_cameras = after in STILL_AFTER or before in CAMERA or (after == "position" and actor.is_camera)
        ends = not after or not after[0].isalnum() or after in _AFTER_STILL or is_manner(after)
        is_said = before in STILL_BEFORE or before in CAMERA_WITH_ARTICLE or not before
        if is_cameras or (actor.is_camera and ends and is_said):
            self.still.setdefault("static", self.starts[place])

    def _add_moves_along_the_vertical(self) -> None:
        """A camera that looks straight down and rises also moves out, along its own axis."""
        if not any(move.startswith("pedestal") for move in self.found):
            return
        # only a camera that looks down rolls while it goes straight up or down
        is_rolling = "crane" not in self.found and any(move.startswith("roll") for move in self.found)
        if is_rolling or self._looks_down():
            for vertical, along_axis in (("pedestal_up", "dolly_out"), ("pedestal_down", "dolly_in")):
                if vertical in self.found:
                    self.found.setdefault(along_axis, self.found[vertical])

    def _looks_down(self) -> bool:
        words = self.words
        for place, word in enumerate(words):
            is_birds_eye = word == "eye" and words[max(0, place - 2) : place] == ["bird", "s"]
            if (word in LOOKING_DOWN or is_birds_eye) and "to" not in words[max(0, place - 4) : place]:
                return True
            if word == "straight" and self.actor.next(place) in ("down", "downward", "downwards"):
                return True
        return False


_NOUN = Head("move", "noun")
