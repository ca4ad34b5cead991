"""Train the byte-level BPE tokenizer on the world's own language.

python -m pocket.language.train_tokenizer DESTINATION_FOLDER
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from ..scenes import compose, world
from .layouts import CONTROL, DRAW, EDIT, PREDICT, SPECIALS, STYLE, SUBJECT, UNDERSTAND
from .prompts import prompt
from .questions import description, question

VOCABULARY = 1800
# A system prompt never varies, so it is one token instead of about thirty: those would be a tenth of every picture's sequence
# and a fifth of every answer's.
SYSTEM_PROMPTS = [
    DRAW, UNDERSTAND, EDIT, PREDICT, CONTROL, SUBJECT, "Generate a view-image based on the given image.", STYLE,
]
# Words of the other tasks, so that each is a token of its own when a later training needs it.
OTHER_TASKS = [
    "Generate a canny edge map, hed edge map, depth map, pose estimation map, normal map, sam2 mask according to the image.",
    "Generate the left view based on the provided front view.",
    "add a cat at the top left, remove the dog, replace the bus with a train, make the star blue, change the background",
    "move the heart to the bottom right, draw the owl in fluent style, erase the bell, delete the book, swap the car for a bus",
    "turn the circle red, recolour the ring, put a bee below the tree, take away the pig, set the background to white",
]


def corpus(seed: int) -> Iterator[str]:
    """The texts in lower case that train the tokenizer: prompts, questions, captions of random scenes, and the world's words."""
    rng = random.Random(seed)
    for _ in range(6000):
        scene = compose.canonical_scene(rng, gradient_share=0.2)
        yield prompt(scene, rng).lower()
        yield question(scene, rng)[0].lower()
        yield " ".join(description(scene, rng)).lower()
    words = [*world.THINGS, *(world.plural(name) for name in world.THINGS), *world.SHAPES, "shape", "shapes",
             *(world.plural(name) for name in world.SHAPES), *world.COLOURS, "noto", "fluent", "twemoji", "style", "gray", "color", "colour",
             "zero", "one", "two", "three", "four", "yes", "no", *world.PLACES]
    # With and without the space before it: an answer begins without one.
    for text in [*words, *(f"a {word}" for word in words), *(line.lower() for line in OTHER_TASKS)]:
        yield from [text] * 60


def train() -> Tokenizer:
    """A byte-level BPE tokenizer of VOCABULARY tokens, with the system prompts and the special tokens added behind them."""
    tokenizer = Tokenizer(models.BPE())
    # Case carries no meaning in this world: half the phrasings to learn.
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, min_frequency=20, show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    )
    tokenizer.train_from_iterator(corpus(1), trainer)
    tokenizer.add_tokens([AddedToken(content, special=False, normalized=False) for content in SYSTEM_PROMPTS])
    tokenizer.add_special_tokens([AddedToken(content, special=True, normalized=False) for content in SPECIALS])
    return tokenizer


def write_config(tokenizer: Tokenizer, folder: Path, max_length: int) -> None:
    """Writes tokenizer_config.json, from which the transformers library loads the tokenizer. `max_length` counts tokens."""
    added = {
        str(tokenizer.token_to_id(content)): {
            "content": content, "special": content in SPECIALS, "normalized": False,
            "lstrip": False, "rstrip": False, "single_word": False,
        }
        for content in [*SYSTEM_PROMPTS, *SPECIALS]
    }
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": max_length, "eos_token": "<|endoftext|>",
        "pad_token": "<|pad|>", "clean_up_tokenization_spaces": False, "added_tokens_decoder": added,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")


def main() -> None:
    """Runs the command line: trains the tokenizer and writes its two files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = train()
    tokenizer.save(str(folder / "tokenizer.json"))
    write_config(tokenizer, folder, 1024)
    print(f"{tokenizer.get_vocab_size()} tokens")


if __name__ == "__main__":
    main()
