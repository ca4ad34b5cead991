"""Compare a checkpoint in this engine with the same checkpoint in the reference implementation.

python native-models/reference/compare.py --checkpoint DIR --reference DIR [--prompt TEXT] [--keep DIR]

Writes what the reference computes into a folder, then runs `dimoo parity` on it. README.md tells more.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cases
import layouts
from folder import Folder
from image_sampling import Settings
from loading import Checkpoint, find_reference, load, threads

ROOT = Path(__file__).resolve().parents[2]


def write(checkpoint: Checkpoint, folder: Folder, prompt: str, size: int, steps: int, parts: set[str]) -> None:
    """Writes what the reference computes to the folder.

    Pictures have a side of `size` pixels and are sampled in `steps` steps. `parts` is a part of PARTS: the files of the others hold no
    cases.
    """
    cells = size // checkpoint.patch_size
    blank = layouts.blank(cells, cells, checkpoint)
    shown = [cases.encoded(cases.picture(size, seed), checkpoint)[0] for seed in (1, 2)]
    tasks = cases.every_task(prompt, shown, blank, checkpoint)
    by_name = {each.task: each for each in tasks}
    patch = checkpoint.patch_size
    folder.json("layouts.json", {
        "specialTokens": cases.special_tokens(checkpoint), "codeOffset": checkpoint.code_offset,
        "codebookSize": checkpoint.codebook_size,
        "cases": [layouts.case_of(each, checkpoint) for each in tasks] if "layouts" in parts else [],
    })
    some = [by_name["generate"], by_name["edit"], by_name["understand"]]
    folder.json("logits.json", {"cases": cases.layers(checkpoint, folder, some) if "layers" in parts else []})
    sizes = [(size, size), (size + 2 * patch, size), (3 * patch, 5 * patch)]
    folder.json("codec.json", {"cases": cases.codec(checkpoint, folder, sizes) if "codec" in parts else []})
    pictures = [(640, 480), (480, 640), (1920, 1080), (333, 1000), (1000, 90), (64, 64), (4096, 4096)]
    folder.json("sizes.json", {"cases": cases.working_sizes([512, 1024], pictures) if "sizes" in parts else []})
    runs = [
        ("generate", Settings("greedy", steps, temperature=0)),
        ("generate", Settings("plain", steps)),
        ("generate", Settings("guided", steps, text_guidance=4)),
        ("inpaint", Settings("inpaint", steps, text_guidance=4)),
        ("generate", Settings("cached", 2 * steps, text_guidance=4, cache=(0.9, 0.3, 5))),
        ("edit", Settings("edit", steps, text_guidance=2.5, image_guidance=4)),
    ]
    traces = []
    for task, how in runs if "pictures" in parts else []:
        trace = cases.sampled(checkpoint, by_name[task], how, folder)
        if trace is None:
            print(f"reference {how.name}: left out, every try is decided by rounding alone", file=sys.stderr)
        else:
            traces.append(trace)
    question = by_name["understand"]
    answers = [
        cases.answered(checkpoint, question, folder, name=name, steps=steps, block=8, temperature=t, guidance=s)
        for name, t, s in (("greedy", 0.0, 0.0), ("tempered", 0.7, 0.0), ("guided", 0.0, 1.5)) if "text" in parts
    ]
    folder.json("traces.json", {"traces": traces})
    folder.json("text.json", {"traces": answers})
    for trace in [*traces, *answers]:
        print(f"reference {trace['name']}: nearest decision {trace['smallestMargin']:.1e}", file=sys.stderr)


PARTS = ("layouts", "layers", "codec", "sizes", "pictures", "text")


def main() -> int:
    """Runs the command line. The exit code is that of `dimoo parity`."""
    parser = argparse.ArgumentParser(description="compare a checkpoint with the reference implementation")
    parser.add_argument("--checkpoint", type=Path, required=True, help="a checkpoint of the public layout")
    parser.add_argument("--reference", type=Path, required=True, help="a checkout of Alpha-VLLM/Lumina-DiMOO")
    parser.add_argument("--prompt", default="a red circle on a yellow background")
    parser.add_argument("--size", type=int, default=128, help="side of the pictures, in pixels")
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--only", default=",".join(PARTS), help="of " + ", ".join(PARTS))
    parser.add_argument("--threads", type=int, default=1, help="of the reference; more only help on idle cores")
    parser.add_argument("--keep", type=Path, help="write the reference's numbers there and leave them")
    options = parser.parse_args()
    parts = set(options.only.split(","))
    if not parts <= set(PARTS):
        parser.error(f"--only takes {', '.join(PARTS)}")
    if options.size % 64 != 0:
        parser.error("--size must be a multiple of 64")
    threads(options.threads)
    find_reference(options.reference)
    checkpoint = load(options.checkpoint)
    with tempfile.TemporaryDirectory(prefix="dimoo-reference-") as scratch:
        folder = Folder(options.keep or Path(scratch), options.checkpoint)
        write(checkpoint, folder, options.prompt, options.size, options.steps, parts)
        command = ["node", str(ROOT / "tools" / "dimoo.mjs"), "parity", "--oracle", str(folder.path.resolve())]
        return subprocess.run(command, cwd=ROOT, env=os.environ).returncode


if __name__ == "__main__":
    sys.exit(main())
