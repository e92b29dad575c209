"""What a run proves or breaks: the judge's record held against the ledger and the files.

Answers for the promises P1 to P6 and P9 (JOBS.md); the families that measure time add P7 and P8.
Pure apart from reading the project's folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tests.torture.judge import Order, Video
from tests.torture.video_bytes import id_in, sha256_of
from tests.torture.watch import ENDS, LedgerFacts

__all__ = [
    "PROMISES",
    "Tally",
    "check_money",
    "check_states",
    "damaged_files",
    "is_asking",
    "judge_run",
    "waits_for_person",
]

# As JOBS.md draws it, with what its rules say in words: a definite no leads back, a person may order anew.
_AT_SERVER = {"queued", "in_progress", "completed", "failed", "cancelled", "expired"}
_GRAPH = {
    "": {"reserved", "saved"},
    "reserved": {"posting", "failed", "cancelled"},
    "posting": {"submitted", "ambiguous", "reserved", "failed"},
    "ambiguous": {"submitted", "posting", "reserved", "failed", "cancelled"},
    "submitted": _AT_SERVER,
    "queued": _AT_SERVER,
    "in_progress": _AT_SERVER,
    "completed": {"downloading", "cancelled", "expired"},
    "downloading": {"saved", "completed", "failed", "cancelled", "expired"},
    "saved": set(),
    "failed": set(),
    "cancelled": set(),
    "expired": set(),
}

# The columns that must be 0.
PROMISES = ("paid_twice", "lost", "damaged", "overspent", "illegal", "after_cancel", "late", "over_asked", "stuck")


@dataclass
class Tally:
    """The sums of one run, or of many.

    Attributes:
        paid_twice: P1, videos billed for a job beyond its first.
        lost: P2, billed videos whose job neither has them nor asks a person.
        damaged: P4, files at their final names that were not whole.
        overspent: P3, moments over a limit, and sums that do not add up.
        illegal: P5, changes of a state that the graph has not.
        after_cancel: P6, orders sent and files kept after a job was cancelled.
        late: P7 and P8, ends noticed late and slow starts.
        over_asked: P9, requests beyond what is allowed, and orders sent before a server's Retry-After.
        stuck: jobs that neither ended nor ask a person, or failed although nothing refused them; crashes of a kernel.
        needs_person: jobs that wait for a person's decision: allowed, and to be few.
        red: the seeds of runs that broke a promise.
        notes: what was broken, in words.
        facts: figures that have no column.
        reasons: why jobs wait for a person, and how many for each.
    """

    family: str = ""
    runs: int = 0
    kills: int = 0
    jobs: int = 0
    saved: int = 0
    needs_person: int = 0
    requests: int = 0
    finished_by_others: int = 0
    paid_twice: int = 0
    lost: int = 0
    damaged: int = 0
    overspent: int = 0
    illegal: int = 0
    after_cancel: int = 0
    late: int = 0
    over_asked: int = 0
    stuck: int = 0
    took_s: float = 0.0
    red: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.reasons = Counter(self.reasons)  # JSON knows no counters

    @property
    def is_red(self) -> bool:
        return any(getattr(self, promise) for promise in PROMISES)

    def broken_promises(self) -> dict[str, int]:
        return {promise: getattr(self, promise) for promise in PROMISES if getattr(self, promise)}

    def add(self, other: Tally) -> None:
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if each.name != "family":
                setattr(self, each.name, mine + theirs)

    def to_dict(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def broken(self, promise: str, note: str, count: int = 1) -> None:
        setattr(self, promise, getattr(self, promise) + count)
        self.notes.append(f"{promise}: {note}")


def is_asking(job: Mapping[str, Any]) -> bool:
    """Whether a job waits for a person's decision."""
    return job["state"] == "ambiguous" and job["candidates"] is not None


def waits_for_person(job: Mapping[str, Any], jobs: Iterable[Mapping[str, Any]]) -> bool:
    """Whether nothing will happen to a job until a person decides: about it, or about one that looks the same (rule 5)."""
    return is_asking(job) or (
        job["state"] == "reserved" and any(is_asking(each) and each["prompt"] == job["prompt"] for each in jobs)
    )


