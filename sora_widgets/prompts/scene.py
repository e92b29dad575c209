"""What is left of a text once framing, light, camera and sound are out: subject, action, setting.

Finds the verb that a subject does and the place at the end. Answers are places to cut at; a wrong
cut costs a label, never a word.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

from sora_widgets.prompts import grammar
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words, words_in

__all__ = [
    "begins_with_verb",
    "find_action",
    "find_place",
    "has_motion",
    "has_place",
    "is_read_by_capital",
    "is_still_noun_phrase",
    "preposition_end",
    "without_quotes",
]

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# these say where somebody goes: with more of the action to come, they stay with the verb
_ON_THE_WAY = re.compile(
    r"(?:through|along|across|down|up|past|around|over|into|onto|towards?|from|off|à travers|par|vers|le long|depuis)\b",
    re.IGNORECASE,
)
# "a dog's face", "a man's old hands"; in "she's", "who's" the 's is a verb
_POSSESSED = re.compile(
    r"\b(?!(?:he|she|it|who|that|there|here|what|where|let|someone|everyone|nobody)['’])"
    r"(?P<owner>[^\W_]+(?:['’]s|(?<=s)['’])\s+)(?!\w+ing\b)(?:(?:\w+\s+){0,2}(?:hands?|face|eyes|fingers)\b|\w+)",
    re.IGNORECASE,
)
_SINGULAR_STARTS = frozenset(
    ("a", "an", "the", "this", "that", "one", "his", "her", "their", "its", "my", "our", "your")
)
# what an unknown word in -s is followed by when it is a verb: "renovates a house", "knocks over a glass"
_OBJECT_STARTS = frozenset(("a", "an", "the", "his", "her", "their", "its", "my", "our", "your", "it", "him", "them"))
_SINGULAR_PRONOUNS = frozenset(("he", "she", "it"))
_PARTICLES = frozenset(("over", "up", "down", "off", "out", "away", "into", "onto", "back"))
_NEVER_FRENCH_VERBS = frozenset(
    {
        "tout",
        "toute",
        "tous",
        "toutes",
        "avec",
        "comme",
        "même",
        "outre",
        "malgré",
        "pendant",
        "durant",
        "sans",
        "pour",
        "que",
        "et",
        "mais",
        "est",
        "sont",
        "quand",
        "dont",
        "suivant",
        "jusque",
        "lorsque",
        "contre",
        "entre",
        "avant",
    }
)
_ENGLISH_ENDINGS = ("ing", "s")
_FRENCH_ENDINGS = ("e", "ent", "it", "ant", "t", "d")
_BEFORE_NOUNS = frozenset(("with", "avec", "à", "sans", "without", "of", "de", "d"))
_FRENCH_PRONOUNS = frozenset(("qui", "il", "elle", "on", "ils", "elles"))
_FRENCH_REFLEXIVES = frozenset(("se", "s"))
_SHORTEST_PARTICIPLE = 5
_ONE = frozenset(("a", "an", "one", "un", "une"))
_LONGEST_THING_WORDS = 4
_TIMES = frozenset(("nuit", "matin", "soir", "jour", "journée", "soirée", "lendemain", "été", "hiver"))
_JOINT = re.compile(r"\s(?:and then|and|then|et puis|et|puis)\s+", re.IGNORECASE)
_MEANWHILE = re.compile(
    r"\s(?:while|whilst|as|when|tandis qu|pendant qu|alors qu|lorsqu|quand)(?:e\b|['’]|\b)", re.IGNORECASE
)
_CLAUSE_MARK = re.compile(r"[,;:.!?…\n]")
_OPENING_QUOTE = re.compile(r"[\"“«]")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”“]*”|«[^»«]*»")
_MAX_PLACES = 12  # of one clause, counted from its end: prose has three at most
_MAX_CACHED = 512
_SUBORDINATE = re.compile(r"(?:who|that|which|qui|is|are|was|were|est|sont|en train de|en)$", re.IGNORECASE)


def has_motion(text: str, language: str) -> bool:
    """Whether something moves: a verb of motion, in any form."""
    known = words(language)
    ending = "ing" if language == "en" else "ant"
    text = _without_possessives(text)
    return any(
        token in known.motion_verbs
        # a participle that no list knows is more often motion than not
        or (
            token.endswith(ending)
            and len(token) > 5
            and token not in known.never_ing
            and token not in known.still_verbs
        )
        for token in grammar.tokens(text)
    )


def is_still_noun_phrase(text: str, language: str) -> bool:
    """Whether a text is one thing with its article, and nothing in it moves or may be an unknown verb: "a red bottle"."""
    known = words(language)
    found = grammar.tokens(text)
    if not found or found[0] not in known.determiners or _CLAUSE_MARK.search(text):
        return False
    if any(token in known.moving_things or token in known.linking_verbs for token in found):
        return False
    if language == "fr":
        return True
    noun = known.noun_phrase_end.split(_without_possessives(text), maxsplit=1)[0]
    core = grammar.tokens(noun)
    if found[0] in ("a", "an"):  # of one thing, a word in -s is likely to be what it does
        return not any(_may_be_singular_verb(token) for token in core[1:])
    return not any(
        _is_plural(before, known) and not _is_plural(after, known) for before, after in itertools.pairwise(core)
    )


def begins_with_verb(text: str, language: str) -> bool:
    """Whether a text that goes on after "and" begins with a verb, known or by its form: "knocks over a glass"."""
    known = words(language)
    found = grammar.tokens(text[:80])[:6]
    while found and (
        found[0] in known.pronouns or found[0] in known.adverbs_before_verb or found[0].endswith(("ly", "ment"))
    ):
        found = found[1:]
    if not found or found[0] in known.determiners or found[0] in known.never_verbs or found[0] in known.never_ing:
        return False
    verb, after = found[0], found[1] if len(found) > 1 else ""
    if verb in known.motion_verbs:
        return True
    if language == "fr":
        is_form = verb.endswith(("e", "ent", "it", "ant")) and verb not in _NEVER_FRENCH_VERBS
        return (
            is_form and after in grammar.FRENCH_OBJECT_STARTS and known.place_preposition.match(text.lstrip()) is None
        )
    is_form = _may_be_singular_verb(verb) or (verb.endswith("ing") and len(verb) > 5)
    return is_form and (after in _OBJECT_STARTS or after in _PARTICLES)


def has_place(text: str, language: str) -> bool:
    """Whether a text says where it happens: a preposition of place with a place after it."""
    known = words(language)
    found = known.place_phrase.search(text)
    return found is not None and any(token in known.places for token in grammar.tokens(text[found.end() :]))


@lru_cache(maxsize=_MAX_CACHED)
def find_action(text: str, language: str) -> int:
    """Where the action begins in a clause: "a child flying a kite" → 8; 0 when there is none."""
    known = words(language)
    text = without_quotes(text)
    lowered = grammar.tokens(text)
    starts: list[int] = []  # of the words; many clauses have none that must be looked at more closely
    nouns: list[tuple[int, int]] = []
    endings = _FRENCH_ENDINGS if language == "fr" else _ENGLISH_ENDINGS
    for place in range(1, len(lowered)):
        token, before = lowered[place], lowered[place - 1]
        is_relative = token == "qui" and place + 1 < len(lowered)
        if not (token.endswith(endings) or token in known.finite_verbs or before in _FRENCH_REFLEXIVES or is_relative):
            continue
        if not starts:
            starts = [found.start() for found in _TOKEN.finditer(text)]
            if language == "en" and ("'" in text or "’" in text):
                nouns = [(owned.end("owner"), owned.end()) for owned in _POSSESSED.finditer(text)]
        start = starts[place]
        if is_relative:
            return start
        while nouns and nouns[0][1] <= start:
            nouns.pop(0)
        if nouns and nouns[0][0] <= start:
            continue
        if before in _BEFORE_NOUNS or (before.endswith("ing") and lowered[place - 2] in known.determiners):
            continue  # "with skis", "a watering can", "une canne à pêche"
        after, object_noun = (*lowered[place + 1 : place + 3], "", "")[:2]
        if language == "fr":
            if not _is_french_verb(token, before, after, object_noun, lowered[0], known):
                continue
        elif not _is_english_verb(lowered, place, text, known):
            continue
        place = _main_verb(lowered, place, known) or place
        # "who runs", "is running", "slowly turning": the helper belongs to the action
        while place > 1 and (
            _SUBORDINATE.fullmatch(lowered[place - 1])
            or (lowered[place - 1].endswith("ly") and lowered[place - 1] not in known.never_adverbs)
            or lowered[place - 1] in known.adverbs_before_verb
            or (language == "fr" and lowered[place - 1] in _FRENCH_REFLEXIVES)
        ):
            place -= 1
        return starts[place]
    return 0


def _main_verb(lowered: list[str], participle: int, known: Words) -> int | None:
    """Where the verb of a sentence stands behind a participle that only describes who does it, or None.

    "A man wearing a hat walks away": of one thing, no word in -s but a verb can follow.
    """
    thing = participle + 2
    if thing >= len(lowered) or lowered[participle] not in known.participles or lowered[participle + 1] not in _ONE:
        return None
    for place in range(thing + 1, min(thing + _LONGEST_THING_WORDS, len(lowered))):
        if lowered[place - 1] in _BEFORE_NOUNS:
            return None  # "carrying a tray of drinks"
        after = lowered[place + 1] if place + 1 < len(lowered) else ""
        is_verb = lowered[place] in known.finite_verbs and lowered[place] not in known.plural_verbs
        if (
            is_verb
            and lowered[place] not in known.places
            and (after == "" or after in known.after_verb or after.endswith(("ly", "ment")))
        ):
            return place
    return None


def _is_french_verb(token: str, before: str, after: str, object_noun: str, first: str, known: Words) -> bool:
    if token in known.never_verbs or before in known.determiners:
        return False
    if token in known.never_ing:
        if token.endswith("ant") and after in known.adverbs_before_verb and after.endswith("ment"):
            return True  # "une tasse fumant doucement"
        return before in known.animate_nouns and (token in known.participles or after in grammar.FRENCH_OBJECT_STARTS)
    if before in _FRENCH_REFLEXIVES or (before in _FRENCH_PRONOUNS and token.endswith(_FRENCH_ENDINGS)):
        return True
    goes_on = after == "" or after in known.after_verb or after.endswith("ment")
    if token.endswith("ant"):  # the adjectives among them are listed: "un parc verdoyant"
        return len(token) >= _SHORTEST_PARTICIPLE
    if token in known.finite_verbs and token not in known.places:
        return (
            goes_on
            or before in _FRENCH_PRONOUNS
            or before in known.common_nouns
            or after in grammar.FRENCH_OBJECT_STARTS
        )
    # no noun is followed by an article but where a verb stands between: "un boulanger pétrit la pâte"
    return (
        after in grammar.FRENCH_OBJECT_STARTS
        and object_noun not in _TIMES
        and token.endswith(_FRENCH_ENDINGS)
        and len(token) > 2  # "le dessin d'un enfant"
        and (first in known.determiners or first in known.pronouns)
        and token not in _NEVER_FRENCH_VERBS
        and known.place_preposition.fullmatch(token) is None
    )


def _is_english_verb(lowered: list[str], place: int, text: str, known: Words) -> bool:
    token, before, after = lowered[place], lowered[place - 1], lowered[place + 1] if place + 1 < len(lowered) else ""
    if token in known.never_verbs or before in known.determiners:
        return False
    if token in known.never_ing:  # "a boy lighting a candle"
        return token.endswith("ing") and before in known.animate_nouns and after in _OBJECT_STARTS
    goes_on = after == "" or after in known.after_verb or after.endswith(("ly", "ment"))
    if token.endswith("ing"):
        return (
            goes_on
            or before in known.animate_nouns
            or token in known.bare_object_verbs
            or (token in known.participles and _is_plural(before, known))
        )
    first = _TOKEN.match(text)
    start = first.group().lower() if first else ""
    if token not in known.finite_verbs:
        if start in _SINGULAR_PRONOUNS and place == 1:  # "it finds"
            return _may_be_singular_verb(token)
        return (
            start in _SINGULAR_STARTS
            and (after in _OBJECT_STARTS or after in _PARTICLES)
            and _may_be_singular_verb(token)
        )
    if token in known.plural_verbs:
        return _is_plural(before, known) or _ends_pair(lowered, place, goes_on, known)
    if start in ("a", "an"):  # one of them: a word in -s after it is no plural
        return True
    is_known_start = start in known.determiners or start in known.pronouns or text[:1].isupper()
    return goes_on and (is_known_start or token in ("is", "are", "has", "have"))


def is_read_by_capital(text: str, language: str) -> bool:
    """Whether it may matter that a text begins with a capital: of an unknown name, as of "the man", something may be said."""
    known = words(language)
    if known.finite_verbs.isdisjoint(words_in(text)):
        return False
    return not any(word in known.determiners or word in known.pronouns for word in grammar.tokens(text[:40])[:1])


def _ends_pair(lowered: list[str], place: int, goes_on: bool, known: Words) -> bool:
    """Whether two that are joined by "and" stand before a word: "a mother and her daughter", "Tom and Jerry"."""
    for start in range(place - 2, max(place - 5, 0), -1):
        if lowered[start] == "and":
            is_named = lowered[start + 1] in known.determiners and goes_on
            return is_named or lowered[place - 1] in known.animate_nouns or (start == 1 and place == 3 and goes_on)
    return False


def _without_possessives(text: str) -> str:
    """A text without the words after a possessive, which are nouns even where they look like verbs."""
    return _POSSESSED.sub(r"\g<owner>", text)


def _is_plural(token: str, known: Words) -> bool:
    return token in known.plural_nouns or (len(token) > 2 and token.endswith("s") and not token.endswith("ss"))


def _may_be_singular_verb(token: str) -> bool:
    return len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is"))


@lru_cache(maxsize=_MAX_CACHED)
def find_place(text: str, verb: int, has_rest: bool, language: str) -> int | None:
    """Where the last phrase of place begins in a clause, or None.

    Args:
        text: the first clause of a scene: "a child flying a red kite in a leafy park".
        verb: where its action begins.
        has_rest: whether more of the scene follows.
        language: whose words to go by.
    """
    known = words(language)
    if known.places.isdisjoint(words_in(text)):
        return None
    text = without_quotes(text)
    for found in reversed(list(known.place_phrase.finditer(text))[-_MAX_PLACES:]):
        if found.start() <= verb or found.start() == 0:
            continue
        if has_rest and _ON_THE_WAY.match(found.group()):
            continue
        after = text[found.end() :]
        if any(begins_with_verb(after[joint.end() : joint.end() + 80], language) for joint in _JOINT.finditer(after)):
            return None  # the place is on the way to what is done next
        if _MEANWHILE.search(after):
            return None  # the place is in the middle of a sentence
        tokens = grammar.tokens(after)
        if found.group().lower() == "en" and tokens[:1] == ["bois"]:
            continue  # what it is made of
        if not known.not_places.isdisjoint(tokens):
            return None
        if not known.places.isdisjoint(tokens) and not any(
            token in known.participles and token not in known.never_ing for token in tokens
        ):
            return found.start()
    return None


def without_quotes(text: str) -> str:
    """A text of the same length, with marks in the place of what is quoted: that is said or written, and not seen."""
    if not _OPENING_QUOTE.search(text):
        return text
    return _QUOTED.sub(lambda quoted: "¤" * len(quoted.group()), text)


def preposition_end(setting: str, language: str) -> int:
    """How many characters at the start of a setting are the preposition that the writer would put there by itself."""
    found = words(language).place_preposition.match(setting)
    if found is None:
        return 0
    bare = setting[found.end() :].lstrip()
    return len(setting) - len(bare) if grammar.place_join(bare, language) == f" {found.group().lower()} " else 0
