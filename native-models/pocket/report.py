"""Has the studio's own engine draw, retouch and caption pictures, and its judge look at them.

    python -m pocket.report --out FOLDER [--model FOLDER] [--count 20]

Writes the jobs, every picture, a contact sheet for each part and report.json. The scenes follow from `--seed` alone: the
first ones are taken and none is selected.
"""

import argparse
import json
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from .contact_sheet import TILE, Tile, contact_sheet
from .language.captions import caption
from .language.phrases import background_tail, group_phrase
from .language.prompts import prompt
from .scenes import compose, world
from .scenes.draw import draw_scene
from .scenes.scene import Group, Item, Scene
from .suites.facts import Job, object_facts, scene_facts, write_lines

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "world" / "samples"
TYPED = Path(__file__).resolve().parent / "typed.txt"
# One member. Its place is not part of the prompt: the region says where it stands.
ONE = (Item(0.5, 0.5, 0.375),)


def dimoo(command: str, *options: str | Path, model: Path | None) -> str:
    """Runs a command of the studio and gives what it wrote.

    Raises CalledProcessError where it fails. `model`: None is the bundled one.
    """
    chosen = [] if model is None else ["--model", str(model.resolve())]
    words = ["npm", "run", "-s", "dimoo", "--", command, *map(str, options), *chosen]
    return subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def run_batch(jobs: list[Job], out: Path, model: Path | None) -> dict[str, dict[str, object]]:
    """Runs `dimoo batch` in the folder `out`, and gives its answers by the jobs' ids."""
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / "jobs.jsonl", jobs)
    lines = dimoo("batch", "--jobs", (out / "jobs.jsonl").resolve(), "--out", out.resolve(), model=model).splitlines()
    return {str(answer["id"]): answer for answer in map(json.loads, lines)}


def run_judged(jobs: list[Job], out: Path, model: Path | None) -> list[dict[str, Any]]:
    """Runs `dimoo eval` in the folder `out`, and gives its report of each job in their order, with the path of its drawing.

    Exits with the first error where a job failed.
    """
    out.mkdir(parents=True, exist_ok=True)
    write_lines(out / "jobs.jsonl", jobs)
    dimoo("eval", "--suite", (out / "jobs.jsonl").resolve(), "--out", out.resolve(), model=model)
    judged = json.loads((out / "report.json").read_text())["jobs"]
    if failed := [job["error"] for job in judged if job["error"] is not None]:
        raise SystemExit(failed[0])
    return [job | {"output": out / job["pictures"]["drawn"]} for job in judged]


def load(path: object) -> np.ndarray:
    """uint8 [height, width, 3] of an image file."""
    return np.asarray(Image.open(str(path)).convert("RGB"))


def sheet(tiles: list[tuple[np.ndarray, str, bool | None]], file: Path, columns: int = 5) -> None:
    """Writes a contact sheet of (picture uint8 [height, width, 3], words, judged right or None)."""
    contact_sheet([Tile([Image.fromarray(picture)], [words], right) for picture, words, right in tiles], columns).save(file)


def draw_part(args: argparse.Namespace) -> dict[str, object]:
    """Draws from prompts; a drawing is right where every fact of its scene is."""
    rng = random.Random(f"draw/{args.seed}")
    scenes = [compose.canonical_scene(rng, things=0) for _ in range(args.count)]
    jobs: list[Job] = [
        {"id": f"{i:02}", "task": "generate", "prompt": prompt(scene, rng), "seed": i, "expect": scene_facts(scene)}
        for i, scene in enumerate(scenes)
    ]
    judged = run_judged(jobs, args.out / "draw", args.model)
    sheet([(load(job["output"]), job["words"], job["right"]) for job in judged], args.out / "draw.png")
    single = [job["right"] for job, scene in zip(judged, scenes, strict=True) if len(scene.items) == 1]
    return {
        "right": sum(job["right"] for job in judged), "of": len(judged), "single": f"{sum(single)} of {len(single)}",
        "each": {job["id"]: {"prompt": job["words"], "faults": job["faults"]} for job in judged},
    }


