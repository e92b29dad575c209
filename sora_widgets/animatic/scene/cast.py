"""Who and what is in a scene: the actors of a sentence with what each does, holds, rides, and where it is.

Nouns come from `sentence`; `strangers` finds those without a word, `doing` gives verbs their subjects, `gear` puts
things into hands. Here they become a row of actors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sora_widgets.animatic.lexicon import idle_actions, kinds, sections
from sora_widgets.animatic.scene.doing import act, fly_kites
from sora_widgets.animatic.scene.draft import Draft, can_act, gear_of, relation_of
from sora_widgets.animatic.scene.gear import equipped
from sora_widgets.animatic.scene.phrases import Noun
from sora_widgets.animatic.scene.sentence import Sentence
from sora_widgets.animatic.scene.strangers import strangers_of
from sora_widgets.animatic.scene.values import Actor

__all__ = ["MOST_ACTORS", "actors_of"]

MOST_ACTORS = 6
_DEPTHS = (
    (
        "behind",
        re.compile(
            r"(?:in|at|on) (?:the )?(?:far )?(?:background|distance|horizon)|(?:a l|en) arriere plan|au (?:fond|loin)"
        ),
    ),
    ("before", re.compile(r"in (?:the )?foreground|au premier plan")),
)
_DEPTH_WORDS = 4
_HERD = 3
_AROUND = {"left": "right", "right": "left", "on": "under", "below": "over", "behind": "before", "before": "behind"}


def actors_of(sentence: Sentence, named: Sequence[Noun]) -> tuple[Actor, ...]:
    """The actors of a sentence, the main one first.

    Args:
        sentence: the prompt.
        named: its nouns that are no place.
    """
    drafts = [_draft(sentence, noun) for noun in named]
    if any(can_act(draft.actor) and not _is_pronoun(sentence, draft) for draft in drafts):
        drafts = [draft for draft in drafts if not _is_pronoun(sentence, draft)]
    drafts += strangers_of(sentence, drafts)
    drafts.sort(key=lambda draft: draft.start)
    if not drafts:
        return ()
    _clothe(sentence, drafts)
    act(sentence, drafts)
    _accompany(sentence, drafts)
    drafts = _without_scenery(_without_music(sentence, _joined(equipped(sentence, drafts))))
    fly_kites(drafts)
    main = drafts[0].actor
    placed = [draft if draft is drafts[0] else _placed(sentence, draft, main) for draft in drafts]
    is_perched = any(draft.actor.where == "under" for draft in placed)
    if is_perched and can_act(main) and not main.action:  # "a bird on a car" does not fly
        drafts[0].actor = main = replace(main, action="stand")
    row = [actor for draft in placed for actor in _in_row(draft, main)]
    return tuple(row[:MOST_ACTORS])


def _draft(sentence: Sentence, noun: Noun) -> Draft:
    meaning = noun.phrase.meaning
    if meaning.table == "cast":
        actor = Actor("mannequin", "", noun.colour, label=meaning.name)
    else:
        trade = gear_of(meaning.name)[1] if meaning.table == "people" else {}
        actor = replace(Actor(_aged(sentence, noun), "", noun.colour), **trade)
    return Draft(actor, noun, noun.start, noun.phrase.end, noun.before == "")


def _aged(sentence: Sentence, noun: Noun) -> str:
    """The kind of a noun; "an old Swedish man" is an old man."""
    words = sentence.texts[noun.start : noun.phrase.end]
    if noun.name == "same":  # "a herd", of cows unless somebody else tells of what
        return noun.phrase.meaning.name.split(" ")[1]
    is_old = noun.name in ("man", "woman") and not sentence.duty("aged").isdisjoint(words)
    return f"old_{noun.name}" if is_old else noun.name


def _is_pronoun(sentence: Sentence, draft: Draft) -> bool:
    return draft.noun is not None and sentence.texts[draft.noun.phrase.start] in sentence.duty("pronouns")


def _clothe(sentence: Sentence, drafts: list[Draft]) -> None:
    """A colour said of clothes is the wearer's: "a child in a yellow raincoat"."""
    for phrase in sentence.phrases:
        if phrase.meaning.table != "clothes":
            continue
        start = sentence.start_of(phrase.start)
        colour = sentence.colour_in(start, phrase.end) or sentence.colour_after(phrase.end)
        wearer = next((draft for draft in reversed(drafts) if draft.end <= start and can_act(draft.actor)), None)
        if colour is not None and wearer is not None and wearer.actor.colour is None:
            wearer.actor = replace(wearer.actor, colour=colour)


