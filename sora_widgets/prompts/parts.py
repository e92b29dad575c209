"""The names of the seven parts, where the writer and the shot can both see them."""

from __future__ import annotations

__all__ = ["PARTS"]

PARTS = ("framing", "subject", "action", "setting", "lighting", "camera", "sound")
"""The parts, in the order in which they are written."""
