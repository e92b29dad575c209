"""Taking words out of a sentence, or putting others in their place, without breaking it.

"a stunning old street" becomes "an old street", "la magnifique île" becomes "l'île", "beautiful
and quiet" becomes "quiet". What cannot be mended by the words around it ("the view is stunning",
"l'incroyable vue": the article's gender is gone) is left to its author: `reworded` gives None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sora_widgets.prompts import grammar

__all__ = ["Edit", "reworded", "without_quotes"]

# what somebody says or what a sign reads is the author's: "…", “…”, «…»
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^“”\n]*”|«[^«»\n]*»")

_ARTICLE_BEFORE = re.compile(r"(?<![\w'’-])(a|an)\s+$", re.IGNORECASE)
# a vowel letter with a consonant's sound, and the other way round
_SOUNDS_AS_CONSONANT = re.compile(r"(?:uni(?!m|n)|use|usu|uten|ure|eu|ewe|one(?!\w)|once|u-)", re.IGNORECASE)
_SOUNDS_AS_VOWEL = re.compile(r"(?:[aeiou]|hour|honest|heir|honou?r)", re.IGNORECASE)

_ELISION_BEFORE = re.compile(r"(?<![\w'’-])(le|la|de|ce|sa|ma|ta)\s+$", re.IGNORECASE)
_ELIDED = {"le": "l'", "la": "l'", "de": "d'", "ce": "cet ", "sa": "son ", "ma": "mon ", "ta": "ton "}
_ELIDED_BEFORE = re.compile(r"(?<!\w)([ld])['’]\s*$", re.IGNORECASE)
_CET_BEFORE = re.compile(r"(?<![\w'’-])(cet)\s+$", re.IGNORECASE)
# "de belles montagnes" was "des montagnes" before the adjective came between, unless a noun asks for "de"
_BARE_DE_BEFORE = re.compile(
    r"(?:^|[,;:]\s*|(?<!\w)(?:avec|sur|dans|et|vers|devant|derrière)\s+)(de|d['’])\s*$", re.IGNORECASE
)
_H_ASPIRATED = re.compile(
    r"h(?:aut|éros|eros|ibou|omard|angar|ache|érisson|amster|ockey|ip|utte|arpe|orde)", re.IGNORECASE
)

_JOINT_AFTER = re.compile(r"\s*(?:,\s*(?:and|et)\s+|,\s*|\s(?:and|et|but|mais|yet)\s+)")
_JOINT_BEFORE = re.compile(r"\s*(?:,\s*(?:and|et)|,|\b(?:and|et|but|mais|yet))\s*$", re.IGNORECASE)
_DETERMINER_END = re.compile(
    r"(?<![\w'’-])(?:an?|the|this|that|these|those|his|her|its|their|my|our|your|some|two|three|of|with|in"
    r"|une?|l[ea]s?|ces?|cette|des?|d['’]|du|mon|ma|mes|son|sa|ses|leurs?|nos|deux|trois|avec|dans)\s*$",
    re.IGNORECASE,
)
_PREDICATE_BEFORE = re.compile(
    r"(?<![\w'’-])(?:is|are|was|were|be|being|looks?|seems?|feels?|becomes?|so|as|too|how|more|less|something|everything|nothing"
    r"|(?:c['’])?est|sont|était|semble|paraît|devient|si|aussi|plus|moins|trop|rend|quelque chose de|rien de)\s*$",
    re.IGNORECASE,
)
# "a quiet, beautiful street" is one list of adjectives, "a park, beautiful light" is two phrases
_ADJECTIVE_BEFORE = re.compile(
    r"(?<![\w'’-])(?:an?|the|his|her|its|their|this|that)\s+(?:[\w-]+,?\s+)?(?:[\w-]+(?:ful|ous|ive|less|ic|ish|ent|ant|ed|y)"
    r"|quiet|old|new|young|small|little|big|large|long|short|tall|wide|narrow|dark|bright|pale|warm|cold|calm|soft|red|blue|green"
    r"|yellow|white|black|golden|grey|gray|wild|vast|serene|tranquil|elegant|modern|ancient|high|low|deep|thin|thick|round)\s*,\s*$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"\s*[^\W_]")
# "the most beautiful beach": without its adjective, "most" would take the next word
_DEGREE_BEFORE = re.compile(
    r"(?<![\w'’-])(?:most|more|less|least|too|as|how|plus|moins|trop|aussi|si)\s*$", re.IGNORECASE
)
_EMPTY_BRACKETS = re.compile(r"\s*[(\[]\s*[)\]]")
_DOUBLE_MARKS = re.compile(r"\s*[,;:](?=\s*[,;.!?])|(?<=[.!?])\s*[,;]|,(?=\s*(?:\n|$))")
_END_OPEN = re.compile(r"(?:[\s,;:]|(?<![\w'’-])(?:and|et|with|avec|in|at|en|à|of|de)\s*$)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edit:
    """One span of a text and what is to stand there; an empty `new` takes it out."""

    start: int
    end: int
    new: str = ""


def without_quotes(text: str) -> str:
    """The text, of the same length, with everything between quotation marks blanked out."""
    return _QUOTED.sub(lambda found: " " * len(found.group()), text)


def reworded(text: str, edits: Iterable[Edit], language: str) -> str | None:
    """The text with all edits made, or None when one of them would leave a broken sentence."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        mended = _replaced(text, edit, language) if edit.new else _removed(text, edit, language)
        if mended is None:
            return None
        text = mended
    return grammar.clean(_EMPTY_BRACKETS.sub("", _DOUBLE_MARKS.sub("", text)))


