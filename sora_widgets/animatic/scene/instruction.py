"""An instruction of a remix or an edit, read: its sentence, and what it wants done with each thing it names.

A few words (`lexicon/grammar.txt`) tell adding from removing from replacing.
"""

from __future__ import annotations

import re

from sora_widgets.animatic.lexicon import Meaning, words_of
from sora_widgets.animatic.scene.phrases import Noun
from sora_widgets.animatic.scene.reading import nouns_of
from sora_widgets.animatic.scene.sentence import Sentence
from sora_widgets.animatic.scene.values import Scene

__all__ = ["Instruction"]

# Said to somebody about somebody else, and as a sentence about them.
_RETOLD = (
    (re.compile(r"^\s*(?:let|have|make) (?:him|it) (?=[a-z]+ )(?!an? )", re.IGNORECASE), "the person "),
    (re.compile(r"^\s*(?:let|have) her ", re.IGNORECASE), "the person "),
    (re.compile(r"^\s*(?:he|she) (?!says|said|asks|whispers|shouts|replies)", re.IGNORECASE), "the person "),
    (re.compile(r"^\s*(?:il|elle) (?!neige|pleut|fait|y |dit|murmure|crie)", re.IGNORECASE), "la personne "),
    (re.compile(r"^\s*give (?:him|it) (?=an? |some )", re.IGNORECASE), "the person holds "),
    (re.compile(r"^\s*give her (?=an? |some )", re.IGNORECASE), "the person holds "),
    (re.compile(r"^\s*give (the [^\W\d_]+) (?=an? |some )", re.IGNORECASE), r"\1 holds "),
    (re.compile(r"^\s*(?:donne|mets)[ -]lui (?=une? )", re.IGNORECASE), "la personne tient "),
    (re.compile(r"^\s*donne (une? .+) (?:à|au) (.+)$", re.IGNORECASE), r"\2 tient \1"),
    (re.compile(r"^\s*(?:make|turn) (?:it|him|her|them)(?: into)? (?=an? )", re.IGNORECASE), "turn the person into "),
    (re.compile(r"^\s*(?:fais|faites)[ -]en (?=une? )", re.IGNORECASE), "remplace la personne par "),
)


class Instruction:
    """One clause of an instruction, for one scene.

    Attributes:
        sentence: the clause, read with the names of the scene's labelled actors.
        nouns: all that it names.
        things: its nouns that are no places.
    """

    def __init__(self, scene: Scene, clause: str) -> None:
        labels = {
            " ".join(word for word, _ in words_of(a.label)): (Meaning("cast", a.label),)
            for a in scene.actors
            if a.label
        }
        for pattern, retold in _RETOLD:
            clause = pattern.sub(retold, clause)
        self.sentence = Sentence(clause, labels)
        self.nouns = nouns_of(self.sentence)
        self.things: list[Noun] = [noun for noun in self.nouns if not noun.is_place and not noun.is_modifier]

    def mode_at(self, place: int) -> str:
        """What is done with a noun at a place: "removing", "adding", "replacing" or ""."""
        texts, joined = self.sentence.texts, False
        for at in range(place - 1, -1, -1):
            if texts[at] in self.sentence.duty("removing") and not self._is_more(at):
                return "adding" if joined else "removing"
            if texts[at] in self.sentence.duty("replacing"):
                return "replacing"
            if texts[at] in self.sentence.duty("with"):
                joined = True  # "replace the park with a street": only what comes before tells
            elif texts[at] in self.sentence.duty("adding"):
                return "adding"
        return "adding" if joined else ""

    def _is_more(self, at: int) -> bool:
        """ "Plus lumineux" and "plus près" take nothing away, "plus de chien" does."""
        is_last = at + 1 == len(self.sentence.texts)
        return (
            self.sentence.texts[at] == "plus"
            and not is_last
            and self.sentence.texts[at + 1] not in self.sentence.duty("of")
        )

    @property
    def mode(self) -> str:
        """What the clause as a whole does."""
        return self.mode_at(len(self.sentence.texts))

    @property
    def is_command(self) -> bool:
        """Whether it begins as an order and not as a prompt does."""
        duties = ("removing", "adding", "replacing", "commanding")
        return bool(self.sentence.texts) and any(self.sentence.texts[0] in self.sentence.duty(each) for each in duties)
