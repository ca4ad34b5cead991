"""Load an export in the public reference implementation and compare logits with ours.

python -m pocket.check_reference CHECKPOINT REFERENCE_CHECKOUT
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import VQModel
from safetensors.torch import load_file
from transformers import AutoTokenizer

from .language.layouts import DRAW
from .transformer.checkpoint import load_denoiser, load_layout


def main() -> None:
    checkpoint, reference = Path(sys.argv[1]), Path(sys.argv[2])
    sys.path.insert(0, str(reference))
    from model import LLaDAForMultiModalGeneration  # type: ignore[import-not-found]
    from model.configuration_llada import LLaDAConfig  # type: ignore[import-not-found]

    torch.set_num_threads(1)
    # By hand: the reference's own from_pretrained wants an older transformers than the codec's.
    theirs = LLaDAForMultiModalGeneration(LLaDAConfig(**json.loads((checkpoint / "config.json").read_text()))).float().eval()
    theirs.load_state_dict({name: tensor.float() for name, tensor in load_file(checkpoint / "model.safetensors").items()})
    ours = load_denoiser(checkpoint)
    codec = VQModel.from_pretrained(checkpoint, subfolder="vqvae")
    layout = load_layout(checkpoint, ours.shape.vocabulary, codec.config.num_vq_embeddings)
    prompt = layout.prompt(DRAW, "A red circle on a yellow background")
    words = AutoTokenizer.from_pretrained(checkpoint)
    text = f"<system>{DRAW}</system><user>A red circle on a yellow background</user>"
    assert words(text)["input_ids"] == prompt, "transformers splits the prompt differently"
    ids = torch.tensor([layout.image_answer(prompt, [[layout.mask] * 8] * 8)])
    with torch.no_grad():
        expected, actual = theirs(ids, infer=True, use_cache=False).logits, ours(ids)
    difference = float((expected - actual).abs().max())
    print(f"{ids.shape[1]} tokens, logits up to {float(actual.abs().max()):.2f}, largest difference {difference:.2e}")
    assert difference < 1e-3


if __name__ == "__main__":
    main()
