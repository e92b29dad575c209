"""`sora-widgets demo | serve | doctor`, for people who are not in a notebook.

`demo` is the main job without a browser: compose, price, generate, save. `serve` offers the
embedded provider to any client of the protocol that has its key. `doctor` says where things lie.
"""

from __future__ import annotations

import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sora_widgets.errors import SoraWidgetsError
from sora_widgets.settings import load_settings, serving_key

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sora_widgets.clips import Clip
    from sora_widgets.jobs import Job

__all__ = ["main"]

_MOST_AT_ONCE = 256  # requests to a server; more are told to come back
_CLUSTER_WITHIN_S = 10


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
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--open-to-network", is_flag=True, help="Allow an address that other machines reach; needs a key.")
@click.option("--home", type=click.Path(path_type=Path), help="Where the videos are kept; not a notebook's own.")
@click.option(
    "--pace",
    "pace_words",
    default="0",
    metavar="SECONDS|realistic[=FACTOR]",
    help="Least seconds that a job takes, or a queue and minutes as the Sora API had them (=0.1: a tenth).",
)
@click.option("--dask", "cluster", metavar="ADDRESS", help="Draw on a dask cluster, such as tcp://10.0.0.5:8786.")
@click.option("--fail", "fail_words", multiple=True, metavar="KIND[=SHARE]", help="Something to go wrong; see above.")
@click.option("--seed", default=0, show_default=True, help="Decides which ones go wrong.")
@click.option(
    "--keep-hours",
    type=click.FloatRange(min=0, max=876_000, min_open=True),
    default=1.0,
    show_default=True,
    help="How long a finished video can be fetched.",
)
@click.option(
    "--as",
    "imitate",
    metavar="NAME",
    help="Behave like another server; see above.",
)
def serve(
    port: int,
    host: str,
    open_to_network: bool,
    home: Path | None,
    pace_words: str,
    cluster: str | None,
    fail_words: tuple[str, ...],
    seed: int,
    keep_hours: float,
    imitate: str | None,
) -> None:
    """Offer the embedded provider to any client of the Videos protocol: on this machine, to whoever has the key.

    With --as it imitates another server: its routes, what it takes and refuses, the shape of its
    answers. What it draws are animatics, whatever the model is called; options are checked as that
    server does and change nothing. Nothing costs anything: prices it tells are made up.

    \b
    Servers that can be imitated:
      openai, azure, sglang, vllm-omni, fastvideo, litellm, new-api, openrouter, together, dynamo

    \b
    What can be made to go wrong, each in a share of the cases (a quarter if none is said) and always in the same ones:
      --fail moderation     the job ends failed, blocked by moderation
      --fail rate-limit     an order is answered with 429 and Retry-After
      --fail server-error   a request is answered with 500
      --fail lost-job       an order is accepted, and then nobody knows it: 404
      --fail slow-download  the bytes come at 128 kB a second

    \b
    Words in the prompt that make an imitation misbehave, to rehearse that too:
      [fail]      the job ends failed
      [refuse]    the order is refused
      [redirect]  content redirects to another origin (openai, azure)
      [cloud]     the video lies in cloud storage (sglang)

    The key is new each time and shown once, or what SORA_WIDGETS_TOKEN says. Any other is refused as a bad key is,
    also where the imitated server would ask for none.
    """
    try:
        import uvicorn
    except ModuleNotFoundError:
        raise click.ClickException("serving needs uvicorn: pip install 'sora-widgets[serve]'.") from None
    from sora_widgets.animatic import create_app
    from sora_widgets.animatic.drills import read_drills
    from sora_widgets.animatic.pace import read_pace
    from sora_widgets.animatic.serving import choose_key, read_host

    where = read_host(host, open_to_network)
    given = serving_key()  # never an option: the command line of a process is everybody's to read
    key = choose_key(given, where)
    pace, drills = read_pace(pace_words), read_drills(fail_words, seed)
    settings = load_settings()
    with (
        closing(_listen(where.address, port)) as listener,  # before the address is told: what is told must be true
        _drawing(cluster, settings.render_workers) as (executor, workers),
    ):
        app = create_app(
            home or settings.animatic_home / "served",  # whoever has the key must not see what notebooks made
            workers,
            imitate=imitate,
            pace=pace,
            token=key,
            hosts=where.names,
            drills=drills,
            kept_s=3600 * keep_hours,
            executor=executor,
        )
        address = f"http://{where.netloc}:{listener.getsockname()[1]}{app.state.base_path}"
        reach = "this machine only" if where.is_loopback else "every machine that reaches it"
        click.echo(f"{imitate or 'animatic'} on {address} ({reach}; Ctrl-C ends it)")
        if imitate is not None:
            click.echo(f"  an imitation of {app.state.label} that draws animatics")
        profile = "" if imitate is None else f"profile={imitate!r}, "
        shown = repr(key) if given is None else "'<the key you gave>'"
        click.echo(f"  connect({address!r}, {profile}api_key={shown}, usd_per_second=0)")
        if imitate is not None:
            click.echo(f"  generate(…, model={app.state.model!r})")
        if cluster is not None:
            click.echo(f"  drawn on {cluster}, {workers} at once")
        if not where.is_loopback:
            click.echo(f"  from elsewhere, say this machine's name in place of {where.netloc}")
            click.echo("  the key and the videos travel unencrypted: put TLS in front of it")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, limit_concurrency=_MOST_AT_ONCE
        )
        # uvicorn passes it on when it is done, as it does Ctrl-C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listener])
        finally:
            app.state.close()


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


def _listen(address: str, port: int) -> socket.socket:
    """A socket of that address alone; port 0 is any that is free."""
    try:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return socket.create_server((address, port), family=family)
    except OSError as error:
        raise click.ClickException(
            f"{address}:{port} cannot be served ({error.strerror}): choose another --port, or 0 for any that is free."
        ) from None


@contextmanager
def _drawing(cluster: str | None, workers: int) -> Iterator[tuple[Executor | None, int]]:
    """What draws, and how much of it at once: processes of this machine, or the workers of a dask cluster."""
    if cluster is None:
        yield None, workers
        return
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise click.ClickException("a cluster needs distributed: pip install 'sora-widgets[dask]'.") from None
    try:
        client: Any = Client(cluster, timeout=_CLUSTER_WITHIN_S)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{cluster} is no dask cluster that answers ({error}): check the address.") from None
    with closing(client):
        threads = sum(client.nthreads().values())
        if not threads:
            raise click.ClickException(f"The cluster at {cluster} has no workers: start some with 'dask worker'.")
        yield client.get_executor(), threads


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
