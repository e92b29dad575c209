"""The small grammar that writer and reader share, so that each undoes what the other did.

Which join goes between framing and subject, which preposition a place takes, whether an action is
a finite verb, and in which language a piece of text is written. Everything is a function of the
words alone; the word lists lie in `vocabulary/<language>/words.json`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sora_widgets.prompts.framing import names_a_shot
from sora_widgets.prompts.vocabulary import words
from sora_widgets.prompts.vocabulary.words import Words

__all__ = [
    "FRENCH_OBJECT_STARTS",
    "action_is_finite",
    "begins_with_known_verb",
    "clean",
    "framing_join",
    "language_of",
    "lower_first",
    "lower_letter",
    "lower_word",
    "place_join",
    "tokens",
    "upper_first",
]

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PLAIN_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# the same for the many texts without accents, in little more than half the time
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASCII_LETTERS = re.compile(r"[a-z]+")
_FRENCH_SPELLING = re.compile(r"[éèêàùçœ]|\b[dlnsjq]'")
_TRAILING = " \t.,;:،、。"
_FRENCH_CLITICS = frozenset(("se", "s", "ne", "n", "y", "en", "lui", "l", "le", "la", "les"))
FRENCH_OBJECT_STARTS = frozenset(
    ("un", "une", "le", "la", "les", "l", "son", "sa", "ses", "leur", "leurs", "deux", "trois")
)
"""What an object begins with; no noun is followed by one of these but where a verb stands between."""
_FRENCH_LINKS = frozenset(
    ("et", "avec", "comme", "pendant", "durant", "devant", "contre", "avant", "tout", "toute", "même")
)
_SUBJECT_TAKES_SPACE = re.compile(r"(?:des?|du|d['’]|sur|avec|of|on|showing)(?:\b|(?<=['’]))", re.IGNORECASE)
# where "de" elides; not before an aspirated h, "onze", or a y that sounds like a consonant
_VOWEL = re.compile(
    r"(?!onz|oui\b|ouistiti|uhlan)(?:[aeiouàâäéèêëîïôöùûüœæ]|y(?![aeiou])"
    r"|h(?!a(?:ch|ie|ll\b|lt|mac|mburger|meau|mster|nche|nd(?:ball|ic)|nn|ngar|r[ndp]|ricot|sard|ut)|e[nr]nie|ér(?:isson|os)|eros\b|être|eurt"
    r"|i(?:bou|p\b|ppie)|o(?:bb|ckey|ll|mard|ngr|nte|rs|tte|ul|uss)|u(?:blot|it|rl|sky|ssard|tte)|yène))",
    re.IGNORECASE,
)


def clean(part: str) -> str:
    """A part as it stands inside a sentence: single spaces, no comma or full stop at either end."""
    text = " ".join(part.split()).lstrip(" ,;.:،、。")
    if text.endswith("..."):
        return text
    return text.rstrip(_TRAILING)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes apart."""
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    return [token.lower() for token in _PLAIN_TOKEN.findall(text)]


def upper_first(text: str) -> str:
    """Capitalise the first letter, unless that would change its spelling."""
    if text[:1].islower():
        capital = text[0].upper()
        if len(capital) == 1 and capital.lower() == text[0]:
            return capital + text[1:]
    return text


def lower_letter(text: str) -> str:
    """Take the capital away from the first letter, of a name too, unless that would change its spelling."""
    if text[:1].isupper():
        small = text[0].lower()
        if small.upper() == text[0]:
            return small + text[1:]
    return text


def lower_first(text: str, language: str) -> str:
    """Take away a capital that only the start of a sentence had given: names keep theirs."""
    if not text[:1].isupper():
        return text
    first = _TOKEN.match(text)
    if first is None or first.group()[1:] != first.group()[1:].lower():
        return text
    head = first.group().lower().replace("’", "'").split("'")[0]
    if head in words(language).lower_case_starts:
        return text[0].lower() + text[1:]
    return text


def lower_word(text: str) -> str:
    """Take the capital away from a first word that has no other: "Runs fast" → "runs fast", but "TV", "I" stay."""
    first = _TOKEN.match(text)
    if first is None or len(first.group()) < 2 or first.group()[1:] != first.group()[1:].lower():
        return text
    small = text[0].lower()
    return small + text[1:] if small.upper() == text[0] else text


