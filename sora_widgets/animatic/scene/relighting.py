"""What an instruction changes of the look and the sound of a scene: light, weather, place, style, camera, sounds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sora_widgets.animatic.lexicon import lexicon, terms
from sora_widgets.animatic.scene.instruction import Instruction
from sora_widgets.animatic.scene.looks import looks_of
from sora_widgets.animatic.scene.phrases import Noun
from sora_widgets.animatic.scene.reading import UNSAID_LIGHT, backdrop_of, place_of
from sora_widgets.animatic.scene.values import Line, Scene

__all__ = ["relit"]

_WET = frozenset(("rain", "snow", "fog", "storm"))
_SIZES = ("extreme_wide", "wide", "full", "medium", "medium_close_up", "close_up", "extreme_close_up")
_ALIKE = {"default": "full", "medium_long": "full", "cowboy": "medium"}
_CLOSER = re.compile(r"\b(?:closer|tighter|plus pres|plus serre|rapproche|resserre)\b")
_WIDER = re.compile(r"\b(?:wider|further away|farther away|plus large|plus loin|elargis)\b")
_SLOWER = re.compile(r"\b(?:slower|more slowly|plus lent|plus lente|plus lentement|ralentis)\b")
_FASTER = re.compile(r"\b(?:faster|quicker|more quickly|plus vite|plus rapide|plus rapidement|accelere)\b")
_PACES = (0.4, 2.25)
_SOUND = frozenset(("sound", "sounds", "audio", "son", "sons"))
_SPEECH = frozenset(("dialogue", "dialog", "speech", "line", "lines", "replique", "repliques", "dialogues"))
_BACKGROUND = frozenset(("background", "backdrop", "fond"))


def relit(scene: Scene, instruction: Instruction) -> dict[str, Any]:
    """The fields, other than the actors, that an instruction changes."""
    return _Relighting(scene, instruction).changes()


class _Relighting:
    def __init__(self, scene: Scene, instruction: Instruction) -> None:
        self._scene = scene
        self._instruction = instruction
        self._sentence = instruction.sentence
        self._fields: dict[str, Any] = {}

    def changes(self) -> dict[str, Any]:
        """The fields that change, and their values."""
        said = looks_of(self._sentence)
        if self._instruction.mode == "removing":
            self._take_away(said)
            return self._fields
        self._move(said)
        self._compare(said)
        self._change_light(said)
        self._change_sounds(said)
        if "dialogue" in said:
            said["dialogue"] = self._spoken(said["dialogue"])
        for field, value in said.items():
            if field != "terms":
                self._set(field, value)
        if new := said.get("terms", frozenset()):
            self._fields["terms"] = new | {name for name in self._scene.terms if not self._is_undone(name)}
        return self._fields

    def _move(self, said: dict[str, Any]) -> None:
        """Where the scene goes, and what the place brings along."""
        places = [noun for noun in self._instruction.nouns if self._moves_scene(noun)]
        if place := place_of(self._sentence, places):
            said["place"] = place
            if place == "underwater":
                said.setdefault("light", "underwater")
            elif self._scene.light == "underwater":
                said.setdefault("light", UNSAID_LIGHT)
        backdrop = backdrop_of(self._instruction.nouns)
        if backdrop is None and not _BACKGROUND.isdisjoint(self._sentence.texts) and self._scene.place == "plain":
            backdrop = self._sentence.colour_in(0, len(self._sentence.texts))
        if backdrop is not None:
            said["backdrop"] = backdrop

    def _moves_scene(self, noun: Noun) -> bool:
        """Whether a place is where the scene goes: not what is taken away, nor where something is added."""
        mode = self._instruction.mode_at(noun.phrase.start)
        is_aside = mode == "removing" or (mode == "adding" and noun.before != "")
        is_part = noun.name == "sky" and noun.before == ""  # "make the sky stormy"
        return noun.is_place and noun.name != self._scene.place and not is_aside and not is_part

    def _compare(self, said: dict[str, Any]) -> None:
        """Closer and wider, slower and faster than it was."""
        words = " ".join(self._sentence.texts)
        step = bool(_CLOSER.search(words)) - bool(_WIDER.search(words))
        if step:
            size = _SIZES.index(_ALIKE.get(self._scene.size, self._scene.size))
            said["size"] = _SIZES[max(0, min(len(_SIZES) - 1, size + 2 * step if step > 0 else size + step))]
        factor = 0.65 if _SLOWER.search(words) else 1.5 if _FASTER.search(words) else 1.0
        if factor != 1.0:
            said["pace"] = max(_PACES[0], min(_PACES[1], round(self._scene.pace * factor, 3)))

    def _change_light(self, said: dict[str, Any]) -> None:
        light, weather = said.pop("light", ""), said.pop("weather", frozenset())
        if light and (not weather or light != "overcast" or self._scene.light == UNSAID_LIGHT):
            self._set("light", light)
        if weather:
            has_kite = any(actor.kind == "kite" for actor in self._scene.actors)
            self._set("weather", weather | (self._scene.weather & {"wind"} if has_kite else frozenset()))
        elif light == UNSAID_LIGHT and self._scene.weather & _WET:
            self._set("weather", self._scene.weather - _WET)

    def _change_sounds(self, said: dict[str, Any]) -> None:
        sounds = said.pop("sounds", ())
        if not any(word.part == "sound" for word in self._sentence.words):
            sounds = tuple(name for name in sounds if name not in self._fields.get("weather", ()))  # "in the rain"
        if self._instruction.mode == "adding" and sounds:
            sounds = tuple(dict.fromkeys((*self._scene.sounds, *sounds)))
        if sounds:
            self._set("sounds", sounds)

    def _spoken(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """New lines; who spoke the old one speaks the new one, when no other is named."""
        known = self._scene.dialogue[0].speaker if self._scene.dialogue else ""
        unnamed = self._sentence.duty("pronouns") | {""}
        return tuple(replace(line, speaker=known) if line.speaker.lower() in unnamed else line for line in lines)

    def _is_undone(self, name: str) -> bool:
        """Whether what a term of the film vocabulary set has been set anew."""
        fields = {field for field, _ in terms().get(name, ())}
        is_move = name in self._scene.moves and "moves" in self._fields
        return is_move or not fields.isdisjoint(self._fields)

    def _take_away(self, said: dict[str, Any]) -> None:
        """What a sentence that removes something names is taken away."""
        words = self._sentence.texts
        if gone := said.get("weather", frozenset()) & self._scene.weather:
            self._set("weather", self._scene.weather - gone)
        named = [word for word in words if word not in self._sentence.duty("removing")]
        heard = set(lexicon(self._sentence.language).names("sounds", named)) - {"silence"}
        left = tuple(name for name in self._scene.sounds if name not in heard)
        if said.get("sounds") == ("silence",) or (not heard and not _SOUND.isdisjoint(words)):
            self._set("sounds", ("silence",))
        elif left != self._scene.sounds:
            self._set("sounds", left or ("silence",))
        if not _SPEECH.isdisjoint(words):
            self._set("dialogue", ())
        if said.get("moves") == {"static"}:
            self._set("moves", said["moves"])
        if said.get("style") and said["style"] == self._scene.style:
            self._set("style", "")

    def _set(self, field: str, value: Any) -> None:
        if value != getattr(self._scene, field):
            self._fields[field] = value
