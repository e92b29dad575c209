"""A storyboard as one text, for servers that take several shots in one prompt.

The form is the one that two independent clients of the Sora 2 app were seen to send ("Shot 1:",
"duration: 5.0sec", "Scene: …"); people also typed `[5.0s]one shot[3s]another`, which is read too.
Cut, continuity and characters are lines of the same kind, written where they say something. The
labels lie in `vocabulary/<language>/storyboard.json`; those of every language are read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sora_widgets.prompts.grammar import language_of
from sora_widgets.prompts.shot import Shot
from sora_widgets.prompts.vocabulary import LANGUAGES, check_language, choices, look_up

if TYPE_CHECKING:
    from sora_widgets.prompts.storyboard import Storyboard

__all__ = ["read_timeline", "storyboard_words", "write_timeline"]

_BRACKETS = re.compile(r"\[\s*(?P<seconds>\d{1,4}(?:[.,]\d+)?)\s*(?:s|sec|seconds?|secondes?)\s*\]", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")
_SHEET = re.compile(r"\s*[-*•]\s+(?P<name>[^:]+?)\s*:\s*(?P<sheet>.*)")
_DEFAULT_CUT = "cut"


def write_timeline(board: Storyboard, language: str | None) -> str:
    """Write a board.

    Args:
        board: the storyboard.
        language: of the labels, and of a shot whose words do not tell; None for English labels.
    """
    words = storyboard_words("en" if language is None else check_language(language))
    labels, colon = words["labels"], words["colon"]
    blocks: list[list[str]] = []
    head = [f"{labels['title']}{colon} {board.title}"] if board.title else []
    if board.characters:
        head.append(f"{labels['sheets']}{colon}")
        head += [f"- {name}: {sheet}" for name, sheet in board.characters.items()]
    if head:
        blocks.append(head)
    for number, scene in enumerate(board.shots, start=1):
        lines = [
            f"{labels['shot']} {number}{colon}",
            f"{labels['duration']}{colon} {scene.seconds}.0sec",
            f"{labels['scene']}{colon} {_prose(scene.shot, language)}".rstrip(),
        ]
        if scene.cut != _DEFAULT_CUT:
            lines.append(f"{labels['cut']}{colon} {scene.cut}")
        if scene.characters:
            lines.append(f"{labels['characters']}{colon} {', '.join(scene.characters)}")
        if scene.continuity:
            lines.append(f"{labels['continuity']}{colon} {scene.continuity}")
        blocks.append(lines)
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _prose(shot: Shot, language: str | None) -> str:
    return shot.to_text(language_of(" ".join(shot.parts.values())) or language)


@dataclass
class _Found:
    """One shot while it is being read."""

    seconds: int = 4
    prose: list[str] = field(default_factory=list)
    cut: str = _DEFAULT_CUT
    characters: str = ""
    continuity: list[str] = field(default_factory=list)


def read_timeline(text: str) -> Storyboard:
    """Read a board from a text; a text without marks of shots is one shot.

    Args:
        text: any text at all.
    """
    from sora_widgets.prompts.storyboard import Scene, Storyboard

    if _has_shots(text):
        return _read_labelled(text)
    bracketed = list(_BRACKETS.finditer(text))
    if not bracketed:
        return Storyboard((Scene(Shot.from_text(text)),) if text.strip() else ())
    scenes = []
    if before := text[: bracketed[0].start()].strip():
        scenes.append(Scene(Shot.from_text(before)))
    for found, following in zip(bracketed, [*bracketed[1:], None], strict=True):
        prose = text[found.end() : following.start() if following else len(text)]
        scenes.append(Scene(Shot.from_text(prose), _whole_seconds(found["seconds"])))
    return Storyboard(tuple(scenes))


def _has_shots(text: str) -> bool:
    return any(label == "shot" for line in text.splitlines() if (label := _label_of(line)[0]))


def _read_labelled(text: str) -> Storyboard:
    title, sheets, shots = "", dict[str, str](), list[_Found]()
    opened: list[str] = []  # what a line without a label goes on with
    preface: list[str] = []
    is_listing_sheets = False
    for line in text.splitlines():
        label, value = _label_of(line)
        if label == "shot":
            shots.append(_Found())
            opened = shots[-1].prose
            is_listing_sheets = False
            if value:
                opened.append(value)
        elif label == "title" and not shots:
            title = value
        elif label in ("sheets", "characters") and not shots:
            is_listing_sheets = True
        elif label == "timeline":
            continue
        elif not shots:
            sheet = _SHEET.match(line) if is_listing_sheets else None
            if sheet:
                sheets[" ".join(sheet["name"].split())] = sheet["sheet"]
            elif line.strip():
                preface.append(line.strip())
        elif label is None:
            opened.append(line.strip())
        else:
            opened = _take(shots[-1], label, value, opened)
    if preface and shots:
        shots[0].prose[:0] = preface
    return _board_of(title, sheets, shots)


def _take(found: _Found, label: str, value: str, opened: list[str]) -> list[str]:
    """Take a labelled line into a shot; returns what the lines after it go on with."""
    if label == "duration" and (number := _NUMBER.search(value)):
        found.seconds = _whole_seconds(number.group())
    elif label == "cut":
        found.cut = value or _DEFAULT_CUT
    elif label in ("characters", "sheets"):
        found.characters = value
    elif label == "continuity":
        found.continuity.append(value)
        return found.continuity
    else:  # the scene; and a title or a duration that is none is words like others
        found.prose.append(value)
        return found.prose
    return opened


def _board_of(title: str, sheets: dict[str, str], shots: list[_Found]) -> Storyboard:
    from sora_widgets.prompts.storyboard import Scene, Storyboard

    by_length = sorted((" ".join(name.split()) for name in sheets), key=len, reverse=True)
    scenes = []
    for found in shots:
        shot = Shot.from_text(" ".join(line for line in found.prose if line))
        named = _names_in(found.characters, by_length)
        notes = [line for line in found.continuity if line]
        cut = _join_named(found.cut)
        if cut is None:  # a join in words of somebody's own is kept as a note
            notes.insert(0, found.cut)
        scenes.append(Scene(shot, found.seconds, cut or _DEFAULT_CUT, " ".join(notes), named))
    return Storyboard(tuple(scenes), sheets, title)


def _join_named(told: str) -> str | None:
    """The join that a name, a term or an abbreviation of either language means: "dissolve", "fondu enchaîné"."""
    name = told.casefold().replace(" ", "_").replace("-", "_")
    if any(choice.name == name for choice in choices("transition")):
        return name
    return next((choice.name for choice in look_up(told) if choice.part == "transition"), None)


def _names_in(listed: str, known: list[str]) -> tuple[str, ...]:
    """The names of a list, in its order; a name may hold a comma itself."""
    names = []
    rest = listed.strip()
    while rest:
        name = next((name for name in known if rest == name or rest.startswith(f"{name}, ")), None)
        if name is not None:
            names.append(name)
            rest = rest[len(name) :].removeprefix(",").strip()
        else:
            rest = rest.partition(",")[2].strip()
    return tuple(names)


def _whole_seconds(text: str) -> int:
    from sora_widgets.prompts.storyboard import MAX_SECONDS

    return min(MAX_SECONDS, max(1, int(float(text.replace(",", ".")) + 0.5)))


def _label_of(line: str) -> tuple[str | None, str]:
    """The label that a line begins with, by its name here, and what follows it."""
    found = _label_pattern().match(line)
    if found is None:
        return None, line.strip()
    spelt = " ".join(re.sub(r"\d+$", "", found["label"].strip().casefold()).split())
    return _labels_read()[spelt], found["value"].strip()


@cache
def storyboard_words(language: str) -> dict[str, Any]:
    """Labels, word lists and sentences about storyboards, in one language."""
    folder = Path(__file__).with_name("vocabulary")
    found: dict[str, Any] = json.loads(folder.joinpath(language, "storyboard.json").read_text("utf-8"))
    return found


@cache
def _labels_read() -> dict[str, str]:
    known: dict[str, str] = {}
    for language in LANGUAGES:
        words = storyboard_words(language)
        known |= {label.casefold(): name for name, label in words["labels"].items()}
        known |= {label.casefold(): name for name, labels in words["also_read"].items() for label in labels}
    return known


@cache
def _label_pattern() -> re.Pattern[str]:
    known = _labels_read()
    shots = "|".join(re.escape(label) for label, name in known.items() if name == "shot")
    others = sorted((label for label, name in known.items() if name != "shot"), key=len, reverse=True)
    return re.compile(
        rf"\s*(?:\*\*)?(?P<label>(?:{shots})\s+\d{{1,3}}|{'|'.join(map(re.escape, others))})(?:\*\*)?\s*:(?:\*\*)?(?P<value>.*)",
        re.IGNORECASE,
    )
