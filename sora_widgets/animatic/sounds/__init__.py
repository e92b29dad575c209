"""What a scene sounds like, synthesised with numpy: places and weather, what happens, music, voices, and the mix.

`span` is the time that a clip covers; `nature`, `people` and `works` are beds of what goes on (wind, a crowd, traffic …)
and `ambience` says which of them belong to a place. `happening` puts short `effects` where the picture shows their
cause, `score` plays `instruments`, `voice` speaks lines without words and `wordless` the rest, `loudness` measures and
levels. `soundtrack` mixes.
"""

from __future__ import annotations

__all__ = ()
