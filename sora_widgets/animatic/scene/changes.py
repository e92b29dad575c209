"""An instruction of a remix or an edit, applied to a scene: only what it names changes, the seed stays.

Reads with the same `Sentence` as a prompt, so that a whole new prompt works as well: what it names alike stays alike.
`relighting` changes the look and the sound, `recasting` who is there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sora_widgets.animatic.lexicon import LANGUAGES, small_words, words_of
from sora_widgets.animatic.scene.instruction import Instruction
from sora_widgets.animatic.scene.recasting import recast
from sora_widgets.animatic.scene.relighting import relit
from sora_widgets.animatic.scene.values import Scene

__all__ = ["apply"]

_COMMANDS = ("removing", "adding", "replacing", "commanding")


def apply(scene: Scene, instruction: str) -> Scene:
    """The scene with what an instruction names changed and nothing else; the same one when nothing was understood.

    Args:
        scene: as it is.
        instruction: English or French: "make the kite blue", "add a dog", "à la tombée de la nuit".
    """
    for clause in _clauses(instruction):
        read = Instruction(scene, clause)
        scene = replace(scene, **relit(scene, read), actors=recast(scene, read))
    return scene


def _clauses(instruction: str) -> list[str]:
    """An instruction cut where a further one begins: "add fog and remove the sun"."""
    words = words_of(instruction)
    commands = frozenset[str]().union(*(small_words(duty, each) for duty in _COMMANDS for each in LANGUAGES))
    joints = frozenset((",", ";", ".", "\n")) | small_words("and", "en") | small_words("and", "fr")
    cuts = [words[at][1] for at in range(1, len(words)) if words[at][0] in commands and words[at - 1][0] in joints]
    return [instruction[start:end] for start, end in pairwise([0, *cuts, len(instruction)])]
