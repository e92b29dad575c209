"""What an instruction changes of the actors of a scene: who is there, in which colour, how many, doing what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sora_widgets.animatic.scene.cast import MOST_ACTORS, actors_of
from sora_widgets.animatic.scene.draft import can_act, gear_of, is_seen
from sora_widgets.animatic.scene.instruction import Instruction
from sora_widgets.animatic.scene.phrases import Noun, Phrase
from sora_widgets.animatic.scene.sentence import is_holdable
from sora_widgets.animatic.scene.strangers import strangers_of
from sora_widgets.animatic.scene.values import Actor, Scene
from sora_widgets.prompts import shot_size

__all__ = ["recast"]

_ANYBODY = frozenset(("man", "woman"))  # words for a person of any age: "the person", "she"
_HOLDING = frozenset(("hold", "carry", "stand"))  # with something in hand, one goes on with what one does


def recast(scene: Scene, instruction: Instruction) -> tuple[Actor, ...]:
    """The actors of a scene after an instruction."""
    recasting = _Recasting(scene, instruction)
    if recasting.is_new_prompt():
        return actors_of(instruction.sentence, instruction.things)
    recasting.equip()
    recasting.change_cast()
    recasting.change_actions()
    recasting.frame()
    return tuple(recasting.actors[:MOST_ACTORS])


class _Recasting:
    def __init__(self, scene: Scene, instruction: Instruction) -> None:
        self.actors = list(scene.actors)
        self._instruction = instruction
        self._sentence = instruction.sentence
        self._nouns = list(instruction.things)

    def is_new_prompt(self) -> bool:
        """Whether it is a whole prompt of other people and things: with a place, and without an order."""
        has_place = any(noun.is_place for noun in self._instruction.nouns)
        is_new = bool(self._nouns) and self._sentence.is_indefinite(self._nouns[0].start)
        is_told = self._instruction.is_command or any(self._is_there(noun) for noun in self._nouns)
        return has_place and is_new and not is_told

    def equip(self) -> None:
        """What somebody gets to hold or to ride: "she sits on a bench", "give him a hat", "in the rain with an umbrella"."""
        if self._instruction.mode in ("removing", "replacing"):
            return
        doers = [noun for noun in self._nouns if any(can_act(self.actors[at]) for at in self._places_of(noun))]
        for read in actors_of(self._sentence, self._nouns) if doers else ():
            gear = read.rides or read.holds
            doer = next((noun for noun in doers if noun.name == read.kind), None)
            if doer is None or not any(noun.name == gear for noun in self._nouns) or self._is_gear(gear):
                continue
            for at in self._places_of(doer):
                fields: dict[str, Any] = {"rides" if read.rides else "holds": gear, "gear_colour": read.gear_colour}
                was = self.actors[at].action
                self.actors[at] = replace(
                    self.actors[at], action=was if read.action in _HOLDING else read.action, **fields
                )
            self._take(gear)
        self._hand_over()

    def _hand_over(self) -> None:
        """Of "with an umbrella", when nobody is named: the main being's."""
        main = next((at for at, actor in enumerate(self.actors) if can_act(actor)), None)
        for noun in list(self._nouns):
            is_with = noun.start > 0 and self._sentence.texts[noun.start - 1] in self._sentence.duty("with")
            if main is None or not is_with or self._is_there(noun) or not is_holdable(noun.name):
                continue
            self.actors[main] = replace(self.actors[main], holds=noun.name, gear_colour=noun.colour)
            self._take(noun.name)

    def _is_gear(self, kind: str) -> bool:
        return any(kind in (actor.holds, actor.rides) for actor in self.actors)

    def _take(self, kind: str) -> None:
        """It is in somebody's hands now, and no longer stands about."""
        self._nouns = [noun for noun in self._nouns if noun.name != kind]
        self.actors = [actor for actor in self.actors if actor.kind != kind]

    def change_cast(self) -> None:
        """Who comes, goes, is replaced, is of another colour or number."""
        clothes = [phrase for phrase in self._sentence.phrases if phrase.meaning.table == "clothes"]
        nouns = list(self._nouns)
        while nouns:
            noun = nouns.pop(0)
            mode, places = self._instruction.mode_at(noun.phrase.start), self._places_of(noun)
            other = nouns[0] if nouns else None
            if other is not None and (pair := self._replacement(noun, other)):
                self._replace(*pair)
                nouns.pop(0)
                continue
            if mode == "removing":
                self._remove(noun)
            elif self._gear_of(noun):
                self._recolour_gear(noun)
            elif places:
                self._recolour(noun, places)
                self._recount(noun, places, adds=mode == "adding")
            elif mode == "adding" or self._sentence.is_indefinite(noun.start) or noun.count > 1:
                self._add(noun)
        for stranger in strangers_of(self._sentence, ()):
            if self._instruction.mode_at(stranger.start) == "adding":
                self.actors.append(replace(stranger.actor, action="stand"))
        self._dress(clothes)

    def _places_of(self, noun: Noun) -> list[int]:
        """Which actors a noun speaks of: of its kind or its name; "the person" is the first being."""
        name = noun.phrase.meaning.name if noun.phrase.meaning.table == "cast" else noun.name
        same = [at for at, actor in enumerate(self.actors) if name in (actor.kind, actor.label)]
        if same or name not in _ANYBODY or self._sentence.is_indefinite(noun.start):
            return same
        if self._sentence.texts[noun.phrase.start] in self._sentence.duty("somebody"):
            return [at for at, actor in enumerate(self.actors) if can_act(actor)][:1]
        return []

    def _gear_of(self, noun: Noun) -> list[int]:
        """Who holds or rides it."""
        return [at for at, actor in enumerate(self.actors) if noun.name in (actor.holds, actor.rides)]

    def _replacement(self, noun: Noun, other: Noun) -> tuple[Noun, Noun] | None:
        """(old, new) of two nouns, when the one is to take the place of the other."""
        between = self._sentence.texts[noun.phrase.end : other.start]
        if not self._sentence.duty("instead").isdisjoint(between):
            return (other, noun) if self._is_there(other) else None
        is_made = not between and self._instruction.is_command and self._sentence.is_indefinite(other.start)
        is_replaced = is_made or "replacing" in (
            self._instruction.mode_at(noun.phrase.start),
            self._instruction.mode_at(other.phrase.start),
        )
        if not is_replaced or not self._is_there(noun) or other.phrase.start in self._sentence.colours:
            return None  # "change the colour of the car to orange": no fruit
        return noun, other

    def _is_there(self, noun: Noun) -> bool:
        return bool(self._places_of(noun) or self._gear_of(noun))

    def _recolour(self, noun: Noun, places: list[int]) -> None:
        colour = noun.colour or self._loose_colour(noun)
        if colour is not None:
            for at in places:
                self.actors[at] = replace(self.actors[at], colour=colour)

    def _loose_colour(self, noun: Noun) -> tuple[float, float, float] | None:
        """A colour that stands away from the only noun: "change the kite's colour to blue", "turn the car red"."""
        others = [
            each
            for each in self._instruction.things
            if each is not noun and each.phrase.start not in self._sentence.colours
        ]
        return None if others else self._sentence.colour_in(noun.phrase.end, len(self._sentence.texts))

    def _recount(self, noun: Noun, places: list[int], adds: bool) -> None:
        one = self.actors[places[0]]
        is_said = noun.count > 1 or any(text in self._sentence.duty("only") for text in self._sentence.texts)
        count = noun.count if is_said else 0
        if adds and self._sentence.is_indefinite(noun.start):
            count = len(places) + noun.count
        if count and count != len(places):
            row = [replace(one, place_in_row=index) for index in range(count)]
            others = [actor for at, actor in enumerate(self.actors) if at > places[0] and at not in places]
            self.actors = [*self.actors[: places[0]], *row, *others]

    def _remove(self, noun: Noun) -> None:
        places = self._places_of(noun)
        self.actors = [actor for at, actor in enumerate(self.actors) if at not in places]
        for at, actor in enumerate(self.actors):
            if noun.name == actor.holds:
                self.actors[at] = replace(actor, holds="", gear_colour=None)
            elif noun.name == actor.rides:
                self.actors[at] = replace(actor, rides="", action="stand", gear_colour=None)
            elif noun.name == "kite" and actor.action == "fly_kite":
                self.actors[at] = replace(actor, action="stand")

    def _recolour_gear(self, noun: Noun) -> None:
        colour = noun.colour or self._loose_colour(noun)
        for at in self._gear_of(noun) if colour is not None else ():
            self.actors[at] = replace(self.actors[at], gear_colour=colour)

    def _add(self, noun: Noun) -> None:
        if noun.phrase.start in self._sentence.colours and self._instruction.things[0] is not noun:
            return  # the orange of "change the car's colour to orange"
        self.actors += actors_of(self._sentence, [noun])

    def _replace(self, old: Noun, new: Noun) -> None:
        (came, *_) = actors_of(self._sentence, [new])
        for at in self._places_of(old):
            was = self.actors[at]
            self.actors[at] = replace(was, kind=came.kind, label=came.label, colour=came.colour)
        for at in self._gear_of(old):
            was = self.actors[at]
            part = "holds" if was.holds == old.name else "rides"
            gear: dict[str, Any] = {part: came.kind, "gear_colour": came.colour}
            self.actors[at] = replace(was, **gear)

    def _dress(self, clothes: Sequence[Phrase]) -> None:
        for phrase in clothes:
            start = self._sentence.start_of(phrase.start)
            colour = self._sentence.colour_in(start, phrase.end) or self._sentence.colour_after(phrase.end)
            colour = colour or self._sentence.colour_in(phrase.end, len(self._sentence.texts))
            wearer = next((at for at, actor in enumerate(self.actors) if can_act(actor)), None)
            if colour is not None and wearer is not None:
                self.actors[wearer] = replace(self.actors[wearer], colour=colour)

    def change_actions(self) -> None:
        """Who does something else."""
        commands = (
            self._sentence.duty("commanding") | self._sentence.duty("replacing") | self._sentence.duty("removing")
        )
        for phrase in self._sentence.phrases:
            if phrase.meaning.table != "actions" or not is_seen(phrase) or not self.actors:
                continue
            if self._sentence.texts[phrase.start] in commands or self._instruction.mode_at(phrase.start) in (
                "removing",
                "adding",
            ):
                continue
            action, gear = gear_of(phrase.meaning.name)
            if action in _HOLDING and any(actor.holds for actor in self.actors):
                continue
            if (action == "talk" and self._sentence.quotes) or self._sentence.is_of_weather(phrase):
                continue  # who says a line goes on with what they do
            for at in self._doers(phrase):
                was = self.actors[at]
                if not (action == "fly" and was.action == "fly_kite"):
                    self.actors[at] = replace(was, action=action, **gear)

    def _doers(self, verb: Phrase) -> list[int]:
        """Whom a verb speaks of: the nearest named in the instruction, or the main one with all of its kind."""
        named = [
            (abs(noun.phrase.start - verb.start), self._places_of(noun))
            for noun in self._instruction.things
            if self._places_of(noun)
        ]
        if any(noun.is_place and noun.phrase.end == verb.start for noun in self._instruction.nouns):
            return []  # "the castle in flames"
        if not self._sentence.duty("everybody").isdisjoint(self._sentence.texts):
            return [at for at, actor in enumerate(self.actors) if can_act(actor)]
        if named:
            return min(named)[1]
        if self._instruction.things:
            return []
        return [at for at, actor in enumerate(self.actors) if actor.kind == self.actors[0].kind]

    def frame(self) -> None:
        """Whose close-up it is comes first: "close-up of the dog"."""
        places = self._places_of(self._instruction.things[0]) if len(self._instruction.things) == 1 else []
        if places and shot_size(self._sentence.text) is not None:
            first = [replace(self.actors[at], where="") for at in places]
            self.actors = first + [actor for at, actor in enumerate(self.actors) if at not in places]
