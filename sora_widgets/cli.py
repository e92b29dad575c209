"""`sora-widgets demo | serve | doctor`, for people who are not in a notebook.

`demo` is the main job without a browser: compose, price, generate, save. `serve` offers the
embedded provider to any client of the protocol, on this machine only. `doctor` says where things lie.
"""

from __future__ import annotations

import shutil
import socket
import sys
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sora_widgets.errors import SoraWidgetsError
from sora_widgets.settings import load_settings

if TYPE_CHECKING:
    from sora_widgets.clips import Clip
    from sora_widgets.jobs import Job

__all__ = ["main"]


def main() -> None:
    """Run the command line; an expected error is one sentence and exit code 1."""
    try:
        _commands(standalone_mode=True)
    except SoraWidgetsError as error:
        click.echo(f"sora-widgets: {error}", err=True)
        sys.exit(1)


@click.group()
@click.version_option(version("sora-widgets"), prog_name="sora-widgets")
def _commands() -> None:
    """A video studio inside the notebook."""


@_commands.command()
@click.option("--take", type=click.IntRange(min=1), default=1, help="Another take renders anew.")
def demo(take: int) -> None:
    """Compose a shot, price it, generate 4 s of 1280x720 with sound on the animatic, and say where it is."""
    import sora_widgets as sw
    from sora_widgets.jobs import quote

    shot = sw.Shot(
        framing="wide shot",
        subject="a child",
        action="flying a red kite",
        setting="a leafy park",
        lighting="golden late-afternoon light",
        camera="the camera rises slowly to the sky",
        sound="wind, distant laughter",
    )
    click.echo(f"prompt   {shot.to_text()}")
    price = quote(shot, model="sora-2", seconds=4, size="1280x720")
    click.echo(f"price    {price.estimate} (list price of the model: {price.list_estimate})")
    job = sw.generate(shot, model="sora-2", seconds=4, size="1280x720", take=take)
    clip = _watch(job)
    facts = clip.facts
    click.echo(f"clip     {clip.path}")
    click.echo(f"poster   {clip.poster_path}")
    click.echo(
        f"facts    {facts.width}x{facts.height} · {facts.duration_s:.2f} s · {facts.fps:g} frames/s · "
        f"{'with sound' if facts.has_sound else 'silent'} · {facts.size_bytes / 1e6:.2f} MB"
    )
    again = " (this take was here already: take=2 makes another)" if job.is_replay else ""
    click.echo(f"cost     ${job.cost_usd:.2f} on {job.provider}{again}")


@_commands.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8317, show_default=True)
@click.option("--home", type=click.Path(path_type=Path), help="Where the videos are kept.")
@click.option("--pace", "pace_s", type=float, default=0.0, help="Least seconds that a job takes, to rehearse waiting.")
@click.option(
    "--as",
    "imitate",
    metavar="NAME",
    help="Behave like another server: openai, azure, sglang, vllm-omni, fastvideo, litellm, new-api, openrouter, "
    "together or dynamo.",
)
def serve(port: int, home: Path | None, pace_s: float, imitate: str | None) -> None:
    """Offer the embedded provider on 127.0.0.1 to any client of the Videos protocol.

    With --as it imitates another server: its routes, what it takes and refuses, the shape of its
    answers. What it draws are animatics, whatever the model is called; references and options are
    checked as that server does and not drawn yet. Nothing costs anything: prices it tells are made up.

    \b
    Words in the prompt that make an imitation misbehave, to rehearse that too:
      [fail]      the job ends failed
      [refuse]    the order is refused
      [redirect]  content redirects to another origin (openai, azure)
      [cloud]     the video lies in cloud storage (sglang)

    Where a key is needed, any will do but 'none' and 'wrong', which are refused as a bad key is.
    """
    try:
        import uvicorn
    except ModuleNotFoundError:
        raise click.ClickException("serving needs uvicorn: pip install 'sora-widgets[serve]'.") from None
    from sora_widgets.animatic import create_app

    settings = load_settings()
    app = create_app(home or settings.animatic_home, workers=settings.render_workers, pace_s=pace_s, imitate=imitate)
    with closing(_listen(port)) as listener:  # before the address is told: what is told must be true
        address = f"http://127.0.0.1:{listener.getsockname()[1]}{app.state.base_path}"
        click.echo(f"{imitate or 'animatic'} on {address} (this machine only; Ctrl-C ends it)")
        if imitate is not None:
            needed = "a key is needed, and any but 'wrong' will do" if app.state.wants_key else "no key is needed"
            key = "api_key='rehearsal-key', " if app.state.wants_key else ""
            click.echo(f"  an imitation of {app.state.label} that draws animatics: {needed}")
            click.echo(f"  connect({address!r}, profile={imitate!r}, {key}usd_per_second=0)")
            click.echo(f"  generate(…, model={app.state.model!r})")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


@_commands.command()
def doctor() -> None:
    """Say where things lie and whether they can be used."""
    from sora_widgets.jobs.ledger import Ledger
    from sora_widgets.jobs.takes import check_folder
    from sora_widgets.pricing import format_sum_usd

    settings = load_settings()
    click.echo(f"sora_widgets  {version('sora-widgets')}")
    click.echo(f"home          {settings.home}  (SORA_WIDGETS_HOME)")
    click.echo(f"ledger        {settings.ledger_path}")
    click.echo(f"animatic      {settings.animatic_home}")
    click.echo(f"pictures      {settings.pictures_home}  (drawn again when missing)")
    click.echo(f"project       {settings.project}  (clips/ and takes/ beside the notebook)")
    click.echo(f"language      {settings.language}  (SORA_WIDGETS_LANGUAGE)")
    check_folder(settings.project)
    # No engine: whoever only asks how things are must not set unfinished jobs going.
    with closing(Ledger(settings.ledger_path)) as ledger:
        jobs, state = ledger.jobs(str(settings.project), 200), ledger.wallet(str(settings.project))
    budget = "none" if state.limit_usd is None else format_sum_usd(state.limit_usd)
    held, spent = format_sum_usd(state.held_usd), format_sum_usd(state.spent_usd)
    click.echo(f"jobs          {len(jobs)} here, {sum(not job.state.is_done for job in jobs)} unfinished")
    click.echo(f"wallet        budget {budget} · held {held} · spent {spent}")
    click.echo(f"disk          {shutil.disk_usage(settings.project).free / 1e9:.1f} GB free")


def _listen(port: int) -> socket.socket:
    """A socket of this machine alone; port 0 is any that is free."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise click.ClickException(
            f"127.0.0.1:{port} cannot be served ({error.strerror}): choose another --port, or 0 for any that is free."
        ) from None


def _watch(job: Job) -> Clip:
    """Show progress on one line until the clip is there."""
    from sora_widgets.errors import JobTimeoutError

    while True:
        try:
            clip = job.result(timeout_s=0.25)
        except JobTimeoutError:
            if sys.stderr.isatty():
                click.echo(f"\r\033[Kjob      {job.id[:8]} {job.message}", nl=False, err=True)
        else:
            if sys.stderr.isatty():
                click.echo("\r\033[K", nl=False, err=True)
            click.echo(f"job      {job.id[:8]} {job.message}")
            return clip


if __name__ == "__main__":
    main()
