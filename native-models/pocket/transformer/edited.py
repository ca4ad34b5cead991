"""The codes and weights that the answer to an edit is trained on."""

import numpy as np

from ..codec.vocabulary import Vocabulary
from ..scenes.edits import Edit

# Weight of cells that show a thing before or after. Most of an edit is background that stays, which is learned at once.
OF_THINGS = 3.0


def changed_codes(before: np.ndarray, after: np.ndarray, given: np.ndarray) -> np.ndarray:
    """The codes of an answer, int64 [rows, columns] like each of the arguments.

    Cells that the edit leaves alone keep the code that the encoder read, right or wrong: only then do they look the same.
    """
    return np.where(before == after, given, after)


def edited_codes(vocabulary: Vocabulary, edit: Edit, given: np.ndarray) -> np.ndarray:
    """The codes of the picture after an edit, int64 [rows, columns]. `given` are those that the encoder read of the one before."""
    before, after = vocabulary.codes_of(edit.before), vocabulary.codes_of(edit.after)
    if edit.kind == "recolour":
        turned = vocabulary.recoloured(given, *_colours(edit))
        # A misread outline keeps its shape in the new colour: its true shape is not known.
        after = np.where(turned == given, after, turned)
    return changed_codes(before, after, given)


def _colours(edit: Edit) -> tuple[str, str]:
    assert edit.was is not None and edit.became is not None
    assert edit.was.colour is not None and edit.became.colour is not None
    return edit.was.colour, edit.became.colour


def edited_weights(vocabulary: Vocabulary, true: np.ndarray, given: np.ndarray) -> np.ndarray:
    """The weight of each cell in the loss: float64 [rows, columns]. Background that stays background counts least."""
    flats = len(vocabulary.flats)
    return np.where((given < flats) & (true < flats), 1.0, OF_THINGS)
