"""Prompts and answers as token ids, put together from the reference's own sentences."""

from dataclasses import dataclass, replace

from loading import Checkpoint

# Our name and the reference's name of each task whose prompt comes from generate_image_to_image_prompt.
EDIT_TYPES = {
    "edit": "edit", "subject": "subject_driven", "control-canny": "canny_control", "style": "image_ref_transfer",
    "predict-canny": "canny_dense", "predict-depth": "depth_dense", "predict-openpose": "openpose_dense",
    "predict-sam2mask": "sam2mask_dense", "views-left": "multi_view_left",
}


@dataclass(frozen=True)
class Grid:
    """A picture as tokens."""

    rows: int
    columns: int
    # Vocabulary ids, row-major.
    ids: list[int]


@dataclass(frozen=True)
class Sequences:
    """The token sequences of one job: its prompt, the prompts without words and without pictures for guidance, and the answer.

    `text` are the user's words, `pictures` the given ones, and `grid` the answer where it is a picture.
    """

    task: str
    text: str
    conditional: list[int]
    unconditional_text: list[int] | None
    unconditional_image: list[int] | None
    answer: list[int]
    pictures: list[Grid]
    grid: Grid | None = None

    @property
    def whole(self) -> list[int]:
        """Prompt and answer, as the network sees them."""
        return self.conditional + self.answer

    def with_answer(self, grid: Grid, checkpoint: Checkpoint) -> "Sequences":
        """The same job with another picture as its answer."""
        return replace(self, grid=grid, answer=picture_answer(grid, checkpoint))


def picture(grid: Grid, checkpoint: Checkpoint) -> list[int]:
    """A picture's ids, with its line ends and the tokens around it."""
    from utils.image_utils import add_break_line  # type: ignore[import-not-found]

    special = checkpoint.special
    lines = add_break_line(grid.ids, grid.rows, grid.columns, new_number=special["line"])
    return [special["image"], *lines, special["image_end"]]


def picture_answer(grid: Grid, checkpoint: Checkpoint) -> list[int]:
    """An answer that is a picture."""
    return [checkpoint.special["answer"], *picture(grid, checkpoint), checkpoint.special["answer_end"]]


def blank(rows: int, columns: int, checkpoint: Checkpoint) -> Grid:
    """A grid of masked cells."""
    return Grid(rows, columns, [checkpoint.special["mask"]] * (rows * columns))


def drawing(text: str, grid: Grid, checkpoint: Checkpoint, task: str = "generate") -> Sequences:
    """The sequences of drawing from words. Some cells of `grid` may be set: then it is inpainting."""
    from utils.prompt_utils import generate_text_to_image_prompt  # type: ignore[import-not-found]

    prompt, unconditional = generate_text_to_image_prompt(text)
    answer = picture_answer(grid, checkpoint)
    return Sequences(task, text, checkpoint.ids(prompt), checkpoint.ids(unconditional), None, answer, [], grid)


def from_pictures(task: str, text: str, pictures: list[Grid], grid: Grid, checkpoint: Checkpoint) -> Sequences:
    """The sequences of a task with given pictures: `task` is a key of EDIT_TYPES."""
    from utils.prompt_utils import generate_image_to_image_prompt  # type: ignore[import-not-found]

    prompt, unconditional, _ = generate_image_to_image_prompt(text, EDIT_TYPES[task])
    words, without = checkpoint.ids(prompt), checkpoint.ids(unconditional)
    shown = [identity for each in pictures for identity in picture(each, checkpoint)]
    return Sequences(
        task, text, [*words[:-1], *shown, words[-1]], [*without[:-1], *shown, without[-1]], words,
        picture_answer(grid, checkpoint), pictures, grid,
    )


def understanding(question: str, shown: Grid, length: int, checkpoint: Checkpoint) -> Sequences:
    """The sequences of a question with an answer of `length` tokens.

    The picture has one set of line ends, as in training. The reference's own script inserts them twice.
    """
    from utils.prompt_utils import generate_multimodal_understanding_prompt  # type: ignore[import-not-found]

    words = checkpoint.ids(generate_multimodal_understanding_prompt(question))
    special = checkpoint.special
    answer = [special["answer"], *[special["mask"]] * length, special["answer_end"]]
    conditional = [*words[:-1], *picture(shown, checkpoint), words[-1]]
    return Sequences("understand", question, conditional, None, None, answer, [shown])


def case_of(sequences: Sequences, checkpoint: Checkpoint) -> dict[str, object]:
    """The sequences as an entry of layouts.json."""
    offset = checkpoint.code_offset
    entry: dict[str, object] = {
        "task": sequences.task,
        "text": sequences.text,
        "conditional": sequences.whole,
        "answerStart": len(sequences.conditional),
        "images": [
            {"codes": [identity - offset for identity in grid.ids], "grid": [grid.rows, grid.columns]}
            for grid in sequences.pictures
        ],
    }
    if sequences.grid is None:
        entry["genLength"] = len(sequences.answer) - 2
    else:
        entry |= {"grid": [sequences.grid.rows, sequences.grid.columns], "cells": sequences.grid.ids}
    if sequences.unconditional_text is not None:
        entry["unconditionalText"] = sequences.unconditional_text + sequences.answer
    if sequences.unconditional_image is not None:
        entry["unconditionalImage"] = sequences.unconditional_image + sequences.answer
    return entry
