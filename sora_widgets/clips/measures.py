"""Numbers from a video: how much moves, how sharp it is, whether it flickers, where it cuts, how it loops, how loud it is.

Measures and no judgement: a still subject is no fault, nor is a shallow depth of field, and what a
shutter blurs on purpose counts as less sharp. They help to compare two clips of one prompt.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sora_widgets.clips.cuts import CutFinder
from sora_widgets.clips.facts import probe
from sora_widgets.clips.loudness import SoundMeter
from sora_widgets.errors import ClipError

if TYPE_CHECKING:
    import av
    import numpy as np
    from av.audio.frame import AudioFrame
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

    Luma = NDArray[np.int16]  # height x width, 0 to 255

__all__ = ["Measures", "measure"]

_SMALL = (64, 36)  # pixels: enough to tell shots apart


@dataclass(frozen=True)
class Measures:
    """What was measured of one video.

    Luma counts from 0, black, to 255, white, whatever range the file keeps it in. Times count from the first frame.

    Attributes:
        motion: how much changes from frame to frame, in steps of luma: the spatial standard deviation of the difference
            of two neighbouring frames. That is the temporal information of ITU-T Recommendation P.910, as the mean
            over the clip, because its maximum is decided by a single cut. 0 for a still or a single frame.
        sharpness: the variance of the Laplacian of the luma, in squared steps, as the mean over the frames: high where
            fine edges are (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy: a comparative study",
            ICPR 2000). It grows with contrast and with the size of the picture, so compare clips of one size.
        flicker: how much the brightness of the whole picture trembles, in steps of luma: the mean absolute second
            difference of the frames' mean luma. Flicker is what changes the brightness and does not come from the
            scene (van Roosmalen, Lagendijk and Biemond, "Correction of intensity flicker in old film sequences", IEEE
            Transactions on Circuits and Systems for Video Technology 9, 1999); scenes mostly brighten or darken
            steadily, which a second difference does not see. Cuts are left out. 0 for fewer than three frames.
        cuts: when a new shot begins, in s; see `cuts.CutFinder`. Empty for a single shot.
        loop_seam: how much changes from the last frame to the first, in steps of luma, measured as motion is.
        loop_seam_ratio: that change by the mean one from frame to frame, without cuts: about 1 where a loop has no seam
            to see. None where nothing moves.
        loudness_lufs: integrated loudness in LUFS (EBU R 128); see `loudness.SoundMeter`. None without sound, and where
            no moment is loud enough to count.
        silences: spans of at least half a second in which no sample reaches -60 dBFS, as (start, end) in s; None
            without sound, and where it cannot be decoded.
    """

    motion: float
    sharpness: float
    flicker: float
    cuts: tuple[float, ...]
    loop_seam: float
    loop_seam_ratio: float | None
    loudness_lufs: float | None
    silences: tuple[tuple[float, float], ...] | None

    def to_dict(self) -> dict[str, Any]:
        """JSON-able: lists for tuples."""
        spans = None if self.silences is None else [list(span) for span in self.silences]
        return asdict(self) | {"cuts": list(self.cuts), "silences": spans}


def measure(video: str | Path) -> Measures:
    """Decode every frame of a video once, and its first track of sound, and measure it.

    Args:
        video: the file.

    Raises:
        ClipError: the file is missing, cut short or no video.
    """
    import av

    video = Path(video)
    probe(video)  # says what is wrong with a file that is
    pictures, sound = _PictureMeter(), _Sound()
    try:
        with av.open(str(video)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            for packet in container.demux([stream, *container.streams.audio[:1]]):
                if packet.stream_index != stream.index:
                    sound.add(packet)
                    continue
                for frame in packet.decode():
                    pictures.add(cast("VideoFrame", frame))
    except (av.FFmpegError, OSError) as error:
        raise ClipError(
            f"{video} cannot be read as a video ({error.__class__.__name__}): is it one, and whole?", path=video
        ) from error
    loudness_lufs, silences = sound.finish()
    return pictures.finish(loudness_lufs, silences)


class _PictureMeter:
    """Measures frames given in order; keeps no more than three of them."""

    def __init__(self) -> None:
        from av.video.reformatter import VideoReformatter

        self._grey, self._shrinking = VideoReformatter(), VideoReformatter()  # kept: they are slow to set up
        self._cuts, self._changes, self._laplacians = CutFinder(), _Spread(), _Spread()
        self._times_s: list[float] = []
        self._means: list[float] = []
        self._motions: list[float] = []
        self._sharpnesses: list[float] = []
        self._first: Luma | None = None
        self._before: Luma | None = None

    def add(self, frame: VideoFrame) -> None:
        import numpy as np

        height, width = (frame.height, frame.width) if self._first is None else self._first.shape
        grey = self._grey.reformat(frame, width, height, "gray8").to_ndarray()
        small = self._shrinking.reformat(frame, *_SMALL, "yuv444p", interpolation="AREA").to_ndarray()
        luma: Luma = grey.astype(np.int16)
        self._cuts.add(small.astype(np.int16))
        self._times_s.append(len(self._times_s) / 30 if frame.pts is None else float(frame.time))
        self._means.append(float(grey.sum(axis=1, dtype=np.uint32).sum()) / grey.size)
        self._sharpnesses.append(self._laplacians.of_laplacian(luma))
        if self._before is None:
            self._first = luma
        else:
            self._motions.append(self._changes.of(luma - self._before) ** 0.5)
        self._before = luma

    def finish(self, loudness_lufs: float | None, silences: tuple[tuple[float, float], ...] | None) -> Measures:
        cuts = self._cuts.finish()
        steady = [motion for number, motion in enumerate(self._motions, start=1) if number not in cuts]
        ordinary = _mean(steady)
        seam = (
            0.0 if self._first is None or self._before is None else self._changes.of(self._first - self._before) ** 0.5
        )
        return Measures(
            motion=_mean(self._motions),
            sharpness=_mean(self._sharpnesses),
            flicker=_flicker(self._means, cuts),
            cuts=tuple(round(self._times_s[cut] - self._times_s[0], 3) for cut in cuts),
            loop_seam=seam,
            loop_seam_ratio=seam / ordinary if ordinary else None,
            loudness_lufs=loudness_lufs,
            silences=silences,
        )


class _Sound:
    """The meter of a sound that may be missing, or break off where nothing can be decoded: then nothing is told."""

    def __init__(self) -> None:
        self._meter = SoundMeter()
        self._is_measured = False
        self._is_broken = False

    def add(self, packet: av.Packet[Any]) -> None:
        import av

        try:
            for frame in packet.decode():
                self._meter.add(cast("AudioFrame", frame))
                self._is_measured = True
        except av.FFmpegError:
            self._is_broken = True

    def finish(self) -> tuple[float | None, tuple[tuple[float, float], ...] | None]:
        return self._meter.finish() if self._is_measured and not self._is_broken else (None, None)


def _flicker(means: list[float], cuts: list[int]) -> float:
    """The mean absolute second difference, without those that reach over a cut."""
    return _mean(
        [
            abs(means[at - 1] - 2 * means[at] + means[at + 1])
            for at in range(1, len(means) - 1)
            if at not in cuts and at + 1 not in cuts
        ]
    )


class _Spread:
    """Variances of whole pictures, exact for integers and without new memory for each picture."""

    def __init__(self) -> None:
        self._wide: NDArray[np.float32] | None = None
        self._second: Luma | None = None
        self._fourfold: Luma | None = None

    def of(self, values: Luma) -> float:
        """The variance of all values; 0 where there is none."""
        import numpy as np

        if not values.size:
            return 0.0
        if self._wide is None or self._wide.shape != values.shape:
            self._wide = np.empty(values.shape, np.float32)
        wide = self._wide
        np.copyto(wide, values)
        mean = float(wide.sum(axis=1).sum(dtype=np.float64)) / wide.size
        wide -= round(mean)  # whole numbers stay whole, and small ones lose nothing in a sum
        squares = float(np.vecdot(wide, wide).sum(dtype=np.float64)) / wide.size
        return max(0.0, squares - (mean - round(mean)) ** 2)

    def of_laplacian(self, luma: Luma) -> float:
        """The variance of the sum of the second differences along both axes, without the rim."""
        import numpy as np

        inner = luma[1:-1, 1:-1]
        if self._second is None or self._fourfold is None or self._second.shape != inner.shape:
            self._second, self._fourfold = np.empty_like(inner, order="C"), np.empty_like(inner, order="C")
        found = np.add(luma[:-2, 1:-1], luma[2:, 1:-1], out=self._second)  # 16 bits hold it
        np.add(found, luma[1:-1, :-2], out=found)
        np.add(found, luma[1:-1, 2:], out=found)
        np.subtract(found, np.multiply(inner, 4, out=self._fourfold), out=found)
        return self.of(found)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
