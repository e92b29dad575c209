"""What differs between clips, by part and word of their prompts and by setting, and what is the same in all.

Plain values, and no word of any language: the view names parts and settings. Words are matched by
`Shot.diff`, each clip with the first one; a word is the same when every clip has it. Where clips
have no parts (typed whole), or their parts are the same and their texts are not, the prompts are
compared as they were sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from sora_widgets.clips import Clip
from sora_widgets.prompts import PARTS, Shot
from sora_widgets.widgets._texts import Texts

__all__ = ["labels_of", "plain_labels"]

_LABEL_CHARS = 100

Run = tuple[bool, str]
"""Whether a stretch of words is another one elsewhere, and the words."""


def labels_of(clips: Sequence[Clip]) -> dict[str, Any]:
    """The labels of clips that are compared, as JSON.

    Returns:
        `clips`: one entry a clip, with `words` (`part`, or "prompt" for a text without parts, and its `runs`: whether
        they differ, and the words) and `settings` (`name`, `value`): what is not the same in all. `same`: `words`
        (`part`, `text`) and `settings` that all clips share. Amounts of money are text, in USD.
    """
    by_part = _words_by_part(clips)
    settings = [_settings_of(clip) for clip in clips]
    names = list(dict.fromkeys(name for known in settings for name in known))
    differing = [name for name in names if len({_key(known.get(name)) for known in settings}) > 1]
    if not differing and not any(_differs(runs) for runs in by_part.values()):
        names, differing = [*names, "file"], ["file"]
        settings = [known | {"file": clip.path.name} for known, clip in zip(settings, clips, strict=True)]
    return {
        "clips": [
            {
                "words": [
                    {"part": part, "runs": [list(run) for run in runs[index]]}
                    for part, runs in by_part.items()
                    if _differs(runs)
                ],
                "settings": [{"name": name, "value": settings[index].get(name)} for name in differing],
            }
            for index in range(len(clips))
        ],
        "same": {
            "words": [
                {"part": part, "text": "".join(text for _, text in runs[0])}
                for part, runs in by_part.items()
                if not _differs(runs) and runs[0]
            ],
            "settings": [{"name": name, "value": settings[0][name]} for name in names if name not in differing],
        },
    }


def _words_by_part(clips: Sequence[Clip]) -> dict[str, list[list[Run]]]:
    """For each part that a clip has, the runs of every clip."""
    records = [clip.provenance for clip in clips]
    if all(any(record.parts.values()) for record in records):
        shots = [Shot(**{part: record.parts.get(part) or "" for part in PARTS}) for record in records]
        by_part = {part: _marked(shots, part) for part in PARTS}
        if any(map(_differs, by_part.values())) or len({" ".join(record.prompt.split()) for record in records}) == 1:
            return {part: runs for part, runs in by_part.items() if any(runs)}
    prompts = [Shot(subject=record.prompt) for record in records]  # any part does: a text is compared as it stands
    return {"prompt": _marked(prompts, "subject")}


def _marked(shots: Sequence[Shot], part: str) -> list[list[Run]]:
    """The runs of one part in every shot."""
    first, *others = shots
    changes = [first.diff(other).words(part) for other in others]
    before = "".join(text for kind, text in changes[0] if kind != "added")
    is_shared = [True] * len(before)
    for steps in changes:
        at = 0
        for kind, text in steps:
            if kind == "removed":
                is_shared[at : at + len(text)] = [False] * len(text)
            at += len(text) if kind != "added" else 0
    marked = [_runs(before, is_shared)]
    for steps in changes:
        after, is_same, at = "", [], 0
        for kind, text in steps:
            if kind != "removed":
                after += text
                is_same += is_shared[at : at + len(text)] if kind == "same" else [False] * len(text)
            at += len(text) if kind != "added" else 0
        marked.append(_runs(after, is_same))
    return marked


def _runs(text: str, is_same: Sequence[bool]) -> list[Run]:
    """Stretches of words that differ or do not. The spaces around what differs stay outside it, those within it inside."""
    differs = [not same for same in is_same]
    for space in re.finditer(r"\s+", text):
        before, after = differs[: space.start()][-1:], differs[space.end() :][:1]
        differs[space.start() : space.end()] = [before == after == [True]] * len(space[0])
    return [
        (is_other, "".join(text[index] for index in indices))
        for is_other, indices in groupby(range(len(text)), differs.__getitem__)
    ]


def _differs(runs: Sequence[Sequence[Run]]) -> bool:
    """Whether one part is not the same in all clips."""
    return any(is_other for of_clip in runs for is_other, _ in of_clip)


def _settings_of(clip: Clip) -> dict[str, Any]:
    """What was asked for; of a file that was merely opened, what it is."""
    record, facts = clip.provenance, clip.facts
    size = record.size or f"{facts.width}x{facts.height}"
    settings: dict[str, Any] = {
        "model": record.model,
        "provider": record.provider,
        "seconds": record.seconds or round(facts.duration_s, 2),
        "size": size.replace("x", "×"),
        "fps": round(facts.fps, 2),
        **{name: value for name, value in record.options.items() if name not in ("fps", "sound")},
        "sound": facts.has_sound and not facts.is_silent,
        "reference": record.reference,
    }
    if record.job_id:
        settings |= {"take": record.take, "cost": None if record.cost_usd is None else str(record.cost_usd)}
    return {name: value for name, value in settings.items() if value not in ("", None) or name == "cost"}


def _key(value: object) -> str:
    return repr(value)


def plain_labels(clips: Sequence[Clip], texts: Texts) -> list[str]:
    """One short line of text for each clip: what differs, or its file's name."""
    labels = labels_of(clips)
    told = []
    for clip, label in zip(clips, labels["clips"], strict=True):
        words = [" … ".join(text.strip() for is_other, text in one["runs"] if is_other) for one in label["words"]]
        settings = [
            f"{_name_of(one['name'], texts)} {_value_of(one['name'], one['value'], texts)}" for one in label["settings"]
        ]
        told.append(_shortened(" · ".join(filter(None, [*words, *settings]))) or clip.path.name)
    return told


def _name_of(setting: str, texts: Texts) -> str:
    try:
        return texts.say(f"compare.setting.{setting}")
    except KeyError:  # an option of one server
        return setting


def _value_of(setting: str, value: object, texts: Texts) -> str:
    if setting == "cost":
        return texts.money(None if value is None else Decimal(str(value)))
    if value is None:
        return texts.say("compare.nothing")
    if isinstance(value, bool):
        return texts.say("compare.yes" if value else "compare.no")
    if setting in ("seconds", "fps"):
        return texts.say(f"compare.in_{setting}", n=f"{value:g}")
    return str(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _LABEL_CHARS else text[: _LABEL_CHARS - 1].rstrip() + "…"
