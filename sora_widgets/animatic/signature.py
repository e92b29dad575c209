"""Content Credentials for what was drawn: that this program drew it, from which prompt, and no model.

Signed with a key of this machine alone, so the credentials say "self-signed": they show that a file is as it
was written, and vouch for nobody. Key and certificate lie below the server's home, never in a project.
The library salts what it writes (16 random bytes an assertion), so that the box of the credentials differs from one
signing to the next; pictures and sound do not.
"""

from __future__ import annotations

import datetime as dt
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from filelock import FileLock

from sora_widgets.animatic.brief import Brief

__all__ = ["sign_clip"]

_DRAWN = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"  # by a program, not by a trained model
# Nothing is fetched, nothing is thumbnailed; the file is checked by whoever reads it.
_SETTINGS = {
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "core": {"allowed_network_hosts": []},
    "builder": {"thumbnail": {"enabled": False}},
}
_BEFORE = "before"
_YEARS = 10
# A certificate is as long whatever its number: where the index of a file points to depends on the length.
_LONG_NUMBER = 1 << 158


def sign_clip(path: Path, brief: Brief, key_folder: Path, before: Path | None = None) -> None:
    """Put credentials into a finished clip; the file is replaced when they are in.

    Args:
        path: an MP4 that this program has drawn.
        brief: what it was drawn from; its prompt and changes are told in the credentials.
        key_folder: where key and certificate are kept; made, for its owner alone, when they are first needed.
        before: the video that the clip goes on from: it becomes an ingredient.

    Raises:
        OSError: the disk is full or cannot be written, or the key cannot be read.
    """
    part = path.with_name(path.name + ".signed")
    try:
        with c2pa.Context.from_dict(_SETTINGS) as context, c2pa.Builder(_manifest(brief, before), context) as builder:
            if before is not None:
                with before.open("rb") as ingredient:
                    told = {"title": "the video that it goes on from", "relationship": "parentOf", "label": _BEFORE}
                    builder.add_ingredient(told, "video/mp4", ingredient)
            with path.open("rb") as drawn, part.open("w+b") as signed:
                builder.sign(_signer(key_folder), "video/mp4", drawn, signed)
        os.replace(part, path)
    except c2pa.C2paError as error:
        raise OSError(f"the credentials could not be written ({error})") from error
    finally:
        part.unlink(missing_ok=True)


def _manifest(brief: Brief, before: Path | None) -> dict[str, Any]:
    program = {"name": "sora_widgets animatic", "version": version("sora-widgets")}
    changes = [{"description": f"Drawn with a change: {change}"} for change in brief.changes]
    created = {"action": "c2pa.created", "digitalSourceType": _DRAWN, "softwareAgent": program}
    created["description"] = "Drawn by a program from the words of a prompt; no model made it."
    edits = [{"action": "c2pa.edited", "softwareAgent": program, **change} for change in changes]
    if before is not None:
        opened = {"action": "c2pa.opened", "softwareAgent": program, "parameters": {"ingredientIds": [_BEFORE]}}
        edits.insert(0, {**created, "action": "c2pa.edited", "description": "Drawn on from where the video ended."})
        created = opened
    return {
        "claim_generator_info": [program],
        "title": "An animatic",
        "format": "video/mp4",
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created, *edits]}},
            {"label": "org.sora-widgets.prompt", "data": {"prompt": brief.prompt, "model": brief.model}},
        ],
    }


def _signer(folder: Path) -> c2pa.Signer:
    key, certificate = _own_key(folder)
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ED25519, certificate, key, None))


def _own_key(folder: Path) -> tuple[bytes, bytes]:
    """The key and its certificate as PEM; made by whoever comes first. One file, so that they always fit each other."""
    path = folder / "signing-key.pem"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            if not path.exists():
                part = path.with_name(path.name + ".part")
                part.unlink(missing_ok=True)
                with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
                    file.write(_new_key())
                os.replace(part, path)
    key, mark, certificate = path.read_bytes().partition(b"-----BEGIN CERTIFICATE-----")
    return key, mark + certificate


def _new_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    public = key.public_key()
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "sora_widgets animatic"),
            x509.NameAttribute(NameOID.COMMON_NAME, "a key of this machine alone"),
        ]
    )
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, public, _LONG_NUMBER | x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * _YEARS))
        # What C2PA asks of a certificate that signs: no authority, signatures only, a purpose (specification 2.2, 14.5).
        .add_extension(x509.BasicConstraints(False, None), critical=True)
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .sign(key, None)
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + certificate.public_bytes(pem)
