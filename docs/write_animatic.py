"""Write `animatic.md`, what the animatic draws and by which words, from the data: `python docs/write_animatic.py`."""

from __future__ import annotations

import json
from pathlib import Path

from sora_widgets.animatic.lexicon import entries, names_of, sections

PAGE = Path(__file__).with_name("animatic.md")
PROMPTS = PAGE.with_name("sheet_prompts.json")
MOST_WORDS = 12

HEADINGS = {
    "place": "Places",
    "subject": "Who and what",
    "action": "Actions",
    "framing": "Framing and lenses",
    "camera": "Camera moves: the first, the middle and the last frame",
    "light": "Light",
    "weather": "Weather",
    "style": "Style",
    "quality": "Draft and fine: sora-2 and sora-2-pro",
}
TABLES = {
    "people": "People",
    "animals": "Animals",
    "things": "Things",
    "groups": "Several at once",
    "places": "Places",
    "actions": "Actions",
    "lights": "Light",
    "weather": "Weather",
    "styles": "Style",
    "moods": "Mood of the music",
    "sounds": "Sounds",
}
HEAD = """\
# What the animatic draws

<!-- Written by docs/write_animatic.py from sora_widgets/animatic/lexicon and docs/sheet_prompts.json: change the data, not this page. -->

The built-in provider draws a previsualisation: flat layers, simple figures, a real camera. It is openly a drawing,
marked "animatic" in every frame, and never a model's output. It costs nothing and needs no key, so that framing,
camera and timing can be tried before anything is paid for.

It reads the same prompts as every other provider, in English and in French, with the reader of the composer: the
parts of the shot, every term of the [film vocabulary](vocabulary.md), and the {words} words below for {kinds} kinds of
people, animals and things, {places} places and {actions} actions. A noun it has no drawing for is not dropped: it
stands in the picture as a mannequin or a box with the word on it. How much of what 946 public prompts name is drawn,
`python benchmarks/prompt_coverage.py` counts and prints.

Every clip has sound: the ambience of its place by hour and weather, events where the picture shows them, music by mood
and instrument, and wordless voices timed with the subtitles. It is mixed to −23 LUFS (EBU R 128) when the prompt says
what is heard, to −30 LUFS when it says nothing of sound, with true peaks under −1 dBTP.

The same request gives the same bytes on the same machine (but for the salt in the box of the credentials). On another
machine fonts do not matter, since none are used; rounding in the rasteriser and the encoder may differ: the decoded
frames agree within 4 of 255 in the mean of a frame's 32 × 18 fields, and within 16 in the worst of them.

`sora-2` is drawn as a draft, `sora-2-pro` finer: air between the planes, figures rounded by their light, softer shadows,
bloom, something out of focus before the lens, grain, and a shutter that blurs what moves. Both are drawings, and stand
in for the choice between a fast model and a better one.

`remix` and `edits` change only what they name. "Make the kite blue" changes the kite; "at night", "add a dog",
"remove the tree", "camera pans left", "as a blueprint", "closer", "give her an umbrella" and "enlève le chien" work
likewise, and a whole new prompt changes what differs. What is not understood changes nothing.

## Contact sheets

{count} prompts, as they come. Drawn by `python docs/take_sheets.py`.
"""


def page() -> str:
    """The whole page."""
    sheets = json.loads(PROMPTS.read_text("utf-8"))
    lines = [
        HEAD.format(
            words=sum(len(words) for _, _, both in entries() for words in both),
            kinds=len(sections()),
            places=len(names_of("places")),
            actions=len({name.split(" ")[0] for name in names_of("actions")}),
            count=sum(map(len, sheets.values())),
        )
    ]
    for heading, prompts in sheets.items():
        lines += [f"### {HEADINGS[heading]}\n", f"![{HEADINGS[heading]}](sheet-{heading}.webp)\n"]
        lines += [f"{number}. {prompt}" for number, prompt in enumerate(prompts, 1)]
        lines.append("")
    lines.append("## The words\n")
    lines.append("Plurals and the forms of regular verbs are understood as well; a long list is cut here with “…”.\n")
    for table, title in TABLES.items():
        lines += [f"### {title}\n", "| Drawn | English | Français |", "|---|---|---|"]
        lines += [row(name, *both) for each, name, both in entries() if each == table and name != "none"]
        lines.append("")
    return "\n".join(lines)


def row(name: str, english: tuple[str, ...], french: tuple[str, ...]) -> str:
    """One line of the word lists."""
    return f"| {drawn(name)} | {listed(english)} | {listed(french)} |"


def drawn(name: str) -> str:
    """A name as a reader says it: "man action=ski rides=skis" is "man (ski, skis)"."""
    plain = [word for word in name.split(" ") if "=" not in word]
    told = [word.partition("=")[2] for word in name.split(" ") if "=" in word]
    return (" ".join(plain) + (f" ({', '.join(told)})" if told else "")).replace("_", " ")


def listed(words: tuple[str, ...]) -> str:
    """The first words of a list."""
    plain = [word.lstrip("+=") for word in words if word]
    return ", ".join(plain[:MOST_WORDS]) + (" …" if len(plain) > MOST_WORDS else "")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
