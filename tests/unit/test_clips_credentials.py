"""Content Credentials: files signed here, with certificates made here, then changed, broken or left alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from signed_video import CREATED, Signer, sign, write_plain_video
from sora_widgets.clips import credentials as credentials_module
from sora_widgets.clips import manifest
from sora_widgets.clips.credentials import NO_CREDENTIALS, REASONS, Credentials, read_credentials
from sora_widgets.errors import ClipError
from sora_widgets.widgets._texts import Texts


@pytest.fixture(scope="module")
def myself():
    return Signer("Nobody", "this machine")


@pytest.fixture(scope="module")
def company():
    authority = Signer("Tiny CA", "Tiny Root", is_authority=True)
    return Signer("Tiny Films", "Tiny signer", authority)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return write_plain_video(tmp_path_factory.mktemp("videos") / "plain.mp4")


@pytest.fixture
def signed(plain, myself, tmp_path):
    return sign(plain, tmp_path / "signed.mp4", myself)


def changed(path: Path, at: int) -> Path:
    """The file with one bit turned."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    return path


def test_a_file_without_credentials_has_none_and_costs_no_native_library(plain):
    code = (
        "import sys; from sora_widgets.clips.credentials import read_credentials;"
        f"assert read_credentials({str(plain)!r}) is None; assert 'c2pa' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("content", [b"", b"not a video", b"\x00\x00\x00\x04uuid" * 9, b"\x00\x00\x00\x01ftyp"])
def test_a_file_that_is_no_video_has_none(tmp_path, content):
    path = tmp_path / "what.mp4"
    path.write_bytes(content)
    assert read_credentials(path) is None


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ClipError, match="There is no video at"):
        read_credentials(tmp_path / "gone.mp4")


def test_a_certificate_of_ones_own_is_called_self_signed(signed):
    found = read_credentials(signed)
    assert (found.state, found.certificate, found.reasons) == ("valid", "self-signed", ())
    assert (found.signer, found.common_name, found.algorithm) == ("Nobody", "this machine", "Es256")


def test_a_certificate_that_somebody_issued_is_untrusted_and_not_self_signed(plain, company, tmp_path):
    found = read_credentials(sign(plain, tmp_path / "a.mp4", company))
    assert (found.state, found.certificate, found.issued_by) == ("valid", "untrusted", "Tiny CA")


def test_a_certificate_on_a_trust_list_is_trusted(plain, company, tmp_path, monkeypatch):
    root = company.chain.decode().partition("-----END CERTIFICATE-----\n")[2]
    monkeypatch.setitem(manifest._SETTINGS, "trust", {"user_anchors": root})
    found = read_credentials(sign(plain, tmp_path / "a.mp4", company))
    assert (found.state, found.certificate, found.reasons) == ("valid", "trusted", ())


def test_what_was_done_is_told_in_order_with_who_did_it(plain, company, tmp_path):
    actions = (CREATED, {"action": "c2pa.color_adjustments", "softwareAgent": "Grader 3"})
    found = read_credentials(sign(plain, tmp_path / "a.mp4", company, actions=actions))
    first, second = found.actions
    assert (first.name, first.agent, first.source_type) == ("created", "sora 2", "trainedAlgorithmicMedia")
    assert first.description == "From a prompt"
    assert (second.name, second.agent) == ("color adjustments", "Grader 3")
    assert (found.generator, found.title) == ("a test 1", "kite.mp4")


def test_what_it_was_made_from_is_told_with_who_signed_that(plain, signed, company, tmp_path):
    def prepare(builder):
        with signed.open("rb") as parent:
            builder.add_ingredient({"title": "park.mp4", "relationship": "parentOf"}, "video/mp4", parent)

    found = read_credentials(sign(plain, tmp_path / "a.mp4", company, prepare=prepare))
    [parent] = found.ingredients
    assert (parent.title, parent.relationship, parent.signed_by) == ("park.mp4", "parentOf", "Nobody")


def test_a_prompt_is_read_from_the_ingredient_that_holds_it(plain, company, tmp_path):
    def prepare(builder):
        builder.add_resource("prompt.txt", io.BytesIO("a red kite, été".encode()))

    asked = {
        "title": "prompt",
        "format": "text/plain",
        "relationship": "inputTo",
        "data_types": [{"type": "c2pa.types.generator.prompt"}],
        "data": {"format": "text/plain", "identifier": "prompt.txt"},
    }
    found = read_credentials(sign(plain, tmp_path / "a.mp4", company, ingredients=[asked], prepare=prepare))
    assert (found.prompt, found.ingredients) == ("a red kite, été", ())


def test_a_prompt_is_read_from_an_assertion_of_that_name(plain, company, tmp_path):
    told = {"label": "org.example.prompt", "data": {"prompt": "a red kite"}}
    assert read_credentials(sign(plain, tmp_path / "a.mp4", company, assertions=[told])).prompt == "a red kite"


def test_a_changed_picture_is_invalid_and_says_why(signed):
    found = read_credentials(changed(signed, signed.read_bytes().find(b"mdat") + 100))
    assert found.state == "invalid"
    assert [reason.words for reason in found.reasons] == ["the video was changed after it was signed"]


def test_a_changed_statement_is_invalid_and_says_why(signed):
    found = read_credentials(changed(signed, signed.read_bytes().find(b"From a prompt")))
    assert found.state == "invalid"
    assert [reason.code for reason in found.reasons] == ["assertion.hashedURI.mismatch"]


def test_credentials_that_are_broken_or_cut_off_are_unreadable(signed):
    content = signed.read_bytes()
    signed.write_bytes(content[:1200])
    found = read_credentials(signed)
    assert found.state == "unreadable"
    assert found.reasons[0].words
    at = content.find(bytes.fromhex("d8fec3d61b0e483c92975828877ec481"))
    signed.write_bytes(content[: at + 40] + bytes(400) + content[at + 440 :])
    assert read_credentials(signed).state == "unreadable"


def test_a_manifest_elsewhere_is_never_fetched(plain, myself, tmp_path, monkeypatch):
    asked = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def prepare(builder):
        builder.set_no_embed()
        builder.set_remote_url(f"http://127.0.0.1:{server.server_port}/manifest.c2pa")

    try:
        remote = sign(plain, tmp_path / "remote.mp4", myself, prepare=prepare)
        assert read_credentials(remote) is None
        monkeypatch.setattr(credentials_module, "_has_manifest", lambda path: True)
        found = read_credentials(remote)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
    assert asked == []
    assert found is None or found.state == "unreadable"


def test_what_a_stranger_wrote_is_bounded(plain, company, tmp_path):
    wordy = [CREATED] + [{"action": "c2pa.edited", "description": "x" * 5000}] * 60
    found = read_credentials(sign(plain, tmp_path / "a.mp4", company, actions=wordy))
    assert len(json.dumps(found.to_dict())) < 12_000


def test_they_go_through_json_and_back(signed):
    found = read_credentials(changed(signed, signed.read_bytes().find(b"mdat") + 100))
    assert found.reasons
    assert Credentials.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert Credentials.from_dict(NO_CREDENTIALS) is None


def test_every_reason_has_its_words_in_both_languages():
    for language in ("en", "fr"):
        said = {key.removeprefix("panels.reason.") for key in Texts(language).of("panels") if "panels.reason." in key}
        assert said == REASONS.keys()
