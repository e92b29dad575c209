"""Every error the package raises on purpose, in one tree.

    SoraWidgetsError
    ├── RequestError             what was asked for cannot be made
    │   ├── EmptyPromptError         nothing to film
    │   ├── UnknownKeywordError      a misspelt argument (also a TypeError)
    │   ├── UnknownModelError        no such model
    │   └── UnsupportedValueError    a length, size or sound the model does not make (also a ValueError)
    ├── MoneyError               the run would cost more than was agreed
    │   ├── BudgetExceededError      the price is above what is left
    │   ├── NoBudgetError            a paid provider, and no budget set
    │   └── UnknownPriceError        a paid provider whose price nobody knows
    ├── ProviderError            the server
    │   ├── ProviderUnreachableError nothing answers at the address
    │   ├── ProtocolError            something answers, but not the Videos protocol
    │   └── ProviderRefusedError     the server said no
    ├── JobError                 one job
    │   ├── JobFailedError           it ended without a clip
    │   ├── JobCancelledError        somebody cancelled it
    │   ├── JobTimeoutError          it is still running after the time given (also a TimeoutError)
    │   ├── JobsFailedError          of several jobs, some ended without a clip
    │   └── UnknownJobError          no such job in the ledger
    ├── StorageError             the disk
    │   ├── DiskFullError            no space left
    │   ├── FolderNotWritableError   no permission, or a read-only place
    │   └── LedgerError              the ledger cannot be opened or trusted
    └── ClipError                a video file that is missing, truncated or no video

Each message says what happened, with which value, and what to do. The values ride along as
attributes, and `code` is stable, so that programs need not read the sentence. No message may
carry a key: the provider strips them before raising.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

__all__ = [
    "BudgetExceededError",
    "ClipError",
    "DiskFullError",
    "EmptyPromptError",
    "FolderNotWritableError",
    "JobCancelledError",
    "JobError",
    "JobFailedError",
    "JobTimeoutError",
    "JobsFailedError",
    "LedgerError",
    "MoneyError",
    "NoBudgetError",
    "ProtocolError",
    "ProviderError",
    "ProviderRefusedError",
    "ProviderUnreachableError",
    "RequestError",
    "SoraWidgetsError",
    "StorageError",
    "UnknownJobError",
    "UnknownKeywordError",
    "UnknownModelError",
    "UnknownPriceError",
    "UnsupportedValueError",
]


class SoraWidgetsError(Exception):
    """Root of the tree. `code` is a stable kebab-case name; `details` are the values in the sentence."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details

    def __getattr__(self, name: str) -> object:
        details: dict[str, object] = self.__dict__.get("details", {})
        try:
            return details[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}") from None


class RequestError(SoraWidgetsError):
    """What was asked for cannot be made; nothing was sent and nothing is charged."""

    code = "bad-request"


class EmptyPromptError(RequestError):
    """There is nothing to film."""

    code = "empty-prompt"


class UnknownKeywordError(RequestError, TypeError):
    """A misspelt argument. `.given`, `.nearest` (or None), `.allowed`."""

    code = "unknown-keyword"


class UnknownModelError(RequestError):
    """No such model. `.given`, `.allowed`."""

    code = "unknown-model"


class UnsupportedValueError(RequestError, ValueError):
    """A length, size or sound that the model does not make. `.name`, `.given`, `.allowed`, `.model`."""

    code = "unsupported-value"


class MoneyError(SoraWidgetsError):
    """The run would cost more than was agreed; nothing was sent."""

    code = "money"


class BudgetExceededError(MoneyError):
    """The price is above what is left. `.cost_usd`, `.left_usd`, `.limit_usd`, `.cheaper`."""

    code = "budget-exceeded"


class NoBudgetError(MoneyError):
    """A paid provider refuses to run without a budget. `.cost_usd`."""

    code = "no-budget"


class UnknownPriceError(MoneyError):
    """Nobody knows what this provider charges for this model. `.model`, `.provider`."""

    code = "unknown-price"


class ProviderError(SoraWidgetsError):
    """The server, or the way to it."""

    code = "provider"


class ProviderUnreachableError(ProviderError):
    """Nothing answers at the address. `.address`."""

    code = "unreachable"


class ProtocolError(ProviderError):
    """Something answers, but it does not speak the Videos protocol. `.address`."""

    code = "not-the-protocol"


class ProviderRefusedError(ProviderError):
    """The server said no. `.status`, `.server_code`, `.server_message`, `.is_definite`."""

    code = "refused"


class JobError(SoraWidgetsError):
    """One job. `.job_id`."""

    code = "job"


class JobFailedError(JobError):
    """The job ended without a clip. `.job_id`, `.server_code`."""

    code = "job-failed"


class JobCancelledError(JobError):
    """Somebody cancelled the job. `.job_id`."""

    code = "job-cancelled"


class JobTimeoutError(JobError, TimeoutError):
    """The job is still running after the time given; the job goes on. `.job_id`, `.timeout_s`."""

    code = "job-timeout"


class JobsFailedError(JobError):
    """Of several jobs, some ended without a clip; the others have theirs.

    `.clips` has one entry a job, None where there is no clip; `.errors` has one error for each job without; `.jobs`.
    """

    code = "jobs-failed"


class UnknownJobError(JobError):
    """No such job in the ledger. `.job_id`."""

    code = "unknown-job"


class StorageError(SoraWidgetsError):
    """The disk."""

    code = "storage"


class DiskFullError(StorageError):
    """No space left. `.path`."""

    code = "disk-full"


class FolderNotWritableError(StorageError):
    """No permission to write, or a read-only place. `.path`."""

    code = "folder-not-writable"


class LedgerError(StorageError):
    """The ledger cannot be opened or trusted. `.path`."""

    code = "ledger"


class ClipError(SoraWidgetsError):
    """A video file that is missing, truncated or no video at all. `.path`."""

    code = "clip"


def nearest(given: str, allowed: Sequence[str]) -> str | None:
    """The spelling in `allowed` closest to `given`, or None when nothing is close."""
    import difflib  # only on the way to an error: keeps `import sora_widgets` light

    found = difflib.get_close_matches(given, allowed, n=1, cutoff=0.6)
    return found[0] if found else None