def _accompany(sentence: Sentence, drafts: list[Draft]) -> None:
    """Who is with somebody goes along: "a mother walking with a baby"."""
    for leader, draft in pairwise(drafts):
        is_with = draft.noun is not None and sentence.texts[draft.start - 1] in sentence.duty("together")
        is_idle = draft.actor.action == "" and can_act(draft.actor)
        if is_with and is_idle and can_act(leader.actor) and leader.actor.action in kinds("done together"):
            draft.actor = replace(draft.actor, action=leader.actor.action)


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Each kind once (a thing named twice is one thing), unless a name or another colour tells them apart."""
    seen: dict[tuple[str, str, bool], Draft] = {}
    for draft in drafts:
        key = (draft.actor.kind, draft.actor.label, _is_group(draft))
        if key not in seen:
            seen[key] = draft
        elif not seen[key].actor.action and draft.actor.action:
            seen[key].actor = replace(seen[key].actor, action=draft.actor.action)
    return list(seen.values())


def _without_scenery(drafts: list[Draft]) -> list[Draft]:
    """Trees among which somebody walks are scenery, which the place draws; one tree is not."""
    first = next((draft for draft in drafts if draft.actor.kind not in kinds("scenery")), None)
    if first is None:
        return drafts
    kept = [
        draft
        for draft in drafts
        if draft.actor.kind not in kinds("scenery") or _count(draft) == 1 or draft is drafts[0]
    ]
    kept.sort(key=lambda draft: draft.actor.kind in kinds("scenery") and draft is not drafts[0])
    return kept


def _without_music(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """A piano without an article beside somebody is heard and not seen: "melancholy piano"."""
    return [
        draft
        for draft in drafts
        if draft is drafts[0]
        or sections().get(draft.actor.kind) != "music"
        or draft.noun is None
        or sentence.is_determiner(draft.start)
        or draft.noun.before
        or sentence.texts[draft.start - 1] in sentence.duty("and")
    ]


def _is_group(draft: Draft) -> bool:
    return draft.noun is not None and draft.noun.phrase.meaning.table == "groups"


def _count(draft: Draft) -> int:
    return draft.noun.count if draft.noun is not None else 1


def _placed(sentence: Sentence, draft: Draft, main: Actor) -> Draft:
    is_of_people = sections().get(main.kind) == "people"
    if draft.noun is not None:
        after = " ".join(sentence.texts[draft.end : draft.end + _DEPTH_WORDS])
        depth = next((where for where, pattern in _DEPTHS if pattern.match(after)), "")
        relation = relation_of(draft.noun) if draft.noun.before else ""
        where = depth or _AROUND.get(relation, relation if relation in ("beside", "around") else "")
        if is_of_people and where == "around" and draft.actor.kind in kinds("containers"):
            where = ""  # "a man pours milk into a cup"
        if is_of_people and where == "under" and draft.actor.kind == "window":
            where = "behind"  # "rain on the window"
        draft.actor = replace(draft.actor, where=where)
    return draft


def _in_row(draft: Draft, main: Actor) -> list[Actor]:
    """One actor for each that was counted; a group is its members."""
    actor = draft.actor
    noun = draft.noun
    members = noun.phrase.meaning.name.split(" ") if noun is not None and _is_group(draft) else []
    if members:
        is_more = members[0] == "same" and actor is not main and can_act(main)
        if members[0] == "same":
            members = [main.kind if is_more else members[1]] * _HERD
        counts = {main.kind: 1} if is_more else {}
        row = []
        for kind in members:
            idle = main.action if kind == main.kind and main.action else idle_actions().get(kind, "stand")
            row.append(replace(actor, kind=kind, action=actor.action or idle, place_in_row=counts.get(kind, 0)))
            counts[kind] = counts.get(kind, 0) + 1
        return row
    idle = main.action if actor.kind == main.kind and main.action else idle_actions().get(actor.kind, "stand")
    actor = replace(actor, action=actor.action or idle)
    count = 1 if actor.kind == "crowd" else _count(draft)
    return [replace(actor, place_in_row=index) for index in range(count)]
