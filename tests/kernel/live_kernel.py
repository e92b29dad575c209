"""A real ipykernel in its own process, spoken to as a notebook does.

Answers for the kernel's process, its folder and its messages. `execute` waits and raises;
`send` and `collect` are for what happens while a cell is busy. It knows nothing of the package.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from nbformat.v4 import output_from_msg

__all__ = ["CellError", "LiveKernel"]

Message = dict[str, Any]


class CellError(Exception):
    """A cell raised. `.ename`, `.evalue` and the outputs shown before it."""

    def __init__(self, ename: str, evalue: str, outputs: list[Message]) -> None:
        super().__init__(f"{ename}: {evalue}")
        self.ename = ename
        self.evalue = evalue
        self.outputs = outputs


class LiveKernel:
    """A kernel started in `folder` with `environment` on top of the test's own.

    Attributes:
        folder: the notebook's folder: clips and takes lie below it.
        messages: everything this kernel process has published, in the order it arrived; comm messages too.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.messages: list[Message] = []
        self._environment = os.environ | environment
        self._manager: KernelManager | None = None
        self._client: BlockingKernelClient | None = None

    @property
    def client(self) -> BlockingKernelClient:
        """The client, for messages that have no method here (comms, `kernel_info`)."""
        assert self._client is not None, "the kernel is not running: start() it"
        return self._client

    @property
    def pid(self) -> int:
        """The process id of the kernel."""
        return int(self.execute("import os; os.getpid()")[0]["data"]["text/plain"])

    def start(self) -> None:
        """Start a kernel process and wait until it answers."""
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(cwd=str(self.folder), env=self._environment)
        self._connect()

    def execute(self, code: str, timeout_s: float = 60) -> list[Message]:
        """Run one cell to its end.

        Returns:
            its outputs as a notebook would store them, displays updated in place.

        Raises:
            CellError: the cell raised.
            TimeoutError: it is not done after `timeout_s`.
        """
        return self.collect(self.send(code), timeout_s)

    def send(self, code: str) -> str:
        """Send a cell and return its message id at once."""
        return str(self.client.execute(code, store_history=False))

    def collect(self, message_id: str, timeout_s: float = 60) -> list[Message]:
        """Wait for the end of a cell sent earlier; as `execute`."""
        start = next(
            (i for i, message in enumerate(self.messages) if _parent(message) == message_id), len(self.messages)
        )
        if not any(_is_end_of(message, message_id) for message in self.messages[start:]):
            self.wait_for(lambda message: _is_end_of(message, message_id), timeout_s)
        return _outputs_of([message for message in self.messages[start:] if _parent(message) == message_id])

    def wait_for(self, is_it: Callable[[Message], bool], timeout_s: float = 60) -> Message:
        """Read on until a published message is the one wanted, and return it."""
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=timeout_s)
            except Empty:
                raise TimeoutError(f"the kernel published no such message within {timeout_s:g} s") from None
            self.messages.append(message)
            if is_it(message):
                return message

    def interrupt(self) -> None:
        """Interrupt the running cell, as the stop button does."""
        assert self._manager is not None
        self._manager.interrupt_kernel()

    def restart(self) -> None:
        """End the process politely and start another one, as the menu does."""
        assert self._manager is not None
        self.client.stop_channels()
        self._manager.restart_kernel(now=False, env=self._environment, cwd=str(self.folder))
        self._connect()

    def kill(self) -> None:
        """End the process with SIGKILL, as a crash or the out-of-memory killer does; `start` begins anew."""
        pid = self.pid
        self.client.stop_channels()
        os.kill(pid, signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        """End the kernel if it runs, and free its sockets."""
        if self._manager is None:
            return
        self.client.stop_channels()
        self._manager.shutdown_kernel(now=True)
        self._manager.cleanup_resources()
        self._manager = self._client = None

    def _connect(self) -> None:
        assert self._manager is not None
        self.messages.clear()  # a new client counts its message ids from one again
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)
        self._wait_until_heard()

    def _wait_until_heard(self) -> None:
        """The reply of a kernel says that it lives, not that its publications already reach us: ask until one does."""
        for _ in range(60):
            asked = self.client.kernel_info()
            try:
                self.wait_for(partial(_is_end_of, message_id=asked), timeout_s=1)
            except TimeoutError:
                continue
            return
        raise TimeoutError("the kernel answers, but nothing that it publishes arrives")


def _parent(message: Message) -> str:
    return str(message["parent_header"].get("msg_id", ""))


def _is_end_of(message: Message, message_id: str) -> bool:
    return (
        _parent(message) == message_id
        and message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
    )


def _outputs_of(messages: list[Message]) -> list[Message]:
    outputs: list[Message] = []
    places: dict[str, Message] = {}
    for message in messages:
        kind, content = message["msg_type"], message["content"]
        display_id = content.get("transient", {}).get("display_id")
        if kind == "update_display_data" and display_id in places:
            places[display_id].update(data=content["data"], metadata=content["metadata"])
        elif kind == "error":
            raise CellError(content["ename"], content["evalue"], outputs)
        elif kind == "clear_output":
            outputs.clear()
        elif kind in ("stream", "display_data", "execute_result"):
            outputs.append(output_from_msg(message))
            if display_id:
                places[display_id] = outputs[-1]
    return outputs
