"""All sizes and schedules, by the name of a preset."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CodecPreset:
    """The codec: its network, its codebook, and how it is trained."""

    channels: tuple[int, ...] = (16, 16, 24, 48, 96, 128)
    latent_channels: int = 24
    codebook_size: int = 21024
    # Codes for each of the world's things in each of so many styles, the default one first. Outlines get the codes that are left.
    thing_patches: int = 96
    styles: int = 1
    # Codes for lines of edge maps. With 0 the far grey of depth maps has no codes either, and segmentation is the only map.
    line_codes: int = 0
    batch: int = 8
    crop_batch: int = 10
    crop_cells: int = 5
    learning_rate: float = 1.5e-3
    muon_rate: float = 0.012

    @property
    def patch(self) -> int:
        """Pixels on a cell's side."""
        return 2 ** (len(self.channels) - 1)


@dataclass(frozen=True)
class TransformerPreset:
    """The transformer: its network, and how it is trained. Batches count samples of one step and process."""

    width: int = 192
    layers: int = 6
    # Many heads and a small rotary base: at first every cell is the same mask token, and only its distance to the tokens around
    # the picture says its row and column.
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
    # Weights of the heads' losses (`transformer/facts.py`), for each question: about given pictures, about what the words name,
    # and about what answers are to show.
    facts_weight: float = 0.3
    named_weight: float = 1.0
    plan_weight: float = 0.5
    unconditional_share: float = 0.1
    # Shares of the tasks that another picture guides; the rest are drawings and retouches. They cost two and three times as much,
    # so begin with them when drawing is learned.
    led_shares: tuple[tuple[str, float], ...] = (("edit", 0.26), ("subject", 0.06), ("control", 0.1), ("predict", 0.06))
    # Share of retouches among the rest.
    retouch_share: float = 0.5


@dataclass(frozen=True)
class Preset:
    """A model: the sides of its pictures in pixels, the most tokens of an answer, and its two networks."""

    # Pixels along a side of a picture, as the codec takes it in and gives it out.
    picture: int
    # Pixels along a side of the pictures that the codebook is laid out on. What a code means does not follow the codec's
    # resolution: a codec that halves a picture once more draws the same codes at twice the size, and the transformer's
    # weights stay (`codec/grow.py`).
    laid_out_on: int
    answer_length: int
    codec: CodecPreset
    transformer: TransformerPreset

    @property
    def grid(self) -> int:
        """Cells on a picture's side."""
        return self.picture // self.codec.patch


PRESETS: dict[str, Preset] = {
    "pocket": Preset(256, 128, 32, CodecPreset(), TransformerPreset()),
    # Every task of the model: the other styles, and every map. Twice as long to train.
    "pocket-full": Preset(
        256, 128, 32, CodecPreset(codebook_size=33220, styles=3, line_codes=1500),
        TransformerPreset(led_shares=(("edit", 0.24), ("subject", 0.05), ("control", 0.1), ("predict", 0.12), ("style", 0.07))),
    ),
}