def _replaced(text: str, edit: Edit, language: str) -> str | None:
    head, tail, new = text[: edit.start], text[edit.end :], edit.new
    if not _WORD_AFTER.match(tail):
        new = new.rstrip()
    if new.startswith(",") and not head.strip():
        new = new.lstrip(", ")
    if new.startswith(","):
        head = head.rstrip(" ,")
    is_name_like = text[edit.start : edit.start + 1].isupper() and not head.strip()
    return _joined(head, (grammar.upper_first(new) if is_name_like else new) + tail, language)


def _removed(text: str, edit: Edit, language: str) -> str | None:
    head, tail = text[: edit.start], text[edit.end :]
    if _DEGREE_BEFORE.search(head) or (_PREDICATE_BEFORE.search(head) and not _WORD_AFTER.match(tail)):
        return None
    joint_after, joint_before = _JOINT_AFTER.match(tail), _JOINT_BEFORE.search(head)
    is_after_determiner = _DETERMINER_END.search(head) is not None
    if joint_after and (is_after_determiner or not head.strip()):
        tail = tail[joint_after.end() :]  # "a beautiful, quiet street", "beautiful and quiet"
    elif joint_before and (
        not _WORD_AFTER.match(tail) or joint_before.group().strip() != "," or _ADJECTIVE_BEFORE.search(head)
    ):
        head = head[: joint_before.start()] + (" " if _WORD_AFTER.match(tail) else "")  # "quiet and beautiful"
    if not _WORD_AFTER.match(tail):
        if is_after_determiner and not joint_before:
            return None  # the noun itself would be gone
        if not tail.strip(" .!"):
            head = _END_OPEN.sub("", head)
    return _joined(head, tail.lstrip() if not head or head[-1].isspace() or head[-1] in "'’" else tail, language)


def _joined(head: str, tail: str, language: str) -> str | None:
    """Both halves in one, with the article before the gap in the form that the next word asks for."""
    if not head.strip():
        return tail.lstrip(" ,;")
    if not re.match(r"\w", tail):
        return head.rstrip() + tail if re.match(r"\s*[,.;:!?)]", tail) else head + tail
    if language == "en":
        article = _ARTICLE_BEFORE.search(head)
        if article:
            is_vowel = _SOUNDS_AS_VOWEL.match(tail) and not _SOUNDS_AS_CONSONANT.match(tail)
            right = "an" if is_vowel else "a"
            right = right.capitalize() if article[1][0].isupper() else right
            return f"{head[: article.start(1)]}{right} {tail}"
    else:
        return _joined_in_french(head, tail)
    return head + tail


def _joined_in_french(head: str, tail: str) -> str | None:
    starts_with_vowel = re.match(r"[aeiouyâàéèêëîïôöùûœæh]", tail, re.IGNORECASE) and not _H_ASPIRATED.match(tail)
    bare = _BARE_DE_BEFORE.search(head)
    if bare and re.match(r"\w+[sx]\b", tail):
        return f"{head[: bare.start(1)]}{'Des' if bare[1][0].isupper() else 'des'} {tail}"
    if starts_with_vowel:
        full = _ELISION_BEFORE.search(head)
        if full:
            short = _ELIDED[full[1].lower()]
            return head[: full.start(1)] + (short.capitalize() if full[1][0].isupper() else short) + tail
        return head + tail
    elided = _ELIDED_BEFORE.search(head)
    if elided:
        if elided[1].lower() == "l":
            return None  # "l'" before a consonant: le or la, nobody can tell from the words
        return f"{head[: elided.start(1)]}{'De' if elided[1].isupper() else 'de'} {tail}"
    if _CET_BEFORE.search(head):
        return _CET_BEFORE.sub(lambda found: found.group().replace("t", "", 1), head) + tail
    return head + tail
