"""`%sora` and `%%sora` in a real InteractiveShell: what they call, and that failures raise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from IPython.core.interactiveshell import InteractiveShell

import sora_widgets as sw
from job_rows import ended, job_of
from sora_widgets import magics
from sora_widgets.jobs import State


class Asked:
    """Stands in for a job; remembers what was asked for."""

    def __init__(self, prompt: str, **settings: object) -> None:
        self.prompt, self.settings = prompt, settings

    def result(self) -> str:
        return "the clip"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    shell = InteractiveShell()
    monkeypatch.setattr(magics, "generate", Asked)
    sw.load_ipython_extension(shell)
    yield shell
    shell.history_manager.end_session()


def test_a_cell_is_generated_with_its_options(shell: InteractiveShell) -> None:
    job = shell.run_cell_magic("sora", "--model sora-2-pro --seconds 8 --size 1792x1024", "A red kite.\n")
    assert isinstance(job, Asked)
    assert job.prompt == "A red kite.\n"
    assert job.settings == {"model": "sora-2-pro", "seconds": 8, "size": "1792x1024", "take": 1}


def test_wait_gives_the_clip(shell: InteractiveShell) -> None:
    assert shell.run_cell_magic("sora", "--wait", "A red kite.") == "the clip"


def test_a_misspelt_option_names_the_nearest(shell: InteractiveShell) -> None:
    with pytest.raises(sw.UnknownKeywordError, match="did you mean --seconds"):
        shell.run_cell_magic("sora", "--second 8", "A red kite.")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("connect http://127.0.0.1:1/v1 --usd 3", "%sora connect has no option --usd: did you mean --usd-per-second?"),
        ("connect animatic --key 3", "%sora connect has no option --key: it takes ADDRESS, --usd-per-second."),
        ("budget -5", "%sora budget has no option -5: it takes USD."),
        ("--wait", "%sora has no option --wait: it takes none."),
    ],
)
def test_an_option_of_no_command_is_told_by_the_command_in_use(
    shell: InteractiveShell, line: str, sentence: str
) -> None:
    with pytest.raises(sw.UnknownKeywordError) as refused:
        shell.run_line_magic("sora", line)
    assert str(refused.value) == sentence


def test_an_unknown_option_of_a_cell_is_told_by_the_cell(shell: InteractiveShell) -> None:
    with pytest.raises(sw.UnknownKeywordError, match=r"^%%sora has no option --zoom: it takes --model, --seconds, "):
        shell.run_cell_magic("sora", "--zoom 3", "A red kite.")


def test_a_missing_argument_is_told_by_its_command(shell: InteractiveShell) -> None:
    with pytest.raises(sw.RequestError, match=r"^%sora budget: Missing argument"):
        shell.run_line_magic("sora", "budget")


@pytest.mark.parametrize("line", ["--seconds many", "--model 'sora-2", "stray"])
def test_a_line_that_cannot_be_read_raises(shell: InteractiveShell, line: str) -> None:
    with pytest.raises(sw.RequestError):
        shell.run_cell_magic("sora", line, "A red kite.")


def test_an_unknown_command_raises(shell: InteractiveShell) -> None:
    with pytest.raises(sw.RequestError, match="dance"):
        shell.run_line_magic("sora", "dance")


def test_budget_and_jobs_print_what_is_there(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sora_widgets.jobs.session import close_session

    try:
        shell.run_line_magic("sora", "budget 5")
        shell.run_line_magic("sora", "jobs")
        shell.run_line_magic("sora", "")
    finally:
        close_session()
    printed = capsys.readouterr().out
    assert "budget $5.00 · held $0.00 · spent $0.00 · left $5.00" in printed
    assert "No jobs in this folder yet." in printed
    assert "%sora jobs" in printed


def test_a_cell_without_a_model_asks_for_what_the_server_has(shell: InteractiveShell) -> None:
    job = shell.run_cell_magic("sora", "", "A red kite.")
    assert isinstance(job, Asked) and job.settings["model"] is None


def test_the_price_of_a_cell_is_told_and_nothing_is_made(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    from sora_widgets.jobs.session import close_session

    try:
        made = shell.run_cell_magic("sora", "--price --seconds 8", "A red kite.")
        with pytest.raises(sw.RequestError, match="seconds"):
            shell.run_cell_magic("sora", "--price --seconds 0", "A red kite.")
    finally:
        close_session()
    assert made is None
    assert capsys.readouterr().out == "free · 8 s of sora-2 · animatic\n"


def test_spending_is_printed_by_what_was_asked(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(magics, "spending", lambda by: f"by {by}")
    shell.run_line_magic("sora", "spending")
    shell.run_line_magic("sora", "spending notebook")
    assert capsys.readouterr().out == "'by model'\n'by notebook'\n"
    with pytest.raises(sw.RequestError, match="'prompt' is not one of"):
        shell.run_line_magic("sora", "spending prompt")


@pytest.mark.parametrize(
    ("job", "price"),
    [
        (job_of(), "   $0.40  m"),
        (job_of(**ended(State.SAVED)), "   $0.40  m"),
        (job_of(**ended(State.SAVED, "0.35")), "$0.35 (estimated $0.40)  m"),
        (job_of(**ended(State.SAVED, "0"), estimate_usd=Decimal(0)), "    free  m"),
        (job_of(**ended(State.FAILED)), "$0.00 (estimated $0.40)  m"),
        (job_of(**ended(State.SAVED, "0.07"), estimate_usd=None), "$0.07 (estimated unknown)  m"),
    ],
)
def test_a_line_about_a_job_tells_the_estimate_beside_another_cost(job: sw.Job, price: str) -> None:
    assert price in magics._line(job)


def test_a_budget_that_is_no_amount_raises(shell: InteractiveShell) -> None:
    from sora_widgets.jobs.session import close_session

    try:
        with pytest.raises(sw.RequestError, match="plenty"):
            shell.run_line_magic("sora", "budget plenty")
    finally:
        close_session()
