"""Looking for a key wherever a person, a repository or a support thread might come to see it.

Answers for the forms in which a key can be written, and for the places: files, log records, what
widgets keep in a notebook, reprs, and tracebacks with their variables. It knows no server.
"""

from __future__ import annotations

import base64
import html
import json
import logging
import traceback
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from IPython.core.ultratb import VerboseTB

import sora_widgets

__all__ = ["forms_of", "in_errors", "in_files", "in_logs", "in_text"]

_PACKAGE = str(Path(sora_widgets.__file__).parent)
_THEIRS_FROM = logging.INFO  # what other libraries say below that is asked for by name, and theirs to answer for


def forms_of(key: str) -> dict[str, bytes]:
    """The key as it may be written, by the name of the form; half a key is a leak as well."""
    half = len(key) // 2
    texts = {
        "plain": key,
        "first half": key[:half],
        "second half": key[half:],
        "in an address": urllib.parse.quote(key, safe=""),
        "in a path": urllib.parse.quote(key),
        "in a page": html.escape(key),
        "in JSON": json.dumps(key)[1:-1].replace("/", "\\/"),
    }
    # Inside a longer text, base64 writes the same bytes in three ways; the first and last marks belong to the neighbours.
    for shift in range(3):
        written = base64.b64encode(b"\0" * shift + key.encode()).decode().rstrip("=")
        texts[f"base64, {shift} before"] = written[-(-shift * 8 // 6) : -1]
    return {name: text.encode() for name, text in texts.items()}


def in_text(key: str, place: str, text: str | bytes) -> list[str]:
    """What was found, in words; empty when there is nothing."""
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    found = []
    for name, form in forms_of(key).items():
        at = content.find(form)
        if at >= 0:
            found.append(f"{place} ({name}): …{content[max(0, at - 80) : at + len(form) + 20]!r}…")
    return found


def in_files(key: str, folder: Path) -> list[str]:
    """Every file below a folder, with its name: the ledger and its journals, clips, takes, posters."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            found += in_text(
                key, f"file {path.name}", str(path.relative_to(folder)).encode() + b"\n" + path.read_bytes()
            )
    return found


def in_logs(key: str, records: Iterable[logging.LogRecord]) -> list[str]:
    """Our own records from DEBUG on, other libraries' from INFO on, with their exceptions."""
    found = []
    formatter = logging.Formatter("%(name)s %(levelname)s %(message)s")
    for record in records:
        if record.name.startswith("sora_widgets") or record.levelno >= _THEIRS_FROM:
            found += in_text(key, f"log of {record.name}", formatter.format(record) + repr(record.args))
    return found


def in_errors(key: str, errors: Iterable[BaseException], *, of_hidden_frames: bool = True) -> list[str]:
    """The sentence, the values that ride along, and a traceback as IPython shows it in its verbose mode.

    Args:
        key: what is looked for.
        errors: as they were caught.
        of_hidden_frames: also the variables that tools show which do not heed a frame's wish to be hidden.
    """
    found = []
    for error in errors:
        name = type(error).__name__
        found += in_text(key, f"{name} itself", f"{error}\n{error!r}\n{vars(error)!r}")
        found += in_text(key, f"verbose traceback of {name}", _verbose(error))
        if of_hidden_frames:
            found += in_text(key, f"variables of {name}", "\n".join(_our_variables(error)))
    return found


def _verbose(error: BaseException) -> str:
    return str(VerboseTB(theme_name="nocolor").text(type(error), error, error.__traceback__))


def _our_variables(error: BaseException) -> Iterator[str]:
    """Every variable of every frame of ours that a traceback tells, whether the frame asks to be hidden or not."""
    told: list[TracebackType | None] = [error.__traceback__]
    seen: BaseException = error
    while (cause := seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)) is not None:
        told.append(cause.__traceback__)
        seen = cause
    for tb in told:
        for frame, _ in traceback.walk_tb(tb):
            if frame.f_code.co_filename.startswith(_PACKAGE):
                for name, value in frame.f_locals.items():
                    yield f"{frame.f_code.co_name}: {name} = {value!r}"
