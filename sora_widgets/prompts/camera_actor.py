"""Who moves, at each word of a text: the camera or somebody else, and whether it is denied.

"The bird rises" moves no camera; in "the camera rises as the bird sinks" the camera does the first
and not the second. A subject is the camera's until another begins: at the start of a clause, after
"as", "while", "and", by "who" or "qui". A comma gives the word back to the subject of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sora_widgets.prompts.camera_directions import DIRECTIONS, STRONG, is_manner
from sora_widgets.prompts.camera_words import (
    CAMERA,
    CAMERA_WITH_ARTICLE,
    FILM_NOUNS,
    FILM_PARTICIPLES,
    SCREEN,
    Head,
    word_set,
)
from sora_widgets.prompts.vocabulary import words as word_lists

__all__ = ["CLAUSE_ENDS", "DENIALS", "DETERMINERS", "SENTENCE_ENDS", "SUBJECT_WORDS", "Actor"]

SENTENCE_ENDS = frozenset(".!?\n")
CLAUSE_ENDS = word_set(", ; : — – - ( ) … /")
_ENDS = SENTENCE_ENDS | CLAUSE_ENDS
DETERMINERS = word_set(
    "the a an his her their its two three four several some many most each every this that these those people my your"
    " le la les l' une un des son sa ses leur leurs deux trois quatre plusieurs chaque ce cette ces"
)
_OTHERS = word_set("he she they i you someone somebody everyone nobody ils elles je tu vous nous quelqu'un")
# a new subject may begin after these
_JOINS = word_set(
    "as while when whenever once until where and but though because if with before after since avec alors quand lorsque"
    " lorsqu' que qu' ou et mais comme tandis pendant si then puis"
)
_RELATIVES = word_set("who that which qui whose")
# a verb right after one of these is not the verb of a noun before it: "a cup moving down" is the cup's
_MAY_PRECEDE = word_set(
    "not and while then before after by when also to as or nor begin begins starts start starting beginning continues continue"
    " keeps keep keeping stops both often first with is was are be been being it which from will can may should must does we"
    " quick next again meanwhile once until suddenly but than let lets s t just always that"
    " et puis en qui elle il se s' y ne n' on commence a pour est tout finit par sans avant ou mais de d' va vient l' la le"
    " les lui jamais"
)
_ARTICLES = word_set("a an the its this one another some any un une l' le la son sa ce cette au des")
_MAY_PRECEDE_NOUN = _MAY_PRECEDE | _ARTICLES | word_set("of in into no without with avec via du")
_CLITICS = word_set("s' se l' la le les lui y ne n'")
_TO_CAMERA = word_set(
    "to toward towards at into past near behind beside facing faces face vers devant a derriere regarde for"
)
_OWNED = word_set("a an his her their my your un une son sa ses leur")
_HOLDS = word_set(
    "holds holding carries carrying uses using sets takes taking grabs tient tenant porte pose sort prend"
)
_DESCRIBES = word_set("on mounted attached above in at behind under inside over beside fixed below near sur a au dans")
_AFTER_SCREEN_NOUN = word_set("of de d' du sur showing")
# they move in the picture and the camera with them, but are no subject of what follows
_SCREEN_ONLY = word_set("scene sequence picture image clip video screen close-up closeup wide medium")
_MOVING_NOUNS = word_set("handheld arc shaking shake crab whip swish")
_SHOTS = word_set("shot view footage plan vue")
# words of the trade that are also things
_THINGS = word_set(
    "truck trucks crane cranes pan pans dolly dollies boom booms pedestal pedestals crab grue chariot slider"
)
_VERBS_OF_THINGS = word_set("is stands waits sits lies drives stops passes carries appears")
_ADJECTIVES = frozenset(STRONG) | {"left", "right"}
_QUANTITIES = word_set(
    "two three four several multiple some many few repeated alternating of with no deux trois plusieurs des"
)
_PLACE_WORDS = word_set(
    "above over from through up past along toward towards into around a an the across in out back down forward backward"
    " away closer left right upward downward upwards downwards to beneath between"
)
DENIALS = word_set(
    "no not without never nor neither avoid avoids avoiding cannot sans aucun aucune ni ne n' jamais zero"
)
# these deny a noun or gerund, not the verb of the clause
_NOUN_DENIALS = DENIALS - {"not", "never", "cannot", "ne", "n'", "jamais"} | {"of", "than"}
_NOT_DENIED = word_set("only just merely longer seulement uniquement")
_ENDS_DENIAL = word_set("but while as then instead mais puis tandis pendant when to pour until before after")
_ALTERNATIVES = word_set("or nor ni ou")

SUBJECT_WORDS = (
    _JOINS | _RELATIVES | DETERMINERS | _OTHERS | DENIALS | _ENDS_DENIAL | CAMERA | CAMERA_WITH_ARTICLE
    | word_set("we on it elle il en of than")
)  # fmt: skip
"""Words by which the subject or a denial may change; all others leave it as it is."""


class Actor:
    """Who moves, word by word; `meet` is told of every word in order."""

    def __init__(self, words: Sequence[str], heads: dict[str, Head], is_french: bool) -> None:
        self.words = words
        self.heads = heads
        self.is_french = is_french
        self.is_camera = False
        self.is_other = False
        self.is_fresh = True  # a subject may begin here
        self.is_followed = False  # "tracks a car as it turns": the car turns
        self.is_denied = False
        self._main_is_camera = False
        self._is_sentence_start = True
        self._is_described = False  # "the camera on the roof", whose verb is still to come
        self._denies_noun = False
        self._denies_move = False

    # the walk

    def meet(self, place: int, word: str) -> None:
        """Take note of a word that is no movement."""
        was_fresh, self.is_fresh = self.is_fresh, False
        if word in CAMERA:
            self._meet_camera(place, was_fresh)
        elif word in _SHOTS:
            self.meet_shot(place)
        elif word in _JOINS:
            self.is_fresh = True
        elif word in _RELATIVES and not was_fresh:
            if self.previous(place) not in SCREEN and not self._is_described:
                self._other()
        elif word in DETERMINERS:
            if was_fresh:
                self._begin_subject(place)
        elif word in _OTHERS:
            self._other(is_main=was_fresh and self._is_sentence_start)
        elif word in ("it", "we", "on", "elle", "il"):
            self._meet_pronoun(place, word, was_fresh)
        elif is_manner(word) or word == "en" or word == "handheld":
            self.is_fresh = was_fresh
        self._meet_denial(place, word)
        if not self.is_fresh:
            self._is_sentence_start = False

    def pass_over(self) -> None:
        """A word that is nothing to anybody."""
        self.is_fresh = self._is_sentence_start = False

    def meet_head(self) -> None:
        """A verb or noun of movement has been read."""
        self.is_fresh = self._is_sentence_start = self._is_described = False

    def meet_shot(self, place: int) -> None:
        """ "aerial shot rising above the trees": the camera, but for this clause only."""
        if not self.is_other and self.next(place) not in _AFTER_SCREEN_NOUN:
            self.is_camera = True

    def meet_shot_at_end(self, end: int) -> None:
        """The same, when the shot is the last word of a fixed expression: "tracking shot moving left"."""
        if self.words[end - 1] in _SHOTS:
            self.meet_shot(end - 1)

    def end_clause(self, place: int, mark: str) -> None:
        """A comma or a full stop."""
        if mark in SENTENCE_ENDS or mark in ";:":
            self.allow()
        elif self.is_denied:
            # "without panning, tilting or zooming", but "without shaking, panning left"
            beyond = self.words[place + 1 : place + 8]
            is_list = self._denies_move and not _ALTERNATIVES.isdisjoint(beyond)
            goes_on = is_list and any(word in self.heads for word in beyond[:2])
            if not goes_on and not _ALTERNATIVES.intersection(beyond[:1]):
                self.allow()
        self.is_camera, self.is_other, self.is_followed = self._main_is_camera, False, False
        self.is_fresh = True
        self._is_sentence_start = self._is_sentence_start or mark in SENTENCE_ENDS

    # what stands around a place

    def next(self, place: int) -> str:
        """The word after a place, or ""."""
        return self.words[place + 1] if place + 1 < len(self.words) else ""

    def previous(self, place: int) -> str:
        """The word before a place, or ""."""
        return self.words[place - 1] if place else ""

    def before(self, place: int) -> str:
        """The last word before a place that says more than how or whither."""
        for at in range(place - 1, max(-1, place - 6), -1):
            word = self.words[at]
            if word in _ARTICLES and at and self.words[at - 1] in _ENDS:
                return word
            if not (word in _CLITICS or word in STRONG or (is_manner(word) and word not in _MAY_PRECEDE)):
                return word
        return "" if place <= 5 else self.words[place - 1]

    # denial

    def allow(self) -> None:
        """What was denied is so no longer."""
        self.is_denied = self._denies_noun = self._denies_move = False

    def denies(self, head: Head) -> bool:
        """Whether a movement is denied: "without zooming", "n'avance pas"."""
        if self._denies_noun and head.form == "finite":
            self.allow()  # "without a sound pans left"
        self._denies_move = self.is_denied
        return self.is_denied

    def _meet_denial(self, place: int, word: str) -> None:
        is_instead = word in ("of", "than") and self.previous(place) in ("instead", "rather")
        if word in DENIALS or word.endswith("n'") or is_instead:
            if self.next(place) not in _NOT_DENIED:
                self.is_denied, self._denies_noun, self._denies_move = True, word in _NOUN_DENIALS, False
        elif self.is_denied and (word in _ENDS_DENIAL or (word in ("and", "et") and not self._denies_noun)):
            self.allow()  # "does not zoom and pans left", but "without zoom and pan"

    # the subject

    def _other(self, *, is_main: bool = False) -> None:
        self.is_camera, self.is_other = False, True
        if is_main:
            self._main_is_camera = False

    def _camera(self) -> None:
        self.is_camera = self._main_is_camera = True
        self.is_other = False

    def _begin_subject(self, place: int) -> None:
        """A noun with an article begins a clause: is it the camera's, or somebody's?"""
        after = self.next(place)
        if self.is_french and after in self.heads and self.heads[after].form == "finite":
            return  # "et le suit": a pronoun, no article
        if self.words[place + 1 : place + 4] in (["point", "de", "vue"], ["point", "of", "view"]):
            self._camera()
            return
        for at in range(place + 1, min(len(self.words), place + 6)):
            word = self.words[at]
            if word in CAMERA or word in _SCREEN_ONLY or word in _MOVING_NOUNS:
                return  # the camera is met on the way
            if word in CAMERA_WITH_ARTICLE:
                if self.next(at) not in _AFTER_SCREEN_NOUN:
                    self._camera()
                return
            if word in self.heads:
                if self._is_movement_noun(at, self.heads[word]):
                    return
                break
            if not word[0].isalnum() or word in _JOINS or word in _AFTER_SCREEN_NOUN or word in DETERMINERS:
                break
        self._other(is_main=self._is_sentence_start)

    def _is_movement_noun(self, place: int, head: Head) -> bool:
        """Whether a word after an article is a movement ("a slow pan"), not a thing ("a red truck")."""
        word, before, after = self.words[place], self.words[place - 1], self.next(place)
        is_described = is_manner(before) or before in DIRECTIONS
        if not head.is_trade or head.form == "finite":
            return head.form == "noun" or (head.form in ("base", "gerund") and (is_described or word in FILM_NOUNS))
        if self._main_is_camera and after not in self.heads and after not in _VERBS_OF_THINGS:
            return True  # "after the pan, it rises"
        goes_on = after in DIRECTIONS or after in ("shot", "to", "vers", "and", "et")
        return word not in _THINGS or is_described or goes_on

    def _meet_camera(self, place: int, was_fresh: bool) -> None:
        """The camera, unless it is where somebody goes ("toward the camera") or what he holds."""
        at = place - 1
        while at >= 0 and place - at < 4 and (self.words[at] in DETERMINERS or is_manner(self.words[at])):
            at -= 1
        before = self.words[at] if at >= 0 else ""
        if before not in _JOINS:
            is_thing = self.previous(place) in _OWNED or before in self.heads or before in _HOLDS
            if before in _TO_CAMERA or (self.is_other and not was_fresh and is_thing):
                return
            if self.next(place) in ("left", "right") and before and before not in SENTENCE_ENDS:
                return  # "exits camera left"
        self._camera()
        self._is_described = self.next(place) in _DESCRIBES

    def _meet_pronoun(self, place: int, word: str, was_fresh: bool) -> None:
        if word == "we" or (word == "on" and was_fresh and self.is_french):
            self._camera()
        elif word == "it":
            if self.is_followed:
                self._other()
        elif word != "on" and was_fresh and (self.is_followed or self._somebody_before(place)):
            self._other(is_main=self._is_sentence_start)

    def _somebody_before(self, place: int) -> bool:
        """Whether "elle" or "il" may be a person told of before, and not la caméra or le drone."""
        return not word_lists("fr").animate_nouns.isdisjoint(self.words[max(0, place - 60) : place])

    # the answer

    def moves(self, place: int, head: Head, has_direction: bool) -> bool:
        """Whether it is the camera that does what a verb or noun of movement says."""
        word, before = self.words[place], self.before(place)
        is_noun = head.form in ("base", "noun")
        follows = self._may_follow(before, is_noun) or self.previous(place) in _ADJECTIVES  # "a shaky clockwise roll"
        if before == "s" and is_noun and self.words[place - 2] not in SCREEN:
            return False  # "the subject's ascent"
        if head.is_trade:
            return self._trade_moves(place, head, follows, before)
        if head.form == "gerund" and before in _ARTICLES and before not in _CLITICS:
            # "the arcing stairs" are stairs; "a rising shot" is the camera's
            beyond = self.words[place + 1 : place + 3]
            is_shot = any(w in SCREEN or (w in self.heads and self.heads[w].form == "noun") for w in beyond)
            return is_shot and not self.is_other
        if self.is_camera:
            return follows or (self._is_described and head.form == "finite")
        if self.is_other:
            return False
        if not is_noun:
            return (not before or before in _ENDS or before == "en") and self._is_alone(place)
        is_named = not CAMERA.isdisjoint(self.words[place + 1 : place + 6]) or self.previous(place) in CAMERA
        is_told_how = is_manner(self.previous(place)) and self.next(place) not in _AFTER_SCREEN_NOUN
        return is_named or (follows and word in FILM_NOUNS and (has_direction or is_told_how))

    def is_free(self, place: int) -> bool:
        """Whether what begins at a place is not said of a noun right before it."""
        return self._may_follow(self.before(place), True)

    def _may_follow(self, before: str, is_noun: bool) -> bool:
        if not before or before in _ENDS or before in SCREEN:
            return True
        if is_noun:
            return before in _MAY_PRECEDE_NOUN
        return before in _MAY_PRECEDE or (before in self.heads and self.heads[before].is_trade)

    def _trade_moves(self, place: int, head: Head, follows: bool, before: str) -> bool:
        """Terms of the trade: nobody else pans or dollies, unless it is said so."""
        is_thing = self.words[place] in _THINGS
        if head.form in ("finite", "past"):
            if (before in _QUANTITIES or self.previous(place) in STRONG) and (self.is_camera or not is_thing):
                return True  # "two leftward pans"
            return (follows or self._is_described) and (self.is_camera or not self.is_other)
        return not is_thing or self.is_camera or (follows and not self._was_left(place))

    def _was_left(self, place: int) -> bool:
        """ "A truck left the station", "a pan, left on the stove": things that were left."""
        at = place + 1 + (self.next(place) == ",")
        after = self.next(at)
        return (
            self.previous(place) in _ARTICLES
            and self.words[at : at + 1] == ["left"]
            and (after in DETERMINERS or after in ("on", "in", "at", "by"))
        )

    def _is_alone(self, place: int) -> bool:
        """Whether a sentence begins with a participle that nobody else is there for: "Rising above the trees"."""
        if not self._is_sentence_start or self.heads[self.words[place]].form != "gerund":
            return False
        for at in range(place + 1, min(len(self.words), place + 40)):
            if self.words[at] in SENTENCE_ENDS:
                break
            if self.words[at - 1] == ",":
                if not CAMERA.isdisjoint(self.words[at : at + 4]):
                    return True
                if self.words[at] in _OTHERS or self.words[at] in DETERMINERS:
                    return False
        after = self.next(place)
        return self.words[place] in FILM_PARTICIPLES and (after in _PLACE_WORDS or is_manner(after))
