"""A shot in which nothing moves is a photograph."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.ideas import camera_words
from sora_widgets.prompts.patterns import pattern
from sora_widgets.prompts.scene import has_motion, is_still_noun_phrase

__all__ = ["RULES", "is_photograph", "nothing_moves"]


def nothing_moves(draft: Draft) -> Iterator[Advice]:
    """Neither the subject nor the camera moves."""
    if not is_photograph(draft):
        return
    if "camera" not in draft.parts:
        yield draft.advise("no-motion", "camera", "warning", camera_words(draft) or draft.starter("no-motion"))
        return
    stirred = draft.starter("no-motion-action")
    # behind the subject a second thing needs its comma: it does not do what the subject does
    part = "action" if "action" in draft.parts else "subject" if "subject" in draft.parts else "setting"
    yield draft.advise(
        "no-motion",
        "action",
        "warning",
        {part: f"{draft.part(part)}, {stirred}"},
        text="no-motion-action",
        words=stirred,
    )


def is_photograph(draft: Draft) -> bool:
    """Whether the words say that all is still; a verb or a camera that no list knows may well move."""
    if not draft.scene or draft.lines:  # who speaks moves at least his lips
        return False
    return not draft.camera_may_move and not _something_moves(draft) and _is_still(draft)


def _something_moves(draft: Draft) -> bool:
    """Whether somebody or something moves in the scene, or is heard or lit moving: "waves crashing"."""
    known = draft.words
    seen = grammar.tokens(f"{draft.part('framing')} {draft.scene}")
    if has_motion(draft.scene, draft.shot_language) or any(token in known.moving_things for token in seen):
        return True
    if pattern(draft.shot_language, "stirs").search(draft.scene) is not None:
        return True
    # only the -ing forms: "lights" and "hum" are nouns here
    told = grammar.tokens(f"{draft.part('lighting')} {draft.part('sound')}")
    return any(
        token in known.motion_verbs and token in known.participles and token not in known.never_ing for token in told
    )


def _is_still(draft: Draft) -> bool:
    known = draft.words
    if any(
        token in known.still_verbs or token in known.still_words
        for token in grammar.tokens(f"{draft.part('subject')} {draft.part('action')}")
    ):
        return True
    if "action" in draft.parts or ("camera" in draft.parts and "static" not in draft.moves):
        return False
    return is_still_noun_phrase(draft.part("subject") or draft.part("setting"), draft.shot_language)


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (nothing_moves,)
