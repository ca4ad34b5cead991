"""Computes reference.json: what diffusers and the public LLaDA implementation make of the golden checkpoint.

Made with torch 2.15.0 (CPU), diffusers 0.42.1 and Alpha-VLLM/Lumina-DiMOO at 81344e6.

    python make_reference.py CHECKPOINT LUMINA_DIMOO > reference.json

CHECKPOINT is the folder that `writeTinyCheckpoint(folder, goldenCheckpoint)` writes (checkpoint.ts),
LUMINA_DIMOO a clone of the reference implementation.
"""

import json
import sys

import numpy as np
import torch
from diffusers import VQModel
from safetensors.torch import load_file

checkpoint, reference = sys.argv[1:]
sys.path.insert(0, reference)
from model.configuration_llada import ModelConfig  # noqa: E402
from model.modeling_llada import LLaDAModel  # noqa: E402


def rounded(tensor: torch.Tensor) -> list[float]:
    """The tensor's values in a flat list, to six decimals."""
    return [round(value, 6) for value in tensor.flatten().tolist()]


with torch.no_grad():
    codec = VQModel.from_pretrained(f"{checkpoint}/vqvae").eval()
    # Divided in float64 and then rounded, as in checkpoint.ts.
    pixels = (np.arange(2 * 3 * 12 * 20) * 7919 % 1021 / 1020).astype(np.float32).reshape(2, 3, 12, 20)
    latents = codec.encode(torch.tensor(pixels)).latents
    codes = codec.quantize(latents)[2][2].reshape(2, 3, 5)
    decoded = codec.decode(codes, force_not_quantize=True, shape=(2, 3, 5, 6)).sample

    with open(f"{checkpoint}/config.json") as file:
        config = json.load(file)
    del config["model_type"]
    transformer = LLaDAModel(ModelConfig(**config, init_device="cpu"), init_params=False).eval()
    weights = load_file(f"{checkpoint}/model.safetensors")
    transformer.load_state_dict({name.removeprefix("model."): value for name, value in weights.items()}, strict=True)
    logits = transformer(torch.tensor([[(i * 31 + 7) % 285 for i in range(40)]])).logits[0]

rows = [0, 17, 39]
json.dump(
    {
        "latents": rounded(latents),
        "codes": codes.flatten().tolist(),
        "decoded": rounded(decoded[1]),
        "logitRows": rows,
        "logits": rounded(logits[rows]),
    },
    sys.stdout,
)