def judge_run(
    facts: LedgerFacts,
    videos: Collection[Video],
    orders: Collection[Order],
    project: Path,
    rate_micro: int,
    *,
    limit_micro: int | None = None,
    decided: Collection[str] = (),
    may_fail: bool = False,
) -> Tally:
    """Hold everything against everything, after a last calm run.

    Args:
        facts: of the ledger.
        videos: all that the judge made.
        orders: all POSTs that reached it.
        project: the folder with clips and takes.
        rate_micro: what a second of video costs, in millionths of a dollar.
        limit_micro: the highest limit that there ever was; None does not compare.
        decided: jobs for which a person has chosen, who may choose to pay again.
        may_fail: whether the way was such that a job may honestly end as failed.
    """
    tally = Tally(jobs=len(facts.jobs))
    by_prompt: dict[str, list[Video]] = defaultdict(list)
    for video in sorted(videos, key=lambda video: video.made_at):
        by_prompt[video.prompt].append(video)
    jobs_of = defaultdict(list)
    for job in facts.jobs.values():
        jobs_of[job["prompt"]].append(job)
    forgotten: set[str] = set()
    for prompt, made in by_prompt.items():
        _hold_videos_against_jobs(tally, prompt, made, jobs_of.get(prompt, []), facts, decided, forgotten)
    _look_for_twins(tally, facts)
    for job in facts.jobs.values():
        if not waits_for_person(job, facts.jobs.values()):
            _look_at_job(tally, job, by_prompt.get(job["prompt"], []), project, may_fail)
    asking = Counter(str(job["note"]) for job in facts.jobs.values() if is_asking(job))
    tally.needs_person = asking.total()
    for note, count in asking.items():
        tally.reasons[re.sub(r"\(v[^)]*\)", "(…)", note)] += count
    for path, reason in damaged_files(project, videos).items():
        tally.broken("damaged", f"{path.name}: {reason}")
    check_money(tally, facts)
    known = [video for video in videos if video.id not in forgotten]
    _hold_bills_against_money(tally, facts, known, rate_micro, limit_micro)
    check_states(tally, facts)
    _look_after_cancelled(tally, facts, orders, project)
    return tally


def damaged_files(project: Path, videos: Collection[Video]) -> dict[Path, str]:
    """Files of the project at their final names that are not whole, each with what is wrong with it."""
    damaged: dict[Path, str] = {}
    known = {video.id for video in videos}
    for path in sorted(project.glob("*/*")):
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        if path.suffix == ".mp4" and not path.name.startswith("."):
            video_id = id_in(content)
            if video_id not in known:
                damaged[path] = f"{len(content)} bytes of no video that was made"
            elif hashlib.sha256(content).hexdigest() != sha256_of(str(video_id)):
                damaged[path] = f"{len(content)} bytes, not the whole of {video_id}"
        elif path.suffix == ".jpg" and not path.name.startswith("."):
            if not (content.startswith(b"\xff\xd8") and content.endswith(b"\xff\xd9")):
                damaged[path] = f"{len(content)} bytes that are no whole picture"
        elif path.suffix == ".json" and not path.name.startswith("."):
            try:
                json.loads(content)
            except ValueError:
                damaged[path] = "a take that cannot be read"
    return damaged


def _hold_videos_against_jobs(
    tally: Tally,
    prompt: str,
    made: list[Video],
    jobs: list[dict[str, Any]],
    facts: LedgerFacts,
    decided: Collection[str],
    forgotten: set[str],
) -> None:
    billed = [video for video in made if not video.is_failing]
    if not jobs and billed:
        tally.broken("lost", f"{billed[0].id} was made for {prompt!r}, which no job asks for", len(billed))
        return
    allowed = max(1, len(jobs))
    if len(billed) > allowed and not any(job["id"] in decided for job in jobs):
        extra = [video for video in billed[allowed:] if not _was_forgotten(video, billed, jobs, facts)]
        forgotten.update(video.id for video in billed[allowed:] if video not in extra)
        if extra:
            states = ", ".join(f"{job['id'][:8]} {job['state']}" for job in jobs)
            ids = ", ".join(video.id for video in billed)
            tally.broken("paid_twice", f"{prompt!r} has {len(billed)} videos ({ids}) for {states}", len(extra))
    for job in jobs:
        if job["state"] not in ("failed", "expired"):
            continue
        kept = [video for video in billed if video.lost_at is None and not video.is_deleted]
        own = [video for video in kept if video.id == job["remote_id"]] or (kept if job["remote_id"] is None else [])
        if own:
            note = f"{job['id'][:8]} ended as {job['state']} ({job['note']}), and {own[0].id} is there, paid"
            tally.broken("lost", note, len(own))


def _look_for_twins(tally: Tally, facts: LedgerFacts) -> None:
    """The same take, asked for again, is the same job: two that both cost money are paid twice."""
    takes = Counter(
        (job["project"], job["address"], job["fingerprint"], job["take"])
        for job in facts.jobs.values()
        if job["state"] not in ("failed", "cancelled", "expired") and job["estimate_micro_usd"]
    )
    for (_, _, fingerprint, take), count in takes.items():
        if count > 1:
            (prompt, *_) = (job["prompt"] for job in facts.jobs.values() if job["fingerprint"] == fingerprint)
            tally.broken("paid_twice", f"take {take} of {prompt!r} was ordered as {count} jobs", count - 1)


def _was_forgotten(video: Video, billed: list[Video], jobs: list[dict[str, Any]], facts: LedgerFacts) -> bool:
    """Whether the server had itself lost all earlier ones, before their ids were ever told to us."""
    earlier = [each for each in billed if each.made_at < video.made_at]
    told = any(step.after == "submitted" and step.at < video.asked_at for step in facts.steps if _is_of(step, jobs))
    return not told and all(each.lost_at is not None and each.lost_at <= video.asked_at for each in earlier)


def _is_of(step: Any, jobs: list[dict[str, Any]]) -> bool:
    return any(job["id"] == step.job_id for job in jobs)


