"""Who does what: every verb of a sentence given to its subject."""

from __future__ import annotations

from dataclasses import replace

from sora_widgets.animatic.lexicon import idle_actions, kinds, sections
from sora_widgets.animatic.scene.draft import Draft, can_act, gear_of, is_seen
from sora_widgets.animatic.scene.phrases import Phrase
from sora_widgets.animatic.scene.sentence import Sentence

__all__ = ["act", "fly_kites"]


def act(sentence: Sentence, drafts: list[Draft]) -> None:
    """Give every verb to its subject."""
    is_all_camera = all(draft.noun is not None and not is_seen(draft.noun.phrase) for draft in drafts)
    for phrase in sentence.phrases:
        if phrase.meaning.table != "actions" or phrase.part == "framing":
            continue
        if not (is_seen(phrase) or is_all_camera):
            continue
        doer = None if sentence.is_of_weather(phrase) else _doer(sentence, phrase, drafts)
        if doer is None:
            continue
        action, gear = gear_of(phrase.meaning.name)
        if not can_act(doer.actor) and doer.actor.kind != "box":
            action = _as_thing(doer.actor.kind, action)
            if action not in kinds("things do"):
                continue
        is_being = sections().get(doer.actor.kind) in ("people", "animals")
        if is_being and action in kinds("only things do"):
            continue  # "a woman in a flowing dress"
        if is_being and action in kinds("landing") and idle_actions().get(doer.actor.kind) == "fly":
            action = "fly"  # "a bee landing on a flower"
        led = next((draft for draft in drafts if phrase.end <= draft.start <= phrase.end + 1), None)
        if action in ("push", "pull") and led is not None and can_act(led.actor):
            action = "walk"  # behind an old man in a wheelchair, say, and not against a crate
        for beside in _coordinated(sentence, doer, drafts):
            if not beside.actor.action:
                beside.actor = replace(beside.actor, action=action, **gear)
        if action in ("walk", "run") and led is not None and led.is_subject and can_act(led.actor):
            led.actor = replace(led.actor, action=action)  # "a man walks a dog"
        if action in kinds("mutual") and led is not None and can_act(led.actor) and not led.actor.action:
            is_animal = sections().get(led.actor.kind) == "animals"
            led.actor = replace(led.actor, action="fight" if is_animal and action == "box" else action)
        if doer.actor.action in ("", *kinds("postures")) and not (doer.actor.action and action in kinds("postures")):
            doer.actor = replace(doer.actor, action=action, **gear)
        elif gear:
            doer.actor = replace(doer.actor, **gear)


def _as_thing(kind: str, action: str) -> str:
    """What a thing does that is said with a verb for beings: a train that "crosses" a bridge does not walk."""
    is_vehicle = sections().get(kind) == "vehicles"
    goes = action in ("walk", "run") or (action == "drive" and not is_vehicle)
    if goes or (action == "fly" and is_vehicle):  # "a bicycle gliding through the snow"
        return idle_actions().get(kind, "drive" if is_vehicle else "roll")
    return {"push": "grow", "smoke": "steam"}.get(action, action)  # "la plante pousse", "la tasse fume"


def _coordinated(sentence: Sentence, doer: Draft, drafts: list[Draft]) -> list[Draft]:
    """Who does the same: "a dog and a cat sleep"."""
    found: list[Draft] = []
    first = doer
    for draft in reversed(drafts):
        between = sentence.texts[draft.end : first.start]
        if draft.end <= first.start and len(between) == 1 and between[0] in sentence.duty("and"):
            found.append(draft)
            first = draft
    return found


def _doer(sentence: Sentence, verb: Phrase, drafts: list[Draft]) -> Draft | None:
    following = next((draft for draft in drafts if draft.start <= verb.start < draft.end), None)
    if following is not None:  # "a burning house", "falling leaves": the verb stands inside the noun's phrase
        return following
    if any(noun.is_place and noun.start <= verb.start < noun.phrase.end for noun in sentence.nouns):
        return None  # "in front of a burning castle"
    just_before = next((draft for draft in drafts if draft.end == verb.start), None)
    if just_before is not None and not can_act(just_before.actor) and verb.meaning.name in kinds("of things only"):
        return just_before  # "a bowl with steam rising"
    behind = next((draft for draft in drafts if draft.noun is not None and draft.noun.start == verb.end), None)
    before = [draft for draft in drafts if draft.end <= verb.start]
    if (
        behind is not None
        and not can_act(behind.actor)
        and (not before or verb.meaning.name in kinds("of things only"))
    ):
        return behind  # "surrounded by blooming flowers"
    subjects = [draft for draft in before if draft.is_subject]
    if not subjects:
        return before[0] if before else drafts[0]
    last = subjects[-1]
    if last.actor.action and last is not subjects[0] and not subjects[0].actor.action:
        return subjects[0]
    verb_before = any(
        phrase.meaning.table == "actions" and subjects[0].end <= phrase.start < last.start
        for phrase in sentence.phrases
    )
    if last is not subjects[0] and verb_before and sentence.has_mark(last.end, verb.start):
        return subjects[0]  # "a man feeding a duck, smiling"
    if not can_act(last.actor) and last is not subjects[0] and verb_before:
        return (
            subjects[0]
            if can_act(subjects[0].actor) and verb.meaning.name.split(" ")[0] not in kinds("things do")
            else last
        )
    return last


def fly_kites(drafts: list[Draft]) -> None:
    """A kite beside somebody is flown by them."""
    if any(draft.actor.kind == "kite" for draft in drafts):
        for draft in drafts:
            if can_act(draft.actor) and draft.actor.action in ("", "fly", "carry", "hold", "stand", "play"):
                draft.actor = replace(draft.actor, action="fly_kite")
