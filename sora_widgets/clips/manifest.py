"""The C2PA manifest of a file, as the library tells it, in our own values.

What stands in it came out of a file that anybody may have written: nothing of its shape is taken for granted, and what
is returned is bounded in length, and text only.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import c2pa

from sora_widgets.clips.credentials import REASONS, Action, Credentials, Ingredient, Reason

__all__ = ["read_manifest"]

# c2pa-rs fetches a manifest that a file only points to unless it is told not to.
_SETTINGS = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "core": {"allowed_network_hosts": []},
}
_MOST_CHARS, _MOST_PROMPT_CHARS, _MOST_ITEMS = 300, 4000, 20
_PROMPT_TYPE = "c2pa.types.generator.prompt"
_NOT_ON_A_LIST = "signingCredential.untrusted"


def read_manifest(path: Path) -> Credentials | None:
    """Read and check the manifest of an MP4 or MOV file; None when it has none.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        with c2pa.Context.from_dict(_SETTINGS) as context, path.open("rb") as file:
            reader = c2pa.Reader.try_create("video/mp4", file, None, context)
            if reader is None:
                return None
            with reader:
                return _credentials(reader)
    except (c2pa.C2paError, ValueError, RecursionError) as error:
        return Credentials("unreadable", reasons=(Reason("unreadable", _text(str(error))),))


def _credentials(reader: c2pa.Reader) -> Credentials:
    store = _mapping(json.loads(reader.json()))
    manifests = _mapping(store.get("manifests"))
    active = store.get("active_manifest")
    manifest = _mapping(manifests.get(str(active)))
    signature = _mapping(manifest.get("signature_info"))
    issuer, subject = _certificate(reader, active)
    state = store.get("validation_state")
    is_valid = state in ("Valid", "Trusted")
    failures = [status for status in map(_mapping, _items(store.get("validation_status"))) if _is_failure(status)]
    return Credentials(
        state="valid" if is_valid else "invalid",
        certificate="trusted" if state == "Trusted" else "self-signed" if issuer == subject != {} else "untrusted",
        signer=_text(signature.get("issuer")),
        common_name=_text(signature.get("common_name")),
        issued_by=_text(issuer.get("O") or issuer.get("CN")),
        algorithm=_text(signature.get("alg")),
        signed_at=_text(signature.get("time")),
        generator=_generator(manifest),
        title=_text(manifest.get("title")),
        actions=tuple(_actions(manifest)),
        ingredients=tuple(_ingredient(found, manifests) for found in _made_from(manifest)),
        prompt=_prompt(reader, manifest),
        reasons=() if is_valid else _reasons(failures),
    )


def _certificate(reader: c2pa.Reader, label: object) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The names of issuer and subject of the signing certificate: one and the same when it is self-signed."""
    for manifest in map(_mapping, _items(_mapping(json.loads(reader.crjson())).get("manifests"))):
        if manifest.get("label") == label:
            certificate = _mapping(_mapping(manifest.get("signature")).get("certificateInfo"))
            return _mapping(certificate.get("issuer")), _mapping(certificate.get("subject"))
    return {}, {}


def _generator(manifest: Mapping[str, Any]) -> str:
    told = _items(manifest.get("claim_generator_info"))
    return _software(told[0]) if told else _text(manifest.get("claim_generator"))


def _actions(manifest: Mapping[str, Any]) -> list[Action]:
    return [
        Action(
            name=_text(action.get("action")).removeprefix("c2pa.").replace("_", " "),
            agent=_software(action.get("softwareAgent")),
            source_type=_text(action.get("digitalSourceType")).rpartition("/")[2],
            description=_text(action.get("description")),
            when=_text(action.get("when")),
        )
        for assertion in map(_mapping, _items(manifest.get("assertions")))
        if _text(assertion.get("label")).startswith("c2pa.actions")
        for action in map(_mapping, _items(_mapping(assertion.get("data")).get("actions")))
    ][:_MOST_ITEMS]


def _made_from(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = map(_mapping, _items(manifest.get("ingredients")))
    return [ingredient for ingredient in found if not _is_prompt(ingredient)]


def _ingredient(ingredient: Mapping[str, Any], manifests: Mapping[str, Any]) -> Ingredient:
    own = _mapping(manifests.get(str(ingredient.get("active_manifest"))))
    return Ingredient(
        title=_text(ingredient.get("title")),
        relationship=_text(ingredient.get("relationship")),
        signed_by=_text(_mapping(own.get("signature_info")).get("issuer")),
    )


def _prompt(reader: c2pa.Reader, manifest: Mapping[str, Any]) -> str:
    """What a model was asked: an ingredient of the specification's type for prompts, or an assertion of that name."""
    for ingredient in filter(_is_prompt, map(_mapping, _items(manifest.get("ingredients")))):
        uri = _mapping(ingredient.get("data")).get("identifier")
        if isinstance(uri, str):
            content = io.BytesIO()
            reader.resource_to_stream(uri, content)
            return _text(content.getvalue().decode("utf-8", "replace"), _MOST_PROMPT_CHARS)
    for assertion in map(_mapping, _items(manifest.get("assertions"))):
        if _text(assertion.get("label")).rpartition(".")[2] == "prompt":
            told = assertion.get("data")
            return _text(told.get("prompt") if isinstance(told, Mapping) else told, _MOST_PROMPT_CHARS)
    return ""


def _is_prompt(ingredient: Mapping[str, Any]) -> bool:
    types = [*_items(ingredient.get("data_types")), *_items(_mapping(ingredient.get("data")).get("data_types"))]
    return any(_mapping(kind).get("type") == _PROMPT_TYPE for kind in types)


def _is_failure(status: Mapping[str, Any]) -> bool:
    # To be on no list does not break credentials: it is told as what the certificate is.
    return status.get("code") != _NOT_ON_A_LIST


def _reasons(failures: list[Mapping[str, Any]]) -> tuple[Reason, ...]:
    found = {}
    for status in failures:
        code = _text(status.get("code"))
        found[code] = Reason(code, REASONS.get(code) or _text(status.get("explanation")) or code)
    return tuple(found.values())


def _software(told: object) -> str:
    """A name with its version; earlier versions of the specification have it as one text."""
    if isinstance(told, Mapping):
        return _text(f"{told.get('name') or ''} {told.get('version') or ''}".strip())
    return _text(told)


def _mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}


def _items(told: object) -> list[Any]:
    return told[:_MOST_ITEMS] if isinstance(told, list) else []


def _text(told: object, most_chars: int = _MOST_CHARS) -> str:
    if not isinstance(told, str):
        return ""
    return told if len(told) <= most_chars else told[: most_chars - 1] + "…"
