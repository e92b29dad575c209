"""A video on disk: what it is, how it looks before it plays, and where it came from.

    clip = Clip.open("takes/kite.mp4")
    clip.facts.duration_s, clip.differences, clip.poster_path, clip.provenance.prompt

Answers for reading files: facts, and how they differ from what was asked; stills; the document a
notebook keeps. It does not make, fetch or change videos, and knows nothing of jobs or money beyond
the figures it is handed.
"""

from __future__ import annotations

from sora_widgets.clips.clip import Clip
from sora_widgets.clips.differences import Difference, differences_between
from sora_widgets.clips.facts import Facts, probe
from sora_widgets.clips.measures import Measures, measure
from sora_widgets.clips.provenance import Provenance
from sora_widgets.clips.stills import make_contact_sheet, make_poster, make_thumbnail, poster_beside

__all__ = [
    "Clip",
    "Difference",
    "Facts",
    "Measures",
    "Provenance",
    "differences_between",
    "make_contact_sheet",
    "make_poster",
    "make_thumbnail",
    "measure",
    "poster_beside",
    "probe",
]
