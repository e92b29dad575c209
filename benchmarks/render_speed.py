"""How fast the animatic renders, beside FFmpeg encoding a test picture with the same encoder settings.

    python benchmarks/render_speed.py

Both make 4 s of 1280x720 at 30 fps with stereo sound, x264 and AAC set alike, in turns on the same
machine. FFmpeg is the program when it is installed, otherwise the libav inside PyAV (and this says
which). Our time is a warm worker's: importing skia and PyAV is shown apart. To reach: at least 0.5 of
FFmpeg's speed, at least 4 times real time.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

PROMPT = "A wide shot of a child flying a red kite in a grassy park, golden hour sunlight, camera slowly pans upward."
SECONDS, SIZE, FPS = 4, "1280x720", 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds, after one that warms up (default 5)")
    parser.add_argument("--prompt", default=PROMPT)
    parser.add_argument("--model", default="sora-2", help="sora-2-pro for the fine version, whose speed has no target")
    options = parser.parse_args()

    began = time.perf_counter()
    from sora_widgets.animatic.brief import Brief
    from sora_widgets.animatic.render import render_clip

    import_s = time.perf_counter() - began
    program = shutil.which("ffmpeg")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "animatic.mp4", Path(folder) / "ffmpeg.mp4"
        contenders: dict[str, Callable[[], object]] = {
            "animatic": lambda: render_clip(Brief(options.prompt, options.model, SECONDS, SIZE), ours),
            "ffmpeg": (lambda: encode_with_program(program, theirs)) if program else (lambda: encode_with_pyav(theirs)),
        }
        for run in contenders.values():
            run()
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(options.rounds):
            for name, run in contenders.items():
                began = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - began)
        sizes = {"animatic": ours.stat().st_size, "ffmpeg": theirs.stat().st_size}

    if program:
        print(f"peer: {program}, testsrc2 and sine, the same x264 and AAC settings")
    else:
        print("peer: the ffmpeg program is MISSING here, so PyAV's own libav encodes testsrc2 and a tone in one thread")
    print(f"imports of a cold worker: {import_s:.2f} s (not counted below)")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(
            f"{name:9} median {middle:.2f} s  best {min(taken):.2f} s  worst {max(taken):.2f} s  "
            f"{SECONDS / middle:.1f} x real time  {sizes[name] // 1000} kB"
        )
    ratio = statistics.median(b / a for a, b in zip(times["animatic"], times["ffmpeg"], strict=True))
    speed = SECONDS / statistics.median(times["animatic"])
    print(f"speed against ffmpeg: {ratio:.2f} (to reach 0.50)   against real time: {speed:.1f} (to reach 4.0)")
    return 0 if ratio >= 0.5 and speed >= 4.0 else 1


def encode_with_program(program: str, path: Path) -> None:
    from sora_widgets.animatic.encoder import AAC_BITS_PER_S, AAC_OPTIONS, X264_OPTIONS, X264_THREADS

    command = [program, "-v", "error", "-y"]
    command += ["-f", "lavfi", "-i", f"testsrc2=size={SIZE}:rate={FPS}:duration={SECONDS}"]
    command += ["-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=48000:duration={SECONDS}"]
    command += ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", str(X264_THREADS)]
    for name, value in (X264_OPTIONS | AAC_OPTIONS).items():
        command += [f"-{name}", value]
    command += ["-c:a", "aac", "-b:a", str(AAC_BITS_PER_S), "-ac", "2", "-movflags", "+faststart", str(path)]
    subprocess.run(command, check=True)


def encode_with_pyav(path: Path) -> None:
    import av
    import numpy as np

    from sora_widgets.animatic.encoder import AAC_BITS_PER_S, AAC_OPTIONS, X264_OPTIONS, X264_THREADS

    graph = av.filter.Graph()
    source = graph.add("testsrc2", f"size={SIZE}:rate={FPS}:duration={SECONDS}")
    shape = graph.add("format", "pix_fmts=yuv420p")
    sink = graph.add("buffersink")
    source.link_to(shape)
    shape.link_to(sink)
    graph.configure()
    width, height = (int(side) for side in SIZE.split("x"))
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=FPS, options=dict(X264_OPTIONS))
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.codec_context.thread_count = X264_THREADS
        audio = container.add_stream("aac", rate=48_000, layout="stereo", options=dict(AAC_OPTIONS))
        audio.codec_context.bit_rate = AAC_BITS_PER_S
        tone = np.sin(2 * np.pi * 440 * np.arange(48_000 * SECONDS) / 48_000).astype(np.float32)
        sound = av.AudioFrame.from_ndarray(np.stack([tone, tone]), format="fltp", layout="stereo")
        sound.sample_rate, sound.pts, sound.time_base = 48_000, 0, Fraction(1, 48_000)
        for number in range(SECONDS * FPS):
            frame = graph.pull()
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        container.mux(audio.encode(sound))
        container.mux(audio.encode(None))


if __name__ == "__main__":
    sys.exit(main())
