"""Small videos with Content Credentials, signed by certificates made on the spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import c2pa
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["CREATED", "Signer", "sign", "without_credentials", "write_plain_video"]

_MODEL_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CREATED = {
    "action": "c2pa.created",
    "digitalSourceType": _MODEL_MADE,
    "softwareAgent": {"name": "sora", "version": "2"},
    "description": "From a prompt",
}


class Signer:
    """A key with its certificate, issued by another one or by itself."""

    def __init__(
        self, organisation: str, name: str, issuer: Signer | None = None, *, is_authority: bool = False
    ) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        by = issuer or self
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder(by.name, self.name, self.key.public_key(), x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=30))
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .add_extension(
                x509.KeyUsage(True, False, False, False, False, is_authority, is_authority, False, False), critical=True
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False)
        )
        if not is_authority:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            builder = builder.add_extension(usage, critical=False)
        certificate = builder.sign(by.key, hashes.SHA256())
        self.chain = certificate.public_bytes(serialization.Encoding.PEM) + (issuer.chain if issuer else b"")

    def to_c2pa(self) -> c2pa.Signer:
        form = serialization.PrivateFormat.PKCS8
        key = self.key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
        return c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, self.chain, key, None))


def sign(
    source: Path,
    target: Path,
    signer: Signer,
    *,
    actions: tuple[dict[str, Any], ...] = (CREATED,),
    assertions: tuple[dict[str, Any], ...] = (),
    ingredients: tuple[dict[str, Any], ...] = (),
    prepare: Callable[[c2pa.Builder], None] | None = None,
) -> Path:
    """Write `source` with credentials to `target`."""
    manifest = {
        "claim_generator_info": [{"name": "a test", "version": "1"}],
        "title": "kite.mp4",
        "format": "video/mp4",
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": list(actions)}}, *assertions],
        "ingredients": list(ingredients),
    }
    settings = {"verify": {"verify_after_sign": False}, "builder": {"thumbnail": {"enabled": False}}}
    with c2pa.Context.from_dict(settings) as context, c2pa.Builder(manifest, context) as builder:
        if prepare is not None:
            prepare(builder)
        with source.open("rb") as before, target.open("w+b") as after:
            builder.sign(signer.to_c2pa(), "video/mp4", before, after)
    return target


def write_plain_video(path: Path) -> Path:
    """One second without sound and without credentials."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number * 20, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def without_credentials(mp4: bytes) -> bytes:
    """The top-level boxes but the one that holds the credentials."""
    kept, at = b"", 0
    while at + 8 <= len(mp4):
        size = int.from_bytes(mp4[at : at + 4], "big")
        assert size >= 8, "boxes of 64 bits are not needed here"
        if mp4[at + 4 : at + 8] != b"uuid":
            kept += mp4[at : at + size]
        at += size
    return kept
