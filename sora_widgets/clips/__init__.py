"""A video on disk: what it is, how it looks before it plays, and where it came from.

    clip = Clip.open("takes/kite.mp4")
    clip.facts.duration_s, clip.poster_path, clip.provenance.prompt

Answers for reading files: facts, stills and the document a notebook keeps. It does not make, fetch
or change videos, and knows nothing of jobs or money beyond the figures it is handed.
"""

from __future__ import annotations

from sora_widgets.clips.clip import Clip
from sora_widgets.clips.facts import Facts, probe
from sora_widgets.clips.provenance import Provenance
from sora_widgets.clips.stills import make_contact_sheet, make_poster, make_thumbnail

__all__ = ["Clip", "Facts", "Provenance", "make_contact_sheet", "make_poster", "make_thumbnail", "probe"]
