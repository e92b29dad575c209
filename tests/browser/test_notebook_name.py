"""The notebook of an order in a real JupyterLab, which tells its kernels what they run."""

from __future__ import annotations

from playwright.sync_api import expect

ORDER = "from sora_widgets.jobs import generate, spending\ngenerate('A red kite over a park').result(60)\n"
REPORT = "print([row.key for row in spending('notebook').rows])"


def test_an_order_in_jupyterlab_counts_for_its_notebook(open_notebook):
    notebook = open_notebook([ORDER + REPORT], name="un été.ipynb")
    notebook.run_all()
    expect(notebook.output(0)).to_contain_text("['un été.ipynb']")
