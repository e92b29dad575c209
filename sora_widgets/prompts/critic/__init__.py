"""Advice on a shot: what is missing, what is too much, and what will not come out as meant.

Each piece of advice gives its reason, how sure it is and, when words can help, a rewrite that can
be applied with one click. It advises; it never blocks and it gives no grade. A rule is a function
from a `Draft` to the advice it has; the modules here each hold the rules of one kind in `RULES`.
The sentences lie in `vocabulary/<language>/`.

The rules follow the published prompting guide (openai/openai-cookbook
`examples/sora/sora2_prompting_guide.ipynb` @1398f49: one camera move and one subject action per
shot; beats that can be counted; light and sound said), read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from sora_widgets.prompts.critic import (
    budgets,
    contradictions,
    missing,
    moderation,
    motion,
    parameters,
    plain,
    sounds,
    vocabulary_use,
    weak_spots,
    wording,
)
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.parts import PARTS
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.vocabulary import check_language

__all__ = ["RULES", "Advice", "Draft", "critique"]

RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (
    *budgets.RULES,
    *motion.RULES,
    *sounds.RULES,
    *contradictions.RULES,
    *weak_spots.RULES,
    *wording.RULES,
    *moderation.RULES,
    *vocabulary_use.RULES,
    *parameters.RULES,
    *plain.RULES,
    *missing.RULES,
)


def critique(
    shot_or_text: Shot | str, seconds: int | str = 4, model: str | None = None, language: str = "en"
) -> list[Advice]:
    """Read a shot as a patient colleague would.

    Args:
        shot_or_text: the shot, or prose to be read first.
        seconds: the length of the clip; a longer one has room for more.
        model: the model it is meant for, when that is known.
        language: of the sentences; the words of a fix follow the language of the shot.

    Returns:
        Warnings first, then tips in the order of the parts.

    Raises:
        RequestError: a language without a vocabulary.
    """
    draft = Draft(shot_or_text, _whole_seconds(seconds), model, check_language(language))
    found = chain.from_iterable(rule(draft) for rule in RULES)
    return sorted(found, key=lambda advice: (advice.severity == "tip", PARTS.index(advice.part)))


def _whole_seconds(seconds: int | str) -> int:
    # advice is given while somebody types: a length that is not one yet must not stop it
    return int(seconds) if str(seconds).isascii() and str(seconds).isdigit() else 4
