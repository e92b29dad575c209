"""How a sentence says the scene looks and sounds: light, weather, style, framing, lens, camera, mood, dialogue.

Every term of the film vocabulary reaches the scene: by the field it sets (`lexicon/terms.txt`), and by its name.
"""

from __future__ import annotations

import re
from typing import Any

from sora_widgets.animatic.colour import rgb
from sora_widgets.animatic.lexicon import COLOURS, kinds, lexicon, names_of, terms
from sora_widgets.animatic.scene.sentence import Sentence
from sora_widgets.animatic.scene.values import Line
from sora_widgets.prompts import camera_moves, shot_size

__all__ = ["looks_of"]

_FOCAL = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s?-?mm\b(?!\s*(?:film|pellicule|kodak|stock|grain))", re.IGNORECASE
)
_SKY = re.compile(r"\b(?:to|into|towards?|vers|jusqu au) (?:the |le )?(?:sky|skies|ciel|clouds|nuages)")
_FOLLOWING = re.compile(r"^(?:tracking|following|follow|suivant)\b")
_STILL = re.compile(r"\b(?:no|without|sans|aucun) (?:any )?(?:camera (?:move|motion)|mouvement de camera)")
_SLOW = re.compile(r"\b(?:slow|gentl|lent|doucement|gradual|subtil|subtle|barely)")
_FAST = re.compile(r"\b(?:fast|quick|rapid|swift|vite|sudden|soudain)")
_ANGLES = (
    ("worms_eye", re.compile(r"worm s eye|contre plongee (?:totale|extreme|verticale)|vue de ver|au ras du sol")),
    (
        "birds_eye",
        re.compile(
            r"bird s eye|top down|overhead (?:shot|view|angle|camera)|from overhead|vue du dessus|(?<!contre )plongee (?:totale|zenithale|verticale)|aerial|a drone view|drone shot|vue aerienne|straight down|zenithal|(?:view |seen |shot )?from the top|top view|vu d en haut"
        ),
    ),
    ("low", re.compile(r"low angle|from below|contre plongee|looking up at")),
    ("high", re.compile(r"high angle|from above|(?<!contre )plongee|looking down|d en haut")),
    ("dutch", re.compile(r"dutch|canted|tilted frame|cadre penche|plan debulle|angle hollandais")),
)
_VIEWS = (
    (
        "pov",
        re.compile(r"\bpov\b|point of view|subjective (?:shot|camera)|camera subjective|plan subjectif|vue subjective"),
    ),
    (
        "back",
        re.compile(
            r"back to (?:the |us|camera)|seen from behind|\bfrom behind$|vue?s? de dos|\bde dos\b|dos a la camera"
        ),
    ),
    ("insert", re.compile(r"\binsert (?:shot|of)\b|^insert\b|plan d insert|\binsert sur\b")),
)
# where the light comes from is not where the camera looks from
_LIT = r"\b(?:lights?|lit|lighting|lumiere|eclairee?s?|sunlight|glow|rays?|beams?|rayons?)(?: \w+){0,2}? "
_KEYS = (
    ("top", re.compile(_LIT + r"(?:from (?:directly )?(?:above|overhead)|d en haut|du dessus|du plafond)")),
    ("under", re.compile(_LIT + r"(?:from (?:below|underneath)|d en bas|du dessous)")),
    ("side", re.compile(_LIT + r"(?:from (?:the |one |a )?(?:side|left|right)|de cote|de la gauche|de la droite)")),
    ("back", re.compile(_LIT + r"(?:from behind|de derriere|par derriere)")),
)
_PALETTE = re.compile(r"palette|tones?|colou?rs?|hues|teintes|tons|couleurs|camaieu")
_PLAIN_SOUNDS = frozenset(("music", "rain"))
_SHORTEST_MM = 4.0
_MOST_LINES = 40  # more than anybody can say in the longest clip
_LENS_MM = ((20.0, "wide"), (34.0, "wide"), (65.0, "normal"), (105.0, "portrait"), (2000.0, "tele"))


def looks_of(sentence: Sentence) -> dict[str, Any]:
    """The fields of a scene that are neither place nor actors, as far as the sentence says them."""
    words = [word for at, word in enumerate(sentence.words) if at not in sentence.owned | sentence.naming]
    seen = [word.text for word in words if word.part not in ("sound", "speech")]
    told = [word.text for word in words if word.part not in ("camera", "framing", "speech")]
    free, folded = " ".join(sentence.free), " ".join(sentence.texts)
    keys = [(name, hit) for name, pattern in _KEYS if (hit := pattern.search(free))]
    framed = free
    for _, hit in keys:
        framed = framed.replace(hit.group(), "")
    names = _terms_in(sentence)
    looks: dict[str, Any] = {}
    for name in names:
        for field, values in terms().get(name, ()):
            _set(looks, field, values)
    moves = camera_moves(sentence.text) | looks.pop("moves", frozenset())
    if _FOLLOWING.match(folded):
        moves |= {"tracking"}
    if not moves and _STILL.search(folded):
        moves = frozenset(("static",))
    said = {
        "moves": moves - {"static"} if len(moves) > 1 else moves,
        "terms": moves | frozenset(names),
        "size": shot_size(sentence.text),
        "rises_to_sky": bool(_SKY.search(folded)),
        "angle": next((name for name, pattern in _ANGLES if pattern.search(framed)), None),
        "view": next((name for name, pattern in _VIEWS if pattern.search(framed)), None),
        "key_from": next((name for name, _ in keys), None),
        "light": _light(sentence, seen, [looks["light"]] if "light" in looks else []),
        "weather": frozenset(sentence.lexicon.names("weather", seen)) - {"none"},
        "style": _first("styles", sentence.lexicon.names("styles", seen)),
        "mood": _first("moods", sentence.lexicon.names("moods", told)),
        "pace": _pace(sentence),
        "palette": _palette(sentence),
        "sounds": _sounds(sentence, looks.get("sounds", ())),
        "dialogue": _dialogue(sentence),
        **_lens(sentence, looks),
    }
    looks.update({field: value for field, value in said.items() if value})
    return looks