def given_picture(rng: random.Random) -> tuple[Image.Image, Scene]:
    """A scene on a page of random size, 150 to 2000 pixels a side, whose background continues beyond the square.

    Gives the page and the scene.
    """
    width, height = rng.randint(150, 2000), rng.randint(150, 2000)
    scene = compose.free_scene(rng, gradient_share=0.0, counts=(1,), things=0)
    side = min(width, height)
    page = Image.new("RGB", (width, height), world.COLOURS[scene.background.start])
    drawn = Image.fromarray(draw_scene(scene, 512)).resize((side, side), Image.Resampling.LANCZOS)
    page.paste(drawn, ((width - side) // 2, (height - side) // 2))
    return page, scene


def brushed(page: Image.Image, rng: random.Random) -> tuple[Image.Image, tuple[int, int, int]]:
    """A blob scribbled with a round brush: the mask, and (centre x, centre y, reach) in pixels."""
    mask = Image.new("L", page.size)
    pen = ImageDraw.Draw(mask)
    reach = int(min(page.size) * rng.uniform(0.16, 0.3))
    cx, cy = rng.randint(reach, page.width - reach), rng.randint(reach, page.height - reach)
    brush = max(3, int(reach * 0.45))
    for y in range(cy - reach + brush, cy + reach - brush + 1, max(1, brush // 2)):
        for x in (cx - reach + brush, cx, cx + reach - brush):
            dx, dy = rng.uniform(-0.15, 0.15) * brush, rng.uniform(-0.15, 0.15) * brush
            pen.ellipse((x + dx - brush, y + dy - brush, x + dx + brush, y + dy + brush), fill=255)
    return mask, (cx, cy, reach)


def retouch_part(args: argparse.Namespace) -> dict[str, object]:
    """Retouches pages of any size: right where the wanted thing appears and no pixel outside the mask changed."""
    rng = random.Random(f"retouch/{args.seed}")
    folder = args.out / "retouch"
    folder.mkdir(parents=True, exist_ok=True)
    jobs: list[Job] = []
    places = []
    for index in range(args.count):
        page, scene = given_picture(rng)
        mask, place = brushed(page, rng)
        page.save(folder / f"{index:02}-before.png")
        mask.save(folder / f"{index:02}-mask.png")
        wanted: Group = replace(compose.random_groups(rng, scene.background, (1,), things=0)[0], items=ONE)
        words = group_phrase(wanted, rng, terse=False) + (background_tail(scene.background, rng) if rng.random() < 0.5 else "")
        stated = object_facts(wanted, masked=True)
        asked = {name: stated[name] for name in ("name", "colour", "masked") if name in stated}
        jobs.append({
            "id": f"{index:02}", "task": "retouch", "prompt": words, "seed": index,
            "image": f"{index:02}-before.png", "mask": f"{index:02}-mask.png",
            "expect": {"objects": [asked], "facts": ["asked", "unchanged"]},
        })
        places.append(place)
    tiles, each = [], {}
    for job, (cx, cy, reach) in zip(run_judged(jobs, folder, args.model), places, strict=True):
        name = job["id"]
        before, after = load(folder / f"{name}-before.png"), load(job["output"])
        outside = load(folder / f"{name}-mask.png")[..., 0] == 0
        changed = int((before != after).any(2)[outside].sum())
        appears = all(fault["fact"] != "asked" for fault in job["faults"])
        marked = Image.fromarray(after)
        ImageDraw.Draw(marked).rectangle((cx - reach, cy - reach, cx + reach, cy + reach), outline="black", width=max(1, max(marked.size) // TILE))
        tiles.append((np.asarray(marked), f"{job['words']} ({marked.width}x{marked.height})", appears and changed == 0))
        each[name] = {"prompt": job["words"], "size": marked.size, "changedOutside": changed, "appears": appears}
    sheet(tiles, args.out / "retouch.png")
    return {
        "changedOutside": sum(e["changedOutside"] for e in each.values()),
        "appears": sum(e["appears"] for e in each.values()), "of": len(each), "each": each,
    }


def caption_part(args: argparse.Namespace) -> dict[str, object]:
    """Captions drawn scenes, and the sample pictures of shared/world where they are there: right where it is the scene's caption."""
    rng = random.Random(f"caption/{args.seed}")
    folder = args.out / "caption"
    folder.mkdir(parents=True, exist_ok=True)
    jobs: list[Job] = []
    truths = {}
    for index in range(10):
        scene = compose.free_scene(rng, gradient_share=0.0, things=0)
        Image.fromarray(draw_scene(scene, 256)).save(folder / f"scene-{index}.png")
        jobs.append({"id": f"scene-{index}", "task": "caption", "image": f"scene-{index}.png"})
        truths[f"scene-{index}"] = caption(scene)
    if SAMPLES.exists():
        for line in (SAMPLES / "scenes.jsonl").read_text().splitlines():
            sample = json.loads(line)
            groups = sample["scene"]["groups"]
            if all(group.get("style", world.DEFAULT_STYLE) == world.DEFAULT_STYLE for group in groups):
                kind = "sample" if all(group["name"] in world.SHAPES for group in groups) else "thing"
                name = f"{kind}-{Path(sample['file']).stem}"
                jobs.append({"id": name, "task": "caption", "image": str(SAMPLES / sample["file"])})
                truths[name] = sample["caption"]
    answers = run_batch(jobs, folder, args.model)
    each = {name: {"truth": truth, "given": answers[name].get("text", "")} for name, truth in truths.items()}
    right = {name: entry["truth"] == entry["given"] for name, entry in each.items()}
    shares: dict[str, object] = {
        kind: f"{sum(right[n] for n in right if n.startswith(kind))} of {sum(n.startswith(kind) for n in right)}"
        for kind in ("scene", "sample", "thing")
    }
    return shares | {"each": each}


def typed_part(args: argparse.Namespace) -> dict[str, object]:
    """Draws the prompts of typed.txt. A person has to look at them: no scene says what is right."""
    words = [line for line in TYPED.read_text().splitlines() if line]
    jobs: list[Job] = [{"id": f"{i:02}", "task": "generate", "prompt": line, "seed": i} for i, line in enumerate(words)]
    answers = run_batch(jobs, args.out / "typed", args.model)
    sheet([(load(answers[str(job["id"])]["output"]), str(job["prompt"]), None) for job in jobs], args.out / "typed.png", columns=8)
    return {"drawn": len(jobs)}


def main() -> None:
    """Runs the command line: every part in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a converted model folder; without it, the bundled one")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    parts = {"draw": draw_part, "retouch": retouch_part, "caption": caption_part, "typed": typed_part}
    args.out.mkdir(parents=True, exist_ok=True)
    report = {}
    for name, part in parts.items():
        report[name] = part(args)
        print(name, {key: value for key, value in report[name].items() if key != "each"}, flush=True)
    (args.out / "report.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
