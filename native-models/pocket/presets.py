"""Every size and schedule in one place: a larger sibling is one more preset."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CodecPreset:
    channels: tuple[int, ...] = (16, 24, 48, 96, 128)
    latent_channels: int = 24
    codebook_size: int = 21024
    # Codes for each of the world's things in each of so many styles, the default one first; the outlines' are what is left.
    thing_patches: int = 96
    styles: int = 1
    # For lines of edge maps. Without any, depth's far grey has no codes either, and of all maps only segmentation can be drawn.
    line_codes: int = 0
    batch: int = 8
    crop_batch: int = 10
    crop_cells: int = 5
    learning_rate: float = 1.5e-3
    muon_rate: float = 0.012

    @property
    def patch(self) -> int:
        return 2 ** (len(self.channels) - 1)


@dataclass(frozen=True)
class TransformerPreset:
    width: int = 192
    layers: int = 6
    # Many heads and a short rotary base: every cell is the same mask token at first, and finds its row and column only by
    # how far the frame's tokens are.
    heads: int = 6
    mlp_width: int = 512
    rope_theta: float = 500.0
    norm_eps: float = 1e-5
    max_sequence: int = 1024
    picture_batch: int = 10
    text_batch: int = 6
    text_weight: float = 1.0
    muon_rate: float = 0.015
    muon_decay: float = 0.4
    adam_rate: float = 1.5e-3
    score_decay: float = 0.1
    average_decay: float = 0.995
    # Of what is asked of the network's middle (`transformer/facts.py`), each question: what given pictures show, which of it
    # the words name, and what answers are to show.
    facts_weight: float = 0.3
    named_weight: float = 1.0
    plan_weight: float = 0.5
    unconditional_share: float = 0.1
    # Shares of pictures that another picture leads; the rest are drawings and retouches. They cost two and three times as
    # much: begin when drawing is learned.
    led_shares: tuple[tuple[str, float], ...] = (("edit", 0.26), ("subject", 0.06), ("control", 0.1), ("predict", 0.06))
    # Of drawings and retouches.
    retouch_share: float = 0.5


@dataclass(frozen=True)
class Preset:
    picture: int
    answer_length: int
    codec: CodecPreset
    transformer: TransformerPreset

    @property
    def grid(self) -> int:
        return self.picture // self.codec.patch


PRESETS: dict[str, Preset] = {
    "pocket": Preset(128, 32, CodecPreset(), TransformerPreset()),
    # Every task of the model: the other styles, and every map. Twice as long to train.
    "pocket-full": Preset(
        128, 32, CodecPreset(codebook_size=33220, styles=3, line_codes=1500),
        TransformerPreset(led_shares=(("edit", 0.24), ("subject", 0.05), ("control", 0.1), ("predict", 0.12), ("style", 0.07))),
    ),
}
