"""`%sora` and `%%sora`: the studio from a notebook's own command line.

A failure raises, so that a notebook that runs unattended fails too. Parsing is click's; what the
magics do is one call into `jobs` each.
"""

from __future__ import annotations

import shlex
from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from sora_widgets.errors import RequestError, UnknownKeywordError, nearest
from sora_widgets.jobs import Job, State, connect, generate, list_jobs, quote, set_budget, spending, wallet
from sora_widgets.jobs.ledger import GROUPS
from sora_widgets.pricing import format_sum_usd, format_usd

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load"]


def load(ipython: InteractiveShell) -> None:
    """Register the magics in a running IPython (`%load_ext sora_widgets`)."""
    # IPython annotates the function as if it were a method of the shell.
    ipython.register_magic_function(_line_or_cell, "line_cell", "sora")  # type: ignore[arg-type]


def _line_or_cell(line: str, cell: str | None = None) -> object:
    """%sora jobs | budget USD | wallet | spending [BY] | connect ADDRESS

    %%sora [--model --seconds --size --take --wait --price]
    """
    return _run(_commands if cell is None else _cell, line, cell)


def _run(command: click.Command, line: str, cell: str | None) -> object:
    magic = "%sora" if cell is None else "%%sora"
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise RequestError(f"{magic} cannot read {line!r}: {error}.", given=line) from None
    try:
        return command.main(words, prog_name=magic, standalone_mode=False, obj=cell)
    except click.NoSuchOption as error:
        raise _no_such_option(error, error.ctx or click.Context(command, info_name=magic)) from None
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else magic
        raise RequestError(f"{where}: {error.format_message()}", given=line) from None


def _no_such_option(error: click.NoSuchOption, context: click.Context) -> UnknownKeywordError:
    """Our sentence about an option that the very command in use does not have."""
    given, parameters = error.option_name, context.command.params
    options = [name for one in parameters if isinstance(one, click.Option) for name in one.opts]
    takes = [one.human_readable_name for one in parameters if isinstance(one, click.Argument)] + options
    guess = next((name for name in options if name.startswith(given)), None) or nearest(given, options)
    advice = f": did you mean {guess}?" if guess else f": it takes {', '.join(takes) or 'none'}."
    return UnknownKeywordError(
        f"{context.command_path} has no option {given}{advice}", given=given, nearest=guess, allowed=tuple(options)
    )


@click.command(add_help_option=False)
@click.option("--model")
@click.option("--seconds", type=int, default=4)
@click.option("--size", default="1280x720")
@click.option("--take", type=int, default=1)
@click.option("--wait", is_flag=True, help="Wait for the clip, and fail here if it fails.")
@click.option("--price", is_flag=True, help="Say what it would cost and whether it may run; nothing is made.")
@click.pass_obj
def _cell(prompt: str, model: str | None, seconds: int, size: str, take: int, wait: bool, price: bool) -> object:
    """Generate the prompt in the cell."""
    if price:
        asked = quote(prompt, model=model, seconds=seconds, size=size, take=take)
        if asked.estimate is None and asked.refusal is not None:
            raise asked.refusal
        click.echo(f"{asked.estimate} · {asked.provider}")
        if asked.refusal is not None:
            click.echo(f"would not run: {asked.refusal}")
        return None
    job = generate(prompt, model=model, seconds=seconds, size=size, take=take)
    return job.result() if wait else job


@click.group(add_help_option=False, invoke_without_command=True)
@click.pass_context
def _commands(context: click.Context) -> None:
    """Jobs, money and servers."""
    if context.invoked_subcommand is None:
        click.echo(cleandoc(str(_line_or_cell.__doc__)))


@_commands.command()
@click.argument("limit", type=click.IntRange(min=1), default=20)
def jobs(limit: int) -> None:
    """List this folder's jobs, newest first."""
    found = list_jobs(limit)
    click.echo("\n".join(map(_line, found)) if found else "No jobs in this folder yet.")


@_commands.command()
@click.argument("usd")
def budget(usd: str) -> None:
    """Set the hard cap of this folder, in USD."""
    set_budget(usd)
    click.echo(_wallet_line())


@_commands.command(name="wallet")
def show_wallet() -> None:
    """Show what is left."""
    click.echo(_wallet_line())


@_commands.command(name="spending")
@click.argument("by", type=click.Choice(list(GROUPS)), default="model")
def show_spending(by: str) -> None:
    """Set what this folder's jobs cost beside what was expected of them."""
    click.echo(repr(spending(by)))


@_commands.command(name="connect")
@click.argument("address")
@click.option("--usd-per-second")
def connect_to(address: str, usd_per_second: str | None) -> None:
    """Choose the server."""
    click.echo(f"connected to {connect(address, usd_per_second=usd_per_second).name}")


def _line(job: Job) -> str:
    text = job.text if len(job.text) <= 60 else f"{job.text[:59]}…"
    return f"{job.id[:8]}  {job.state:<11}  {_price(job):>8}  {job.model} {job.seconds} s {job.size}  {text}"


def _price(job: Job) -> str:
    """What is expected while it is open; then what it cost, with what was expected where that was something else."""
    expected = format_usd(job.estimate_usd)
    if not job.is_done:
        return expected
    cost = (format_usd if job.state is State.SAVED else format_sum_usd)(job.spent_usd)
    return cost if job.spent_usd == job.estimate_usd else f"{cost} (estimated {expected})"


def _wallet_line() -> str:
    state = wallet()
    limit = "no budget set" if state.limit_usd is None else f"budget {format_sum_usd(state.limit_usd)}"
    left = "" if state.left_usd is None else f" · left {format_sum_usd(state.left_usd)}"
    return f"{limit} · held {format_sum_usd(state.held_usd)} · spent {format_sum_usd(state.spent_usd)}{left}"
