"""Numbers from the pictures of a video: how much moves, how sharp it is.

Measures and no judgement: a still subject is no fault, nor is a shallow depth of field, and what a
shutter blurs on purpose counts as less sharp. They help to compare two clips of one prompt.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sora_widgets.clips.facts import probe
from sora_widgets.errors import ClipError

if TYPE_CHECKING:
    import numpy as np
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

__all__ = ["Measures", "measure"]


@dataclass(frozen=True)
class Measures:
    """What was measured of one video, as the mean over its frames.

    Luma counts from 0, black, to 255, white, whatever range the file keeps it in.

    Attributes:
        motion: how much changes from frame to frame, in steps of luma: the spatial standard deviation of the difference
            of two neighbouring frames. That is the temporal information of ITU-T Recommendation P.910, as the mean
            over the clip, because its maximum is decided by a single cut. 0 for a still or a single frame.
        sharpness: the variance of the Laplacian of the luma, in squared steps: high where fine edges are
            (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy: a comparative study", ICPR 2000).
            It grows with contrast and with the size of the picture, so compare clips of one size.
    """

    motion: float
    sharpness: float


def measure(video: str | Path) -> Measures:
    """Decode every frame of a video once and measure it.

    Args:
        video: the file.

    Raises:
        ClipError: the file is missing, cut short or no video.
    """
    import av

    video = Path(video)
    probe(video)  # says what is wrong with a file that is
    motions: list[float] = []
    sharpnesses: list[float] = []
    before: NDArray[np.float32] | None = None
    try:
        with av.open(str(video)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            for frame in container.decode(stream):
                luma = _luma(frame)
                sharpnesses.append(float(_laplacian(luma).var()))
                if before is not None:
                    motions.append(float((luma - before).std()))
                before = luma
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{video} cannot be read as a video ({error.__class__.__name__}): is it one, and whole?", path=video
        ) from error
    return Measures(_mean(motions), _mean(sharpnesses))


def _luma(frame: VideoFrame) -> NDArray[np.float32]:
    import numpy as np

    grey = frame.reformat(format="gray8").to_ndarray()
    return np.asarray(grey, np.float32)


def _laplacian(luma: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sum of the second differences along both axes, without the rim."""
    return luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:] - 4 * luma[1:-1, 1:-1]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
