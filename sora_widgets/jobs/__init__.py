"""Jobs: the engine that spends money, its ledger, and the handles that people hold.

Only this room opens the database and starts a thread. What it needs of a server it asks `providers`.
"""

from __future__ import annotations

from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import WalletState
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.session import (
    Quote,
    connect,
    current_provider,
    find_job,
    generate,
    list_jobs,
    on_change,
    on_terms_change,
    quote,
    set_budget,
    wallet,
)

__all__ = [
    "Job",
    "Quote",
    "State",
    "WalletState",
    "connect",
    "current_provider",
    "find_job",
    "generate",
    "list_jobs",
    "on_change",
    "on_terms_change",
    "quote",
    "set_budget",
    "wallet",
]
