"""Content Credentials (C2PA): who signed a video file, what is said to have been done to it, and whether that holds.

Reads and validates what is inside the file; it signs nothing and never goes to the network: no remote manifest, no
revocation service, no trust list is fetched. So it can say that a signature is whole, and that its certificate is
self-signed, but not that anybody vouches for the signer.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from sora_widgets.errors import ClipError

__all__ = ["NO_CREDENTIALS", "REASONS", "Action", "Credentials", "Ingredient", "Reason", "read_credentials"]

NO_CREDENTIALS: dict[str, Any] = {"found": False}
"""Stands where `Credentials.to_dict()` would, for a file that was looked into and has none."""

# A manifest lies in a top-level `uuid` box of this type: C2PA Technical Specification 2.2, appendix A, "Embedding
# manifests into BMFF-based assets" (https://spec.c2pa.org/specifications/specifications/2.2/, read 2026-11-23).
_MANIFEST_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")

REASONS = {
    "assertion.bmffHash.mismatch": "the video was changed after it was signed",
    "assertion.dataHash.mismatch": "the video was changed after it was signed",
    "assertion.hashedURI.mismatch": "a statement about the video was changed after it was signed",
    "assertion.missing": "a statement that was signed is missing",
    "assertion.action.malformed": "the list of what was done breaks the rules",
    "claimSignature.mismatch": "the signature does not fit what was signed",
    "claimSignature.missing": "the signature is missing",
    "claim.hardBindings.missing": "the credentials are bound to no video",
    "signingCredential.expired": "the certificate had expired",
    "signingCredential.invalid": "the certificate is not allowed to sign",
    "ingredient.manifest.mismatch": "the credentials of what it was made from were changed",
}
"""Why credentials do not hold, in words, by the failure codes of the specification ("Validation", status codes)."""


@dataclass(frozen=True)
class Action:
    """One thing that was done.

    Attributes:
        name: "created", "opened", "edited", "color adjustments", …: the specification's action without its prefix.
        agent: the software that did it, "animatic 0.2".
        source_type: how the picture came about, as IPTC names it: "trainedAlgorithmicMedia" is a model's output.
        description: by the signer, in his words.
        when: ISO 8601, as the signer says.
    """

    name: str
    agent: str = ""
    source_type: str = ""
    description: str = ""
    when: str = ""


@dataclass(frozen=True)
class Ingredient:
    """One thing that the video was made from.

    Attributes:
        title: by the signer, mostly a file's name.
        relationship: "parentOf" (this is an edit of it), "componentOf" (it is in it), "inputTo" (a model was given it).
        signed_by: who signed its own credentials; "" when it has none.
    """

    title: str
    relationship: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class Reason:
    """Why credentials do not hold: the specification's code, and what it means in English."""

    code: str
    words: str


@dataclass(frozen=True)
class Credentials:
    """The Content Credentials of one file.

    Attributes:
        state: "valid" (signature and hashes fit), "invalid" (see `reasons`), "unreadable" (see `reasons`).
        certificate: "self-signed" (by the signer's own key, so anybody may have made it), "trusted" (on a trust list that
            the library knows), or "untrusted" (issued by somebody, who is on no list here); "" when unreadable.
        signer: the organisation that the certificate names.
        common_name: the name in the certificate.
        issued_by: who issued the certificate.
        algorithm: of the signature, "Es256".
        signed_at: ISO 8601, by a time stamp authority; "" without one.
        generator: the software that wrote the credentials.
        title: of the video, by the signer.
        actions: what was done, in order.
        ingredients: what it was made from.
        prompt: what a model was asked, when the credentials tell.
        reasons: why they do not hold; empty when valid.

    Example:
        >>> read_credentials("kite.mp4").signer      # doctest: +SKIP
        'OpenAI'
    """

    state: Literal["valid", "invalid", "unreadable"]
    certificate: Literal["self-signed", "trusted", "untrusted", ""] = ""
    signer: str = ""
    common_name: str = ""
    issued_by: str = ""
    algorithm: str = ""
    signed_at: str = ""
    generator: str = ""
    title: str = ""
    actions: tuple[Action, ...] = field(default=())
    ingredients: tuple[Ingredient, ...] = field(default=())
    prompt: str = ""
    reasons: tuple[Reason, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `found` tells it from `NO_CREDENTIALS`."""
        parts = {name: [asdict(part) for part in getattr(self, name)] for name in _PARTS}
        return {"found": True} | asdict(self) | parts

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Credentials | None:
        """The inverse of `to_dict`, and None for `NO_CREDENTIALS`; names of later versions are ignored."""
        if not stored.get("found"):
            return None
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        for name, kind in _PARTS.items():
            known[name] = tuple(kind(**part) for part in known.get(name, ()))
        return cls(**known)


_PARTS: dict[str, type[Any]] = {"actions": Action, "ingredients": Ingredient, "reasons": Reason}


def read_credentials(path: str | Path) -> Credentials | None:
    """Look for Content Credentials in a file and check them; None when it has none.

    Args:
        path: a video file. Of one in another format than MP4 or MOV nothing is read.

    Raises:
        ClipError: the file is missing or cannot be read; `.path` says which.
    """
    path = Path(path)
    try:
        if not _has_manifest(path):
            return None
        from sora_widgets.clips.manifest import read_manifest  # a native library: only for a file that has credentials

        return read_manifest(path)
    except FileNotFoundError as error:
        raise ClipError(
            f"There is no video at {path}: check the path, or generate the clip again.", path=path
        ) from error
    except OSError as error:
        raise ClipError(f"{path} cannot be read ({error.strerror}).", path=path) from error


def _has_manifest(path: Path) -> bool:
    """Whether a top-level box holds a manifest: a few small reads, so that most files cost no import."""
    with path.open("rb") as file:
        end = file.seek(0, io.SEEK_END)
        at = 0
        while at + 8 <= end:
            file.seek(at)
            header = file.read(32)
            size, kind = struct.unpack(">I4s", header[:8])
            body = 8
            if size == 1 and len(header) >= 16:
                size, body = struct.unpack(">Q", header[8:16])[0], 16
            if kind == b"uuid" and header[body : body + 16] == _MANIFEST_BOX:
                return True
            if size < body:  # 0 is the last box, which goes to the end; anything else is no box
                return False
            at += size
    return False
