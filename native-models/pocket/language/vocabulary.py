"""Write the list of words that this recipe trains on: python -m pocket.language.vocabulary FOLDER"""

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from ..scenes import compose, edits, world
from . import frames, instructions, phrases, prompts, questions, typed

# Grammar that names nothing: a prompt may use it, whether training showed it or not.
STOP_WORDS = """
a an the this that these those some any each every all both another and or but with without of off in into on onto at to from for
by as over under near up down out is are was were be been being am do does did done has have had having it its it's i i'm me my you your
we our us he she his her him they their them there here who which what where when how very really so too also just only more most
please want need like would could can will should let let's make made get give got put than then if no not picture pictures image
images photo
""".split()

# Words that frames put around a picture. Nothing draws them, so they are left out, and a prompt for one of them gets a warning.
UNDRAWN = """
daughter son kid kids children's card cover poster shirt wall wallpaper sticker logo paper page field surface text company
""".split()

SCENES = 4000
KINDS = ("background", "add", "remove", "move", "replace", "recolour")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def texts(seed: int) -> Iterator[str]:
    """Every text that can be written about this world: its words, and sentences about many random scenes."""
    for name in [*world.THINGS, *world.SHAPES]:
        yield from phrases.said_as(name)
    yield from [*world.GROUNDS, *world.SIZES, *world.STYLES, *world.PLACES, *world.COUNT_WORDS, "gray", "shape", "shapes"]
    for table in (phrases.SIZE_WORDS, phrases.COUNT_FORMS, phrases.PLACE_FORMS, phrases.RELATION_FORMS):
        for forms in table.values():
            yield from forms
    yield from [*prompts.OPENINGS, *prompts.ENDINGS, *prompts.JOINTS]
    for templates in (
        instructions.ADD, instructions.REMOVE, instructions.REPLACE, instructions.RECOLOUR, instructions.MOVE,
        instructions.GROUND, instructions.STYLE, questions.DESCRIBE, questions.COLOUR, questions.COLOUR_MANY,
        questions.COUNT, questions.EXISTS, questions.WHERE, questions.BACKGROUND, questions.RELATED, questions.STYLE,
    ):
        yield from (re.sub(r"\{\w*\}\w?", " ", template) for template in templates)
    for kind in frames.FRAMES:
        yield from (re.sub(r"\{\w*\}('s)?", " ", frame) for frame in frames.frames_of(kind, apart=False)[0])
    rng = random.Random(seed)
    # Training shows misspelt words too, but they are not words.
    with mock.patch.object(prompts, "_misspell", lambda text, _rng: text), mock.patch.object(typed, "MISTYPED_SHARE", 0.0):
        for _ in range(SCENES):
            scene = compose.canonical_scene(rng, gradient_share=0.2)
            yield prompts.prompt(scene, rng)
            yield typed.grounded_prompt(scene, rng)
            yield prompts.subject_prompt(scene, rng)
            yield prompts.region_prompt(scene, None, rng)
            edit = edits.edit_of(rng.choice(KINDS), scene, rng)
            if edit is not None:
                yield instructions.instruction(edit, rng)


def vocabulary(seed: int = 1) -> dict[str, list[str]]:
    """The words that prompts may use ("words"), and grammar that names nothing ("stopWords"): both sorted and in lower case."""
    words = {word for text in texts(seed) for word in WORD.findall(text.lower())} - set(UNDRAWN)
    return {"words": sorted(words), "stopWords": sorted(set(STOP_WORDS) - words)}


def write(folder: Path) -> None:
    """Writes vocabulary.json. The studio warns about words that are not in it."""
    (folder / "vocabulary.json").write_text(json.dumps(vocabulary(), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
