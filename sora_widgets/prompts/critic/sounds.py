"""Sounds that nobody makes: a line without a speaker, a "sound" without a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sora_widgets.prompts import grammar
from sora_widgets.prompts.critic.advice import Advice
from sora_widgets.prompts.critic.draft import Draft
from sora_widgets.prompts.critic.ideas import scene_of
from sora_widgets.prompts.patterns import pattern

__all__ = ["RULES", "line_without_speaker", "sound_without_source"]


def line_without_speaker(draft: Draft) -> Iterator[Advice]:
    """A line in quotes, and nobody in the shot who could say it."""
    lines, language = draft.lines, draft.shot_language
    if not lines or any(line.speaker for line in lines) or _has_name(draft):
        return
    unquoted = draft.vocabulary - {token for line in lines for token in grammar.tokens(line.text)}
    if any(token in draft.words.animate_nouns or token in draft.words.pronouns for token in unquoted):
        return
    if any(draft.search(pattern(language, "voice_over"))) or any(draft.search(pattern(language, "says"))):
        return
    part, start, end = draft.place_of(lines[0])
    spoken = draft.part(part)[start:end]
    fixed = draft.rewritten(part, start, end, draft.starter("line-without-speaker") + spoken) if spoken else None
    yield draft.advise("line-without-speaker", part, "tip", fixed, line=lines[0].text)


def sound_without_source(draft: Draft) -> Iterator[Advice]:
    """ "ambient sound", "music": nothing says what is heard."""
    tokens = draft.tokens.get("sound", [])
    generic = pattern(draft.shot_language, "generic_sound")
    if tokens and all(generic.fullmatch(token) for token in tokens):
        scene = scene_of(draft)
        new = draft.starter("missing-sound") if scene is None else str(scene["sound"])
        yield draft.advise("sound-without-source", "sound", "tip", new, sound=draft.part("sound"))


def _has_name(draft: Draft) -> bool:
    """Whether the subject begins with a name: a capital that no start of a sentence has given."""
    subject = draft.part("subject")
    return subject[:1].isupper() and grammar.lower_first(subject, draft.shot_language) == subject


RULES: tuple[Callable[[Draft], Iterator[Advice]], ...] = (line_without_speaker, sound_without_source)
