"""What video models are known to get wrong: hands, crowds, counts, writing, mirrors, hard physics.

Sources: OpenAI's own words on what its model struggles with (Sora technical report, February 2024: physics
of complex scenes, cause and effect, left and right; Sora 2 announcement, September 2025: still far from
perfect in physics); that hands, counts, crowds and lettering go wrong is common experience with every such
model, and no figure is claimed. So the advice here is a tip and never a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.patterns import pattern

__all__ = ["RULES"]

_SCENE = ("subject", "action", "setting")


def hands_at_work(draft: Draft) -> Iterator[Advice]:
    """Fingers doing something fine, seen from near."""
    language = draft.shot_language
    near = next(draft.search(pattern(language, "close"), "framing"), None)
    hands = next(draft.search(pattern(language, "hands"), "subject", "action", "framing"), None)
    work = next(draft.search(pattern(language, "hands_at_work"), "subject", "action"), None)
    if near is None or work is None:
        return
    part, found = near
    text = draft.part(part)
    # a shot of the hands themselves has to stay near them
    fixed = None if hands is not None else text[: found.start()] + draft.starter("size-medium") + text[found.end() :]
    yield draft.advise("hands-at-work", part, "tip", fixed, confidence="maybe", work=work[1].group())


def crowd(draft: Draft) -> Iterator[Advice]:
    """Many people near enough to have faces."""
    language = draft.shot_language
    found = next(draft.search(pattern(language, "crowd"), *_SCENE), None)
    if found is None or any(draft.search(pattern(language, "far_crowd"))):
        return
    part, match = found
    fixed = draft.rewritten(part, match.start(), match.end(), f"{match.group()} {draft.starter('crowd')}")
    yield draft.advise("crowd", part, "tip", fixed, confidence="maybe", crowd=match.group())


def counted_things(draft: Draft) -> Iterator[Advice]:
    """More things than a model counts."""
    found = next(draft.search(pattern(draft.shot_language, "counted"), "subject", "action"), None)
    if found is None:
        return
    part, match = found
    few = draft.starter("counted-things")
    number = few[:1].upper() + few[1:] if match["number"][:1].isupper() else few
    yield draft.advise(
        "counted-things",
        part,
        "tip",
        draft.rewritten(part, match.start("number"), match.end("number"), number),
        confidence="maybe",
        counted=match.group(),
        words=f"{number} {match['counted']}",
    )


def many_objects(draft: Draft) -> Iterator[Advice]:
    """Hundreds of things, each of which would have to stay itself."""
    found = next(draft.search(pattern(draft.shot_language, "many_objects"), "subject", "action"), None)
    if found is not None:
        yield draft.advise("many-objects", found[0], "tip", confidence="maybe", objects=found[1].group())


def words_in_the_picture(draft: Draft) -> Iterator[Advice]:
    """Something to be read."""
    written = next((quote for quote in draft.quotes if quote.is_written), None)
    if written is not None:
        part, _, _ = draft.place_of(written)
        yield draft.advise("words-in-the-picture", part, "tip", written=written.text)


def mirror(draft: Draft) -> Iterator[Advice]:
    """A mirror, with somebody in front of it."""
    language = draft.shot_language
    if any(draft.search(pattern(language, "mirror_plain"))):
        return
    found = next(draft.search(pattern(language, "mirror"), *_SCENE), None)
    if found is not None and any(token in draft.words.animate_nouns for token in draft.tokens.get("subject", ())):
        yield draft.advise("mirror", found[0], "tip", confidence="maybe")


def hard_physics(draft: Draft) -> Iterator[Advice]:
    """Bodies and matter in ways that models seldom get right."""
    found = next(draft.search(pattern(draft.shot_language, "physics"), "subject", "action"), None)
    if found is not None:
        yield draft.advise("hard-physics", found[0], "tip", confidence="maybe", what=found[1].group())


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (
    hands_at_work,
    crowd,
    counted_things,
    many_objects,
    words_in_the_picture,
    mirror,
    hard_physics,
)
