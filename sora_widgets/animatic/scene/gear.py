"""What somebody holds or rides, taken out of what stands around."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sora_widgets.animatic.lexicon import kinds, sections
from sora_widgets.animatic.scene.draft import Draft, can_act, relation_of
from sora_widgets.animatic.scene.phrases import Noun, Phrase
from sora_widgets.animatic.scene.sentence import Sentence, is_holdable
from sora_widgets.animatic.scene.values import Actor

__all__ = ["equipped"]

_AT_REST = ("", "stand", "sit", "walk")
_AT = ("at", "a", "au")
_HOW = {"driven": "drive", "pedalled": "ride", "flown": "fly"}


def equipped(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Put into somebody's hand, or under somebody, what the sentence says is held or ridden; the rest stays."""
    kept: list[Draft] = []
    for draft in drafts:
        if draft.noun is None or not _is_taken(sentence, draft, draft.noun, kept):
            kept.append(draft)
    return kept


def _is_taken(sentence: Sentence, thing: Draft, noun: Noun, before: list[Draft]) -> bool:
    beings = [draft for draft in before if can_act(draft.actor)]
    if not beings:
        return False
    holder = beings[-1] if noun.before else next((b for b in reversed(beings) if b.is_subject), beings[-1])
    relation = relation_of(noun)
    verb = _verb_between(sentence, holder.end, thing.start)
    is_object = relation == "" and verb is not None and not sentence.has_mark(verb.end, thing.start)
    doing = verb.meaning.name.split(" ")[0] if is_object and verb is not None else ""
    is_at = relation in (*_AT, "on") or relation == ""
    if noun.name in kinds("desks") and is_at and holder.actor.action in kinds("at a desk"):
        return True  # who writes or types is drawn at a desk
    gear = _riding(holder, noun, relation, doing) or _playing(thing.actor.kind, doing)
    if not gear and thing.actor.kind != "kite" and holder.actor.holds in ("", thing.actor.kind):
        gear = _holding(sentence, thing, relation, doing)
    if gear:
        holder.actor = replace(holder.actor, gear_colour=thing.actor.colour, **gear)
    return bool(gear)


def _verb_between(sentence: Sentence, start: int, end: int) -> Phrase | None:
    verbs = [p for p in sentence.phrases if p.meaning.table == "actions" and start <= p.start and p.end <= end]
    return verbs[-1] if verbs else None


def _riding(holder: Draft, noun: Noun, relation: str, doing: str) -> dict[str, Any]:
    """Of "rides a horse", "in a boat", "on a skateboard", "sits on a throne"."""
    kind, action = noun.name, holder.actor.action
    if holder.actor.kind in kinds("never astride") or noun.count > 1 or holder.actor.rides not in ("", kind):
        return {}
    special = {each: how for group, how in _HOW.items() for each in kinds(group)} | {"surfboard": "surf"}
    can_carry = kind in kinds("ridden") or kind in kinds("mounts") or sections().get(kind) == "vehicles"
    if doing in kinds("moving") and can_carry:
        return {"rides": kind, "action": special.get(kind, doing)}
    is_on_board = relation in ("on", "around") or (relation == "from" and kind in kinds("boats"))
    if is_on_board and kind in kinds("ridden"):
        how = special.get(kind, "ride")
        return {"rides": kind, "action": how if action in _AT_REST or kind in kinds("flown") else action}
    if is_on_board and kind in kinds("seats") and _is_seated(holder.actor):
        return {"rides": kind, "action": action or "sit"}
    return {}


def _is_seated(being: Actor) -> bool:
    """Whether somebody on a piece of furniture sits or lies there; an animal of which nothing was said stands on it."""
    section = sections().get(being.kind)
    is_said = being.action not in ("", *kinds("on their feet"))
    return (is_said and section in ("people", "animals")) or (not being.action and section == "people")


def _playing(kind: str, doing: str) -> dict[str, Any]:
    """Of "plays the old violin", "plays with a ball"."""
    if doing == "play" and sections().get(kind) == "music":
        return {"holds": kind, "action": "play_instrument"}
    return {"holds": kind, "action": "throw"} if doing == "play" and kind in kinds("tossed") else {}


def _holding(sentence: Sentence, thing: Draft, relation: str, doing: str) -> dict[str, Any]:
    """Of "reads a book", "with an umbrella", "under an umbrella", "checks her phone", "wearing a hat", "pushes a cart"."""
    kind, first = thing.actor.kind, thing.start
    is_own = relation == "" and sentence.texts[first] in sentence.duty("possessive")
    is_object = doing != "" and doing not in kinds("hands free")
    is_with = (
        relation == "worn"
        or (relation == "around" and kind in kinds("wearable"))
        or (relation == "beside" and sentence.texts[first - 1] in sentence.duty("with"))
    )
    is_one = thing.noun is not None and thing.noun.count == 1
    is_in_arms = is_one and kind in kinds("in arms") and doing in ("hold", "carry")
    is_hugged = is_one and kind in kinds("hugged") and doing == "hug"
    if is_in_arms or is_hugged or (doing == "open" and kind in kinds("opened")):
        return {"holds": kind}
    if doing in ("push", "pull") and not can_act(thing.actor):
        return {"holds": kind}
    if doing == "kick" and kind == "ball":
        return {"holds": "football"}
    can_hold = is_holdable(kind) or (doing == "play_instrument" and sections().get(kind) == "music")
    if (can_hold and (is_own or is_object or is_with)) or (relation == "below" and kind == "umbrella"):
        return {"holds": kind}
    return {}
