"""What the answer to an edit says, cell by cell."""

import numpy as np

from ..codec.vocabulary import Vocabulary
from ..scenes.edits import Edit

# Of cells that show a thing before or after. Most of an edit is ground that stays ground, and is learned at once.
OF_THINGS = 3.0


def changed_codes(before: np.ndarray, after: np.ndarray, given: np.ndarray) -> np.ndarray:
    """What stays is copied as it was read, right or wrong: only so does it look the same. Codes [rows, columns], all."""
    return np.where(before == after, given, after)


def edited_codes(vocabulary: Vocabulary, edit: Edit, given: np.ndarray) -> np.ndarray:
    before, after = vocabulary.codes_of(edit.before), vocabulary.codes_of(edit.after)
    if edit.kind == "recolour":
        turned = vocabulary.recoloured(given, *_colours(edit))
        # Outlines that were misread stay so in the new colour: what they truly are cannot be known.
        after = np.where(turned == given, after, turned)
    return changed_codes(before, after, given)


def _colours(edit: Edit) -> tuple[str, str]:
    assert edit.was is not None and edit.became is not None
    assert edit.was.colour is not None and edit.became.colour is not None
    return edit.was.colour, edit.became.colour


def edited_weights(vocabulary: Vocabulary, true: np.ndarray, given: np.ndarray) -> np.ndarray:
    """How much each cell counts."""
    flats = len(vocabulary.flats)
    return np.where((given < flats) & (true < flats), 1.0, OF_THINGS)
