"""Read and write the public checkpoint layout."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from ..language.layouts import Layout
from .network import Denoiser, Shape


def load_denoiser(folder: Path) -> Denoiser:
    """The network of a checkpoint folder in the public layout, in float32 and in evaluation mode."""
    shape = Shape.from_config(json.loads((folder / "config.json").read_text()))
    weights: dict[str, torch.Tensor] = {}
    for shard in sorted(folder.glob("model*.safetensors")):
        weights |= {name: tensor.float() for name, tensor in load_file(shard).items()}
    model = Denoiser(shape)
    model.load_state_dict(weights)
    return model.eval()


def load_layout(folder: Path, vocabulary: int, codebook_size: int) -> Layout:
    """The layout of a checkpoint folder's tokenizer. `vocabulary` counts all ids, words and codes."""
    return Layout(Tokenizer.from_file(str(folder / "tokenizer.json")), vocabulary - codebook_size)


def configuration(shape: Shape, layout: Layout, max_sequence: int) -> dict[str, object]:
    """The content of config.json, with every key that the reference's LLaDA reads. `max_sequence` counts tokens."""
    return {
        "model_type": "llada", "architectures": ["LLaDAForMultiModalGeneration"], "torch_dtype": "float16",
        "activation_type": "silu", "alibi": False, "alibi_bias_max": 8.0, "attention_dropout": 0.0,
        "attention_layer_norm": False, "attention_layer_norm_with_affine": True, "bias_for_layer_norm": False,
        "block_group_size": 1, "block_type": "llama", "d_model": shape.width, "embedding_dropout": 0.0,
        "embedding_size": shape.vocabulary, "eos_token_id": layout.special("<|endoftext|>"), "flash_attention": False,
        "include_bias": False, "include_qkv_bias": False, "init_cutoff_factor": None, "init_device": "cpu",
        "init_fn": "mitchell", "init_std": 0.02, "input_emb_norm": False, "layer_norm_type": "rms",
        "layer_norm_with_affine": True, "mask_token_id": layout.mask, "max_sequence_length": max_sequence,
        "mlp_hidden_size": shape.mlp_width, "mlp_ratio": 4, "multi_query_attention": None, "n_heads": shape.heads,
        "n_kv_heads": shape.heads, "n_layers": shape.layers, "pad_token_id": layout.special("<|pad|>"),
        "precision": "amp_bf16", "residual_dropout": 0.0, "rms_norm_eps": shape.norm_eps, "rope": True,
        "rope_full_precision": True, "rope_theta": shape.rope_theta, "scale_logits": False,
        "vocab_size": shape.vocabulary, "weight_tying": False, "use_cache": False,
    }


def save_denoiser(weights: dict[str, torch.Tensor], shape: Shape, layout: Layout, max_sequence: int, folder: Path) -> None:
    """Writes config.json and model.safetensors, the weights in float16."""
    config = configuration(shape, layout, max_sequence)
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    halves = {name: tensor.half().contiguous() for name, tensor in weights.items()}
    save_file(halves, folder / "model.safetensors", {"format": "pt"})