def begins_with_known_verb(text: str, language: str) -> bool:
    """Whether the first word is a form of a verb of the lists."""
    known = words(language)
    first = tokens(text[:40])[:1]
    return any(token in known.finite_verbs or token in known.participles for token in first)


@lru_cache(maxsize=256)
def place_join(setting: str, language: str) -> str:
    """What goes between the scene and a setting: " in ", " on ", " dans ", " " before a preposition, or ", "."""
    known = words(language)
    if known.place_preposition.match(setting):
        return " "
    first = _TOKEN.match(setting)
    if first is None:
        return ", "
    head = first.group().lower().replace("’", "'")
    if head.split("'")[0] not in known.determiners:
        is_name = setting[0].isupper() and len(first.group()) > 1 and not setting.isupper()
        return (" in " if language == "en" else " à ") if is_name else ", "
    # the head noun stands before the first "of", "at", "with"…: "a bridge over a river" is a bridge
    noun_phrase = known.noun_phrase_end.split(setting, maxsplit=1)[0]
    nouns = tokens(noun_phrase)
    for noun in reversed(nouns) if language == "en" else nouns:
        for preposition, places in known.preposition_of_place:
            if noun in places:
                return f" {preposition} "
        if language == "en":
            break
    return f" {known.default_preposition} "


def framing_join(framing: str, subject: str, is_finite: bool, language: str) -> str:
    """What goes between framing and subject: " of ", " de ", " d'", " sur ", ": ", ". " or a space."""
    if ":" in framing:  # "wide shot, lens: 35 mm" is a list with labels: what follows would seem to be in it
        return ". "
    last = framing[framing.rfind(" ") + 1 :].lower()
    if last in words(language).framing_ends_open or last.endswith(("'", "’")):
        return " "
    is_list = "," in framing or not _names_a_shot(framing)
    if language == "fr":
        if is_finite or is_list:
            return " : "
        if _SUBJECT_TAKES_SPACE.match(subject):
            return " "
        start = subject[:4].lower()
        if start.startswith(("le ", "les ")):
            return " sur "
        return " d'" if _VOWEL.match(subject) else " de "
    if is_finite or is_list:
        return ": "
    return " " if re.match(r"(?:of|on|showing)\b", subject, re.IGNORECASE) else " of "


def action_is_finite(action: str, language: str) -> bool:
    """Whether "a child" + action makes a sentence ("flies a kite") rather than a picture ("flying a kite")."""
    known = words(language)
    first_words = tokens(action[:80])[:4]
    for word in first_words:
        if word in known.finite_verbs:
            return True
        if word in known.adverbs_before_verb or word.endswith(("ly", "ment")):
            continue
        if language == "fr" and word in _FRENCH_CLITICS:
            continue
        break
    if language == "fr" and first_words:
        return _is_finite_french(first_words, known)
    if language == "en" and first_words:
        verb = first_words[0]
        return (
            verb.endswith("s")
            and not verb.endswith(("ss", "us", "'s"))
            and len(verb) > 3
            and verb not in known.never_verbs
        )
    return False


def _is_finite_french(first_words: list[str], known: Words) -> bool:
    """Whether words that no list knows begin like a verb: "pétrit la pâte", "s'étire"."""
    verb, after = (*first_words, "")[:2]
    if verb in ("se", "s"):
        return not after.endswith("ant")
    return (
        after in FRENCH_OBJECT_STARTS
        and verb.endswith(("e", "ent", "it", "t", "d"))
        and not verb.endswith("ant")
        and known.place_preposition.fullmatch(verb) is None
        and verb not in _FRENCH_LINKS
    )


_names_a_shot = lru_cache(maxsize=256)(names_a_shot)


@lru_cache(maxsize=256)
def language_of(text: str) -> str | None:
    """ "en" or "fr", by the small words and the accents; None when nothing tells."""
    sample = text[:2000].lower().replace("’", "'")
    tokens = (_ASCII_LETTERS if sample.isascii() else _LETTERS).findall(sample)
    english, french = (sum(map(marks.__contains__, tokens)) for marks in _marks())
    if "'" in sample or not sample.isascii():
        french += len(_FRENCH_SPELLING.findall(sample))
    return None if english == french else "en" if english > french else "fr"


@cache
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    return words("en").language_marks, words("fr").language_marks
