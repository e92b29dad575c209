"""What a real kernel knows of its notebook, as VS Code tells it: in a variable of the kernel's own."""

from __future__ import annotations

from live_kernel import LiveKernel

ORDER = "from sora_widgets.jobs import generate; print(generate('A red kite over a park', take={take}).notebook)"


def test_an_order_has_the_notebook_of_the_kernels_variable(kernel: LiveKernel) -> None:
    kernel.execute("import os; os.environ.pop('JPY_SESSION_NAME', None)")
    for take, told in ((1, None), (2, "lesson.ipynb")):
        (shown,) = kernel.execute(ORDER.format(take=take))
        assert shown["text"] == f"{told}\n"
        # as the extension does it, at the start of a kernel (vscode-jupyter#8531)
        kernel.execute(f"__vsc_ipynb_file__ = {str(kernel.folder / 'lesson.ipynb')!r}")
