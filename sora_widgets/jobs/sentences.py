"""What a job says of itself in one line. Pure: a row goes in, a sentence comes out."""

from __future__ import annotations

from sora_widgets.jobs.ledger import JobRow
from sora_widgets.jobs.machine import State
from sora_widgets.pricing import format_sum_usd, shown

__all__ = ["sentence_of", "told_word"]

_SENTENCES = {
    State.RESERVED: "waiting to be sent",
    State.POSTING: "being sent",
    State.SUBMITTED: "accepted by the server",
    State.QUEUED: "waiting in the server's queue",
    State.IN_PROGRESS: "rendering",
    State.COMPLETED: "finished on the server, about to be saved",
    State.DOWNLOADING: "being saved",
    State.SAVED: "saved",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
    State.EXPIRED: "lost by the server",
}


def sentence_of(row: JobRow) -> str:
    """The state of a job, and what is asked of the reader where something is."""
    if row.state is State.AMBIGUOUS:
        return _doubt(row)
    sentence = _SENTENCES[row.state]
    if row.state is State.IN_PROGRESS and row.progress is not None:
        sentence = f"{sentence}, {row.progress} %"
    return sentence


def told_word(row: JobRow) -> str:
    """The server's own word for what it is doing, where it is another than ours; for those who wait in vain."""
    word = row.told_status
    if word is None or not row.state.is_at_server or word.lower() == row.state:
        return ""
    return f"the server calls it {shown(word)}"


def _doubt(row: JobRow) -> str:
    if row.candidates is None:
        return "in doubt: the server may or may not have it, and it is still being looked for"
    count = len(row.candidates)
    found = {
        0: "no video of the server can be told to be this one",
        1: "one of the server's videos may be this one",
    }.get(count, f"{count} of the server's videos may be this one")
    choices = ".adopt(video_id), .submit_again() or .give_up()" if count else ".submit_again() or .give_up()"
    held = f"; {format_sum_usd(row.held_usd)} stay held until then" if row.held_usd else ""
    return f"needs you: {found}; decide with {choices}{held}"
