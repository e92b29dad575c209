"""A plot in a real JupyterLab: drawn without a network, saved with the picture that GitHub shows."""

from __future__ import annotations

import json

from playwright.sync_api import expect


def test_a_plot_is_drawn_without_a_network_and_saved_as_a_picture(open_notebook):
    notebook = open_notebook(["import sora_widgets as sw", "sw.compare_costs('a kite').plot()"])
    notebook.run_all()
    drawn = notebook.output(1).locator(".vega-embed canvas, .vega-embed svg.marks").first
    expect(drawn).to_be_visible()
    expect(notebook.output(1).locator("img")).to_have_count(0)  # the chart itself, not the picture for others
    notebook.save()
    data = json.loads(notebook.path.read_text("utf-8"))["cells"][1]["outputs"][0]["data"]
    assert data["image/png"].startswith("iVBOR")
    assert "sora-2" in "".join(data["text/plain"])
