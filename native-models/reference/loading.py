"""A checkpoint of the public layout, in the reference implementation: a checkout of it, given by path."""

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
    folder: Path
    model: Any
    codec: VQModel
    words: Any
    special: dict[str, int]
    code_offset: int

    @property
    def codebook_size(self) -> int:
        return int(self.codec.config.num_vq_embeddings)

    @property
    def patch_size(self) -> int:
        return 2 ** (len(self.codec.config.block_out_channels) - 1)

    def ids(self, text: str) -> list[int]:
        return list(self.words(text)["input_ids"])


def find_reference(folder: Path) -> None:
    """Makes the checkout's own modules importable: `model`, `generators`, `utils`."""
    for part in ("model", "generators", "utils"):
        if not (folder / part).is_dir():
            raise SystemExit(f"{folder} is no checkout of Lumina-DiMOO: it has no folder {part}.")
    sys.path.insert(0, str(folder))


def load_model(folder: Path) -> Any:
    """In float32. By hand: the reference's own from_pretrained wants an older transformers than the codec's."""
    from model import LLaDAForMultiModalGeneration  # type: ignore[import-not-found]
    from model.configuration_llada import LLaDAConfig  # type: ignore[import-not-found]

    config = LLaDAConfig(**json.loads((folder / "config.json").read_text()))
    # It tells its whole config on stdout, which is for results.
    with contextlib.redirect_stdout(sys.stderr):
        model = LLaDAForMultiModalGeneration(config)
    weights = {}
    for file in sorted(folder.glob("*.safetensors")):
        weights |= {name: tensor.float() for name, tensor in load_file(file).items()}
    model.float().load_state_dict(weights)
    return model.eval()


def load(folder: Path) -> Checkpoint:
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
    torch.set_num_threads(count)
