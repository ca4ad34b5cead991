"""The network in training: its tables, made of shared parts, its heads and its losses."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from ..codec.model import vocabulary_of
from ..language.layouts import Layout
from ..presets import Preset
from ..scenes import world
from .batches import Batch
from .facts import Facts
from .network import Denoiser, Shape
from .rows import Counts, Rows


def shape_of(preset: Preset, layout: Layout) -> Shape:
    """The sizes of a preset's network with this layout's ids."""
    t = preset.transformer
    rows = layout.code_offset + preset.codec.codebook_size
    return Shape(rows, t.width, t.layers, t.heads, t.mlp_width, t.rope_theta, t.norm_eps)


def open_layout(tokenizer: Path) -> Layout:
    """The layout of a tokenizer folder. All of the tokenizer's ids are words: codes follow them."""
    words = Tokenizer.from_file(str(tokenizer / "tokenizer.json"))
    return Layout(words, words.get_vocab_size())


class Trained(nn.Module):
    """The network with tables of shared parts in place of its own, and with the heads that only training uses."""

    def __init__(self, preset: Preset, layout: Layout) -> None:
        super().__init__()
        vocabulary, width = vocabulary_of(preset), preset.transformer.width
        self.network = Denoiser(shape_of(preset, layout))
        # Its own tables are not trained: an export writes those of `inputs` and `outputs` into it.
        self.network.model.transformer["wte"].requires_grad_(False)
        self.network.head.requires_grad_(False)
        things, patches = vocabulary.things.patches.shape[:2]
        counts = Counts(
            layout.code_offset, len(vocabulary.flats), len(vocabulary.outlines), len(world.COLOUR_NAMES),
            things, patches, vocabulary.lines.count,
        )
        self.inputs, self.outputs = Rows(counts, width, std=0.4), Rows(counts, width, std=0.02)
        self.facts = Facts(width, preset.transformer.layers)
        settings = preset.transformer
        self.weights = {
            "early": settings.facts_weight, "named": settings.named_weight, "late": settings.facts_weight, "plan": settings.plan_weight,
        }

    def losses(self, batch: Batch, words: bool, device: str) -> tuple[Tensor, Tensor]:
        """Mean cross entropy of the predictions, of words or of codes, and the weighted sum of the heads' losses (0 without facts).

        `device` is where the network lies.
        """
        ids, targets, weights = batch.ids.to(device), batch.targets.to(device), batch.weights.to(device)
        wanted = (batch.rows.to(device), batch.places.to(device))
        asked = {"early": batch.given, "named": batch.given, "late": batch.given, "plan": batch.answer}
        states: dict[str, Tensor] = {}

        def keep(blocks: int, x: Tensor) -> None:
            for stage, cells in asked.items():
                if cells is not None and blocks == self.facts.asked_after[stage]:
                    states[stage] = x[cells.rows.to(device), cells.places.to(device)]

        hidden = self.network.through_blocks(self.inputs.lookup(ids), batch.lengths.to(device), wanted, keep).float()
        # Scores of a sure model are in the hundreds. bfloat16 rounds those to whole numbers, which made training diverge.
        with torch.autocast(device, enabled=False):
            losses = self.outputs.word_loss(hidden, targets) if words else self.outputs.code_loss(hidden, targets)
            seen = torch.zeros((), device=device)
            for stage, cells in asked.items():
                if cells is not None and len(cells.rows) > 0:
                    facts = {question: truth.to(device) for question, truth in cells.facts.items()}
                    seen = seen + self.weights[stage] * self.facts.loss(stage, states[stage], facts)
        return (losses * weights).sum() / weights.sum(), seen

    def likeliest(self, ids: Tensor, lengths: Tensor, rows: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """The likeliest codes int64 [n] at rows and places [n], and the logs of their probabilities."""
        return self.outputs.likeliest_code(self.network.through_blocks(self.inputs.lookup(ids), lengths, (rows, places)))


def public_weights(trained: dict[str, Tensor], preset: Preset, layout: Layout) -> dict[str, Tensor]:
    """A training's state as the state dict of a `Denoiser`: its tables are computed from their parts."""
    model = Trained(preset, layout)
    model.load_state_dict(trained)
    with torch.no_grad():
        model.network.model.transformer["wte"].weight.copy_(model.inputs.table())
        model.network.head.weight.copy_(model.outputs.table())
    return model.network.state_dict()


def compile_blocks(model: Trained) -> None:
    """Compiles every block: fused kernels take a third off a step's time on a CPU."""
    for block in model.network.model.transformer["blocks"]:
        block.forward = torch.compile(block.forward, dynamic=True)
