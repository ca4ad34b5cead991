"""Loads a checkpoint of the public layout in the reference implementation, from a checkout of it."""

import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import VQModel
from safetensors.torch import load_file
from transformers import AutoTokenizer

# The same text in every checkpoint; the ids are the checkpoint's own.
SPECIALS = {
    "end": "<|endoftext|>", "mask": "<|mdm_mask|>", "line": "<|reserved_token_0|>", "pad": "<|pad|>",
    "system": "<system>", "system_end": "</system>", "user": "<user>", "user_end": "</user>",
    "image": "<IMAGE>", "image_end": "</IMAGE>", "uncondition": "<uncondition>",
    "answer": "<answer>", "answer_end": "</answer>",
}


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint, loaded in float32.

    `model` is the reference's network, `words` its tokenizer, `special` the ids of special tokens by their roles, and `code_offset` the
    id of the first code.
    """

    folder: Path
    model: Any
    codec: VQModel
    words: Any
    special: dict[str, int]
    code_offset: int

    @property
    def codebook_size(self) -> int:
        """How many codes there are."""
        return int(self.codec.config.num_vq_embeddings)

    @property
    def patch_size(self) -> int:
        """Pixels on a cell's side."""
        return 2 ** (len(self.codec.config.block_out_channels) - 1)

    def ids(self, text: str) -> list[int]:
        """The ids of a text."""
        return list(self.words(text)["input_ids"])


def find_reference(folder: Path) -> None:
    """Makes the checkout's modules `model`, `generators` and `utils` importable. Exits where the folder has none."""
    for part in ("model", "generators", "utils"):
        if not (folder / part).is_dir():
            raise SystemExit(f"{folder} is no checkout of Lumina-DiMOO: it has no folder {part}.")
    sys.path.insert(0, str(folder))


def load_model(folder: Path) -> Any:
    """The reference's network with a checkpoint's weights, in float32.

    Its own from_pretrained needs an older transformers than the codec does, so the weights are read here.
    """
    from model import LLaDAForMultiModalGeneration  # type: ignore[import-not-found]
    from model.configuration_llada import LLaDAConfig  # type: ignore[import-not-found]

    config = LLaDAConfig(**json.loads((folder / "config.json").read_text()))
    # It prints its config on stdout, which belongs to results.
    with contextlib.redirect_stdout(sys.stderr):
        model = LLaDAForMultiModalGeneration(config)
    weights = {}
    for file in sorted(folder.glob("*.safetensors")):
        weights |= {name: tensor.float() for name, tensor in load_file(file).items()}
    model.float().load_state_dict(weights)
    return model.eval()


def load(folder: Path) -> Checkpoint:
    """Loads a checkpoint folder. Exits where its tokenizer lacks a special token."""
    model = load_model(folder)
    codec = VQModel.from_pretrained(folder, subfolder="vqvae").float().eval()
    words = AutoTokenizer.from_pretrained(folder)
    head = model.model.transformer.wte if model.config.weight_tying else model.model.transformer.ff_out
    special = {role: words.convert_tokens_to_ids(content) for role, content in SPECIALS.items()}
    if special["pad"] is None or special["pad"] == words.unk_token_id:
        special["pad"] = model.config.pad_token_id
    missing = [SPECIALS[role] for role, identity in special.items() if identity is None]
    if missing:
        raise SystemExit(f"The tokenizer has no {', '.join(missing)}.")
    return Checkpoint(folder, model, codec, words, special, head.weight.shape[0] - codec.config.num_vq_embeddings)


def threads(count: int) -> None:
    """Sets how many threads PyTorch computes with."""
    torch.set_num_threads(count)
