"""Which part of a shot each clause of a text speaks of, in English and French.

Takes the clauses of `clauses.py`, gives each to its part, and splits the scene into subject, action
and setting. What no part claims stays with subject or action. One pass over the text, which always
gives an answer; whether that answer is kept is `reading.py`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sora_widgets.prompts import grammar
from sora_widgets.prompts.camera_cut import may_name_a_move
from sora_widgets.prompts.clauses import Clause, cut
from sora_widgets.prompts.cues import is_camera, is_light, is_place, is_sound, is_speech, is_weather, names_camera
from sora_widgets.prompts.framing import framing_prefix, moving_prefix
from sora_widgets.prompts.scene import find_action, find_place, preposition_end, without_quotes
from sora_widgets.prompts.vocabulary import LANGUAGES, choices, part_of, words
from sora_widgets.prompts.vocabulary.words import Words, words_in

__all__ = ["Draft", "read_clauses"]

_STOPS = (".", "!", "?", "…")
_DASHES = ("-", "–", "—")
_CLOSING = " \"'”’»)"
_FRAMING_JOIN = re.compile(r" (?:of) | (?:de la|de l['’]|de|sur) | d(?=['’])|(?: ?: ?)", re.IGNORECASE)
_FRAMING_GOES_ON = re.compile(
    r" (?:on|showing|montrant|from|with|in|at|over|following|avec|en|depuis|suivant)\b", re.IGNORECASE
)
_FRENCH_PLURAL = re.compile(r" des ", re.IGNORECASE)
_FRENCH_ARTICLE = re.compile(r"les? ", re.IGNORECASE)
_NAME = re.compile(r"(?:Dutch|American|Rembrandt|Hitchcock|Kubrick|Ozu|Steadicam|GoPro|IMAX|Kodak|Arri|Technicolor)\b")
_PLAIN_SOUND_LABELS = frozenset(("sound", "son", "background sound", "fond sonore"))
_SCENE_PARTS = frozenset(("scene", "setting"))
_SAID_IN_SENTENCES = frozenset(("subject", "action"))  # these go on after other parts with the mark they had
_LONGEST_FRAMING_CHARS = 60
_LONGEST_LEAD_CHARS = 120
_MOST_LEAD_WORDS = 6  # an article, four words, and the first of the name
_LONGEST_TERM_CHARS = 120
_MAX_CACHED = 512
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """One reading of a text.

    Attributes:
        parts: text by name of part; parts the text does not speak of are missing.
        pieces: (start, end, part) of the words of each part in the text that was read, in order.
    """

    parts: dict[str, str]
    pieces: list[tuple[int, int, str]]


def read_clauses(text: str) -> Draft:
    """Read a tidy text (single spaces, no empty lines) into the parts of a shot.

    Args:
        text: any text at all.
    """
    language = grammar.language_of(text) or "en"
    clauses = cut(text)
    _assign(clauses, language)
    if len(clauses) > 1:
        _join_asides(clauses, language)
        _hear_what_leads_to_speech(clauses, language)
        _keep_places_of_sentences(clauses)
    pieces = _split_scene(clauses, language)
    parts: dict[str, list[str]] = {}
    previous = ""
    for clause in pieces:
        part = clause.part
        if part not in parts:
            if part == "setting":
                clause.drop(preposition_end(clause.text, language))
            parts[part] = [clause.text]
        else:
            follows = (part == previous and part != "setting") or part in _SAID_IN_SENTENCES
            if follows:
                parts[part] += (_as_mark(clause.mark, parts[part][-1]), clause.text)
            else:
                parts[part] += (
                    ", ",
                    _lower_start(part, clause.text, language) if clause.starts_sentence else clause.text,
                )
        previous = part
    tidied = {part: tidy for part, written in parts.items() if (tidy := _tidy(part, "".join(written), language))}
    return Draft(tidied, sorted([(clause.start, clause.start + len(clause.text), clause.part) for clause in pieces]))


def _tidy(part: str, piece: str, language: str) -> str:
    return _lower_start(part, grammar.clean(piece), language)


def _lower_start(part: str, text: str, language: str) -> str:
    """Take away the capital that the start of a sentence had given; names keep theirs."""
    if not text[:1].isupper():
        return text
    if part in ("framing", "lighting", "camera"):
        if text[1:2].islower() and not _NAME.match(text):
            return text[0].lower() + text[1:] if text[0].lower().upper() == text[0] else text
        return grammar.lower_first(text, language)
    head = _TOKEN.match(text)
    if head and head.group().istitle() and head.group().lower() in words(language).common_nouns:
        return text[0].lower() + text[1:]
    return grammar.lower_first(text, language)


def _as_mark(mark: str, before: str) -> str:
    """The mark to write between two clauses of one part."""
    tight = mark.strip()
    if tight in (".", "!"):  # "!" tells of a mark that stands in the clause before, which may be of another part
        return " " if before.rstrip(_CLOSING).endswith(_STOPS) else ". "
    if tight in _DASHES:
        return f" {tight} "
    return f"{tight} " if tight else ", " if mark == "" else " "


def _join_asides(clauses: list[Clause], language: str) -> None:
    """Put together again what a dash only sets off inside a sentence: "a man – old and tired – walks"."""
    place = 1
    while place < len(clauses):
        before, clause = clauses[place - 1], clauses[place]
        if (
            before.part == clause.part == "scene"
            and clause.mark.strip() in _DASHES
            and len(before.text) <= _LONGEST_LEAD_CHARS
            and clause.start == before.start + len(before.text) + len(clause.mark)  # nothing was dropped between
            and not find_action(before.text, language)
        ):
            before.text += clause.mark + clause.text
            del clauses[place]
        else:
            place += 1


def _hear_what_leads_to_speech(clauses: list[Clause], language: str) -> None:
    """What may be heard is heard where its sentence goes on with a spoken line: "Wind, a voice calls: “Come back!”"."""
    known = words(language)
    before: list[Clause] | None = None  # of the sentence, while all of it may be heard
    has_scene = False
    for clause in clauses:
        if clause.starts_sentence:
            before = [] if has_scene else None
        has_scene = has_scene or clause.part == "scene"
        if before is None:
            continue
        if clause.part == "sound" and without_quotes(clause.text) != clause.text:
            for heard in before:
                heard.part = "sound"
            before = None
        elif clause.part == "sound" or (
            clause.part in ("scene", "weather") and _names_what_is_heard(clause.text, known)
        ):
            before.append(clause)
        else:
            before = None


def _names_what_is_heard(text: str, known: Words) -> bool:
    found = grammar.tokens(text[:_LONGEST_FRAMING_CHARS])
    return (
        bool(found)
        and found[0] not in known.determiners
        and found[0] not in known.pronouns
        and not (known.sound_sources.isdisjoint(found) and known.weather.isdisjoint(found))
    )


def _keep_places_of_sentences(clauses: list[Clause]) -> None:
    """A place that belongs to one of several sentences stays in it."""
    scene = [clause for clause in clauses if clause.part in _SCENE_PARTS]
    if any(clause.starts_sentence for clause in scene[1:]):
        for clause in scene:
            clause.part = "scene"


def _split_scene(clauses: list[Clause], language: str) -> list[Clause]:
    """Cut the first clause that has a verb into subject, action and setting; the clauses after it go on with the last of the two.

    The place that the first clause ends with comes before all other settings: it is the one that is joined to it.
    """
    for clause in clauses:
        if clause.part == "weather":
            clause.part = "setting"
    scene = [clause for clause in clauses if clause.part == "scene"]
    if not scene:
        return clauses
    # "In a quiet harbour, an old man mends a net": what comes before the clause with the verb goes with its subject
    head, verb = 0, 0
    for number, clause in enumerate(scene):
        if number and (scene[number - 1].mark == " " or not _begins_with_subject(clause, language)):
            break
        if verb := find_action(clause.text, language):
            head = number
            break
    for clause in scene[:head]:
        clause.part = "subject"
    first, rest = scene[head], scene[head + 1 :]
    # behind a full stop the writer could join no place: "…, one of them says “No.” in a car"
    ends_here = bool(rest) and (
        rest[0].starts_sentence or ";" in rest[0].mark or rest[-1].text.rstrip(_CLOSING).endswith(_STOPS)
    )
    place = None if ends_here else find_place(first.text, verb, bool(rest), language)
    setting = None if place is None else first.split(place, "setting")
    action = first.split(verb, "action") if 0 < verb < len(first.text) else None
    first.part = "subject"
    for clause in rest:
        clause.part = "action" if action else "subject"
    at = clauses.index(first) + 1
    clauses[at:at] = [action] if action else []
    if setting is None:
        return clauses
    others = [clause for clause in clauses if clause.part == "setting"]
    return [clause for clause in clauses if clause.part != "setting"] + [setting, *others]


def _begins_with_subject(clause: Clause, language: str) -> bool:
    known = words(language)
    first = grammar.tokens(clause.text[:40])[:1]
    return clause.starts_sentence or any(token in known.determiners or token in known.pronouns for token in first)


def _assign(clauses: list[Clause], language: str) -> None:
    """Give each clause its part; the framing at the head of a scene is cut off into a clause of its own."""
    known = words(language)
    has_scene = has_place = False
    scope = previous = ""  # the part that a label gives to the rest of its sentence
    place = 0
    while place < len(clauses):
        clause = clauses[place]
        if clause.part:  # what the framing was cut from
            has_scene, previous = True, clause.part
            place += 1
            continue
        text, starts_sentence = clause.text, clause.starts_sentence
        if starts_sentence:
            scope = _read_sound_label(clause, known)
        if scope == "sound":
            clause.part = "sound"
        elif ":" in text and (label := known.label.match(text)):
            scope = clause.part = _read_label(clause, label, known.labels[label["label"].lower()], language)
        elif not has_scene and may_name_a_move(text) and (head := moving_prefix(text)):
            clauses.insert(place + 1, clause.split(head.end(), "scene"))
            clause.part = "framing"
        elif not has_scene and (end := _framing_end(text, language)):
            if subject := _split_framing(clause, end, previous == "framing", language):
                clauses.insert(place + 1, subject)
        else:
            part = _subject_of(text, starts_sentence, has_scene, previous, language)
            if part == "weather" and len(clauses) == 1:
                part = "scene"
            elif part == "setting" and has_place:
                part = ""
            clause.part = scope if scope and part in ("", "setting") else part or "scene"
        has_scene = has_scene or clause.part == "scene"
        has_place = has_place or clause.part == "setting"
        previous = clause.part
        place += 1


@lru_cache(maxsize=_MAX_CACHED)
def _subject_of(text: str, starts_sentence: bool, has_scene: bool, previous: str, language: str) -> str:
    """What a clause speaks of by its words: a part, "weather", or "" when nothing but the scene is left."""
    if has_scene and len(text) <= _LONGEST_FRAMING_CHARS and _framing_end(text, language) == len(text):
        return "framing"
    if len(text) <= _LONGEST_TERM_CHARS and (part := part_of(text)):
        return part
    plain = without_quotes(text)
    if is_camera(grammar.lower_letter(plain), previous):
        return "camera"
    if is_light(plain, has_scene, language, "" if starts_sentence else previous):
        return "lighting"
    if is_sound(plain, has_scene, language) or is_speech(text, starts_sentence, has_scene, previous, language):
        return "sound"
    if is_weather(text, language):
        return "weather"
    return "setting" if is_place(text, language) else ""


def _read_sound_label(clause: Clause, known: Words) -> str:
    """ "sound" when a sentence begins with a label of sound, which is dropped where the writer would put it back."""
    lead = known.sound_lead.match(clause.text) if ":" in clause.text else None
    if lead is None or lead.end() == len(clause.text):
        return ""
    is_plain = lead.group().strip().lower().rstrip(": ") in _PLAIN_SOUND_LABELS
    if is_plain and not known.sound_stands_alone.match(clause.text, lead.end()):
        clause.drop(lead.end())
    return "sound"


def _read_label(clause: Clause, label: re.Match[str], part: str, language: str) -> str:
    """The part of a label inside prose. A label that only names the part goes where the words speak for themselves."""
    speaks_for_itself = part in ("subject", "action", "scene") or (
        label["label"].lower() not in words(language).telling_labels
        and _part_without_label(clause.text[label.end() :], language) == part
    )
    if speaks_for_itself:
        clause.drop(label.end())
    return part


def _part_without_label(text: str, language: str) -> str | None:
    if part := part_of(text):
        return part
    if _framing_end(text, language) == len(text):
        return "framing"
    if names_camera(text):
        return "camera"
    return "lighting" if is_light(text, False, language) else None


@lru_cache(maxsize=_MAX_CACHED)
def _framing_end(text: str, language: str) -> int:
    """Where the words at the start of a text end that say how it is framed, or through which lens; 0 for none."""
    known = words(language)
    lens = known.lens.match(text)
    end = lens.end() if lens else 0
    if _may_be_framed(text) and (lens or not known.lighting_lead.match(text)) and (named := framing_prefix(text)):
        end = max(end, named.end())
    return end


def _may_be_framed(text: str) -> bool:
    """False for most texts that do not begin with a framing, at a tenth of the price of looking for it."""
    names = _framing_words()
    if names.isdisjoint(words_in(text)):
        return False
    first_words = text[:_LONGEST_LEAD_CHARS].split(maxsplit=_MOST_LEAD_WORDS)[:_MOST_LEAD_WORDS]
    return not names.isdisjoint(words_in(" ".join(first_words)))


@cache
def _framing_words() -> frozenset[str]:
    """One of these stands among the first words of a text that says how it is framed."""
    spellings = {"shot", "view", "angle", "plan", "vue"}
    for language in LANGUAGES:
        for choice in choices("framing", language):
            spellings.update((choice.term, *choice.synonyms, *choice.abbreviations))
    return frozenset(found.group() for name in spellings if (found := _TOKEN.search(name.lower())))


def _split_framing(clause: Clause, end: int, is_list: bool, language: str) -> Clause | None:
    """Cut what is framed off a clause that begins with its framing; without it the clause is all framing, or all scene."""
    text = clause.text
    clause.part = "framing"
    if end == len(text):
        return None
    join = _FRAMING_JOIN.match(text, end)
    if join is None and _FRENCH_PLURAL.match(text, end):  # "gros plan des mains": the article is the joining word, too
        framing_end = subject_start = end
    elif join is None:
        goes_on = _FRAMING_GOES_ON.match(text, end)
        if goes_on is None:
            clause.part = "scene"
            return None
        framing_end, subject_start = goes_on.end(), goes_on.end()
    else:
        start = None if is_list and ":" not in join.group() else _after_join(text[:end], text, join, language)
        # where the writer would join in another way, the joining word stays with the framing
        framing_end, subject_start = (join.end(), join.end()) if start is None else (end, start)
    if not text[subject_start:].strip():
        clause.part = "scene"
        return None
    scene = clause.split(subject_start, "scene")
    clause.text = clause.text[:framing_end].rstrip()
    return scene


def _after_join(framing: str, text: str, join: re.Match[str], language: str) -> int | None:
    """Where the subject begins behind a joining word that the writer will put there again; None when it would not."""
    word = join.group().strip().lower()
    if word in (":", "of"):
        return join.end()
    if word == "d":
        return join.end() + 1
    if word == "sur":
        return join.end() if _FRENCH_ARTICLE.match(text, join.end()) else None
    start = join.end() if word == "de" else join.start() + len(" de ")
    is_undone = grammar.framing_join(framing, text[start:].strip(), False, language).strip() in ("de", "d'")
    return start if is_undone else None