def _set(looks: dict[str, Any], field: str, values: tuple[str, ...]) -> None:
    if field == "moves":
        looks["moves"] = looks.get("moves", frozenset()) | set(values)
    elif field == "sounds":
        looks["sounds"] = (*looks.get("sounds", ()), *values)
    elif field == "palette":
        looks["palette"] = tuple(map(rgb, values))
    elif field == "pace":
        looks["pace"] = float(values[0])
    elif not looks.get(field):
        looks[field] = values[0]


def _terms_in(sentence: Sentence) -> list[str]:
    """The names of the film vocabulary's choices that the text says, in order; of the joins those that are drawn."""
    names = [term.name for term in sentence.terms if term.part != "transition" or term.name in kinds("joins")]
    return list(dict.fromkeys(names))


def _light(sentence: Sentence, texts: list[str], of_terms: list[str]) -> str:
    """The most telling light: of the part that speaks of the light first, then of the whole text."""
    order = names_of("lights")
    taken = sentence.owned | sentence.naming
    lighting = [w.text for at, w in enumerate(sentence.words) if w.part == "lighting" and at not in taken]
    for words in (lighting, texts):
        if found := [name for name in sentence.lexicon.names("lights", words) if name != "none"]:
            return min(found + of_terms, key=order.index)
    return next(iter(of_terms), "")


def _first(table: str, names: list[str]) -> str:
    """The most telling of some names: the one that the list has first."""
    return min(names, key=names_of(table).index) if names else ""


def _pace(sentence: Sentence) -> float | None:
    camera = [w.text for at, w in enumerate(sentence.words) if w.part == "camera" and at not in sentence.owned]
    pacing = " ".join(camera or sentence.free)
    return 0.65 if _SLOW.search(pacing) else 1.5 if _FAST.search(pacing) else None


def _lens(sentence: Sentence, looks: dict[str, Any]) -> dict[str, Any]:
    text = sentence.text
    for term in sentence.terms:
        if term.part == "lighting":  # the millimetres of a film stock are none of a lens
            start, last = sentence.words[term.start].place, sentence.words[term.end - 1]
            text = text[:start] + " " * (last.place + len(last.text) - start) + text[last.place + len(last.text) :]
    found = _FOCAL.search(text)
    focal = float(found[1].replace(",", ".")) if found is not None else 0.0
    if focal < _SHORTEST_MM:
        return {"lens": "macro"} if "macro" in sentence.free and "lens" not in looks else {}
    lens = looks.get("lens") or next((name for most, name in _LENS_MM if focal <= most), "tele")
    return {"focal_mm": focal, "lens": lens}


def _palette(sentence: Sentence) -> tuple[tuple[float, float, float], ...]:
    """Colours that a palette is said to have: "a palette of teal and red", "blue tones"."""
    lighting = [w.text for at, w in enumerate(sentence.words) if w.part == "lighting" and at not in sentence.owned]
    if not _PALETTE.search(" ".join(lighting)):
        return ()
    return tuple(COLOURS[name] for name in sentence.lexicon.names("colours", lighting))


def _sounds(sentence: Sentence, of_terms: tuple[str, ...]) -> tuple[str, ...]:
    """What is heard: of the sound's own part all, elsewhere only what is nothing but a sound, in either language."""
    is_said = any(word.part == "sound" for word in sentence.words)
    if is_said:
        words = [w.text for at, w in enumerate(sentence.words) if w.part == "sound" and at not in sentence.owned]
    else:
        # "a guitar on a chair" is silent; who plays one is heard playing
        phrases = [phrase for phrase in sentence.phrases if phrase.meaning.table == "actions"]
        nouns = [noun for noun in sentence.nouns if sentence.is_determiner(noun.start)]
        mute = {at for phrase in phrases for at in range(phrase.start, phrase.end)}
        mute |= {at for noun in nouns for at in range(noun.start, noun.phrase.end)} | sentence.owned
        words = [text for at, text in enumerate(sentence.texts) if at not in mute]
    both = [lexicon(language).names("sounds", words) for language in ("en", "fr")]
    names = [name for name in sentence.lexicon.names("sounds", words) if name != "none"]
    names = names if is_said else [name for name in names if name in _PLAIN_SOUNDS]
    if any(term.name == "no_music" for term in sentence.terms):
        names = [name for name in names if name != "music"]  # of "Music: none"
    return ("silence",) if "silence" in both[0] + both[1] else tuple(dict.fromkeys((*of_terms, *names)))


def _dialogue(sentence: Sentence) -> tuple[Line, ...]:
    """The lines that are spoken, in order; what is written on something is not spoken."""
    return tuple(Line(quote.speaker, quote.text) for quote in sentence.quotes if not quote.is_written)[:_MOST_LINES]
