"""Write `vocabulary.md`, the bilingual table of the film vocabulary, from the data: `python docs/write_vocabulary.py`."""

from __future__ import annotations

from pathlib import Path

from sora_widgets.prompts.vocabulary import GROUPS, Choice, Source, choices, sources

PAGE = Path(__file__).with_name("vocabulary.md")

PARTS = {
    "framing": "Framing · Cadre",
    "lighting": "Lighting · Lumière",
    "camera": "Camera · Caméra",
    "sound": "Sound · Son",
    "transition": "From shot to shot · D'un plan à l'autre",
}
TITLES = {
    "size": "Shot size · Échelle de plan",
    "angle": "Angle · Angle de prise de vue",
    "viewpoint": "Viewpoint · Point de vue",
    "composition": "Composition · Composition",
    "lens": "Lens · Objectif",
    "depth": "Depth and focus · Profondeur et mise au point",
    "light": "Light · Lumière",
    "palette": "Palette · Palette",
    "look": "Film look · Rendu",
    "move": "Camera move · Mouvement de caméra",
    "lens-move": "Zoom · Zoom",
    "steadiness": "Steadiness · Stabilité",
    "speed": "Speed · Vitesse",
    "reference": "Moving with the subject · Accompagner le sujet",
    "ambience": "Ambience · Ambiance",
    "effect": "Sound effect · Bruitage",
    "music": "Music · Musique",
    "voice": "Voice · Voix",
    "join": "Cut and transition · Coupe et transition",
}
HEAD = """\
# The film vocabulary · Le vocabulaire du film

<!-- Written by docs/write_vocabulary.py from sora_widgets/prompts/vocabulary: change the data, not this page. -->

{count} terms, each in English and in French. In **bold**, the name; in *italics*, the words to write into a prompt
where they differ from it; ⚠ marks a false friend or a neighbour. Terms are facts, read in the sources named in the
last column; the definitions were written for this project (BSD-3-Clause) and may be used with it.

{count} termes, en anglais et en français. En **gras**, le nom ; en *italique*, les mots à écrire dans un prompt
quand ils en diffèrent ; ⚠ signale un faux ami ou un voisin. Les termes sont des faits, lus dans les sources de la
dernière colonne ; les définitions ont été écrites pour ce projet (BSD-3-Clause).
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD.format(count=sum(len(choices(group)) for group in GROUPS))]
    for part, part_title in PARTS.items():
        lines.append(f"## {part_title}\n")
        for group in (group for group, its_part in GROUPS.items() if its_part == part):
            lines += [f"### {TITLES[group]}\n", "| English | Français | Sources |", "|---|---|---|"]
            lines += map(row, choices(group, "en"), choices(group, "fr"))
            lines.append("")
    lines += ["## Sources\n", "| | Source | Licence | Used for |", "|---|---|---|---|"]
    lines += map(source_row, sources().values())
    return "\n".join(lines) + "\n"


def row(english: Choice, french: Choice) -> str:
    """One entry in both languages, side by side."""
    return f"| {cell(english)} | {cell(french)} | {', '.join(english.sources)} |"


def cell(choice: Choice) -> str:
    """One entry in one language, line under line."""
    short = f" ({', '.join(choice.abbreviations)})" if choice.abbreviations else ""
    lines = [f"**{choice.label}**{short}"]
    if choice.term != choice.label:
        lines.append(f"*{choice.term}*")
    lines.append(choice.definition)
    if others := [name for name in choice.synonyms if name not in (choice.term, choice.label)]:
        lines.append(f"= {', '.join(others)}")
    if choice.not_to_confuse:
        lines.append(f"⚠ {choice.not_to_confuse}")
    return "<br>".join(line.replace("|", "\\|") for line in lines)


def source_row(source: Source) -> str:
    """One source, as a table row."""
    return f"| {source.id} | [{source.title}]({source.address}) | {source.licence or '–'} | {source.use} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