def _look_at_job(tally: Tally, job: dict[str, Any], made: list[Video], project: Path, may_fail: bool) -> None:
    state, name = job["state"], f"{job['id'][:8]} ({job['prompt']!r})"
    billed = [video for video in made if not video.is_failing]
    if state == "saved":
        tally.saved += 1
        _look_at_clip(tally, job, name, made, project)
    elif state not in ENDS:
        promise = "lost" if billed else "stuck"
        tally.broken(promise, f"{name} is still {state} after the calm run ({job['note']}); videos: {len(billed)}")
    elif state == "failed" and not any(video.is_failing for video in made) and not may_fail:
        tally.broken("stuck", f"{name} failed and no server said so: {job['note']}")
    elif state == "expired" and not any(video.lost_at is not None or video.is_deleted for video in made):
        tally.broken("stuck", f"{name} is called lost by a server that has it: {job['note']}")


def _look_at_clip(tally: Tally, job: dict[str, Any], name: str, made: list[Video], project: Path) -> None:
    try:
        clip = json.loads(job["clip"])
        content = (project / clip["path"]).read_bytes()
    except (OSError, ValueError, LookupError, TypeError) as error:
        tally.broken("lost", f"{name} is saved and its file is not there ({error})")
        return
    found, sha256 = id_in(content), hashlib.sha256(content).hexdigest()
    if found != job["remote_id"] and job["remote_id"] is not None:
        tally.broken("damaged", f"{name} has {job['remote_id']} and its file is of {found}")
    elif found not in {video.id for video in made}:
        tally.broken("damaged", f"{name} has the clip of another prompt ({found})")
    elif sha256 != clip["sha256"] or sha256 != sha256_of(found):
        tally.broken("damaged", f"{name}: the clip's sha256 is not that of its bytes")


def check_money(tally: Tally, facts: LedgerFacts) -> None:
    """P3 within the ledger: no limit was ever passed, and each wallet's sums are those of its jobs."""
    for breach in facts.breaches:
        tally.broken("overspent", breach)
    for wallet in facts.wallets:
        scope = str(wallet["account"]).removeprefix("scope:")
        is_scope = scope != wallet["account"]
        own = [job for job in facts.jobs.values() if (job["scope"] == scope if is_scope else job["project"] == scope)]
        jobs = sum(job["held_micro_usd"] for job in own), sum(job["spent_micro_usd"] for job in own)
        if (wallet["held_micro_usd"], wallet["spent_micro_usd"]) != jobs:
            sums = wallet["held_micro_usd"], wallet["spent_micro_usd"]
            tally.broken("overspent", f"the wallet {wallet['account']} has {sums} held and spent, its jobs {jobs}")
    for job in facts.jobs.values():
        if job["state"] in ENDS and job["held_micro_usd"]:
            tally.broken("overspent", f"{job['id'][:8]} is {job['state']} and still holds {job['held_micro_usd']}")


def _hold_bills_against_money(
    tally: Tally, facts: LedgerFacts, videos: Collection[Video], rate_micro: int, limit_micro: int | None
) -> None:
    billed = sum(int(video.seconds) * rate_micro for video in videos if not video.is_failing)
    written = sum(job["held_micro_usd"] + job["spent_micro_usd"] for job in facts.jobs.values())
    if billed > written:
        tally.broken("overspent", f"the server billed {billed} micro-USD, and {written} are held or spent")
    if limit_micro is not None and billed > limit_micro:
        tally.broken("overspent", f"the server billed {billed} micro-USD of a limit of {limit_micro}")


def check_states(tally: Tally, facts: LedgerFacts) -> None:
    """P5: every change of a state is an edge of the graph, and begins where the last one ended."""
    at: dict[str, str] = {}
    for step in facts.steps:
        before = at.get(step.job_id, "")
        if step.before != before or step.after not in _GRAPH[step.before]:
            tally.broken("illegal", f"{step.job_id[:8]} went from {step.before or 'nothing'} to {step.after}")
        at[step.job_id] = step.after


def _look_after_cancelled(tally: Tally, facts: LedgerFacts, orders: Collection[Order], project: Path) -> None:
    last_order: dict[str, float] = {}
    for order in orders:
        last_order[order.prompt] = max(order.at, last_order.get(order.prompt, 0.0))
    alike = Counter(job["prompt"] for job in facts.jobs.values())
    files: dict[str, Path] = {}
    for path in project.glob("clips/*.mp4"):
        try:
            files[id_in(path.read_bytes()) or ""] = path
        except FileNotFoundError:
            continue
    for step in facts.steps:
        job = facts.jobs[step.job_id]
        if step.after != "cancelled" or alike[job["prompt"]] != 1:
            continue
        if last_order.get(job["prompt"], 0.0) > step.at + 0.05:  # the two clocks are read by two processes
            tally.broken("after_cancel", f"{job['id'][:8]} was ordered after it was cancelled")
        if job["remote_id"] in files:
            tally.broken("after_cancel", f"{job['id'][:8]} was cancelled and {files[job['remote_id']].name} is there")
