"""Jobs: the engine that spends money, its ledger, and the handles that people hold.

Only this room opens the database and starts a thread. What it needs of a server it asks `providers`.
The room can be called: `sora_widgets.jobs()` lists the jobs of this folder.
"""

from __future__ import annotations

import logging
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from sora_widgets.errors import RequestError
from sora_widgets.jobs import gathering, orders, session, statement
from sora_widgets.jobs.gathering import Gathering
from sora_widgets.jobs.job import Job
from sora_widgets.jobs.ledger import WalletState
from sora_widgets.jobs.listing import JobList
from sora_widgets.jobs.machine import State
from sora_widgets.jobs.orders import Quote, generate, quote
from sora_widgets.jobs.session import (
    connect,
    current_provider,
    current_scope,
    find_job,
    go_back_to,
    list_jobs,
    on_change,
    on_terms_change,
    set_budget,
)
from sora_widgets.jobs.spending import Spending, SpendingRow, spending
from sora_widgets.jobs.statement import Wallet, wallet
from sora_widgets.jobs.takes import find_clip
from sora_widgets.pricing import shown

__all__ = [
    "Gathering",
    "Job",
    "JobList",
    "Quote",
    "Room",
    "Spending",
    "SpendingRow",
    "State",
    "Wallet",
    "WalletState",
    "connect",
    "current_provider",
    "current_scope",
    "find_clip",
    "find_job",
    "generate",
    "go_back_to",
    "list_jobs",
    "on_change",
    "on_terms_change",
    "quote",
    "set_budget",
    "spending",
    "wallet",
]

# Whoever sets logging up hears us; nobody else finds our lines in a cell: what matters stands on the job, as its note.
logging.getLogger("sora_widgets").addHandler(logging.NullHandler())


class Room(ModuleType):
    """This module, made callable. Type checkers cannot see both, so what is used as `jobs.name` is named here."""

    if TYPE_CHECKING:
        Gathering = gathering.Gathering
        connect = staticmethod(session.connect)
        current_provider = staticmethod(session.current_provider)
        current_scope = staticmethod(session.current_scope)
        find_clip = staticmethod(find_clip)
        find_job = staticmethod(session.find_job)
        generate = staticmethod(orders.generate)
        go_back_to = staticmethod(session.go_back_to)
        list_jobs = staticmethod(session.list_jobs)
        on_change = staticmethod(session.on_change)
        on_terms_change = staticmethod(session.on_terms_change)
        quote = staticmethod(orders.quote)
        set_budget = staticmethod(session.set_budget)
        spending = staticmethod(spending)
        wallet = staticmethod(statement.wallet)

    def __call__(self, limit: int = 200) -> JobList:
        """The jobs of this project folder, newest first, those of earlier kernels too; displayed as a table.

        Args:
            limit: how many at most.

        Raises:
            RequestError: `limit` is no whole number from 1.
        """
        if type(limit) is not int or limit < 1:
            raise RequestError(f"limit must be a whole number from 1, not {shown(limit)}: use limit=200.", given=limit)
        return JobList(list_jobs(limit))


# `sora_widgets.jobs` is the room and what people call, in whatever order the two are imported: the import system binds
# the submodule to that name, and would take the place of a function. So the module itself is given a class that can be
# called, as Python's reference provides for ("Customizing module attribute access", Data model, 3.3.2.1).
sys.modules[__name__].__class__ = Room
