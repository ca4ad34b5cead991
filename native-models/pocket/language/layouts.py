"""Token sequences of every task, exactly as the public model lays them out."""

from dataclasses import dataclass
from functools import cache

from tokenizers import Tokenizer

SPECIALS = [
    "<|endoftext|>", "<|mdm_mask|>", "<|reserved_token_0|>", "<|pad|>", "<system>", "</system>", "<user>", "</user>",
    "<IMAGE>", "</IMAGE>", "<uncondition>", "<answer>", "</answer>",
]
DRAW = "Generate an image according to the text prompt."
EDIT = "Generate an image applying the following editing instruction based on the original image."
SUBJECT = "Generate an image according to the text prompt and the given object image."
CONTROL = "Generate an image according to the text prompt and the given control image."
PREDICT = "Perform dense prediction on the given images."
STYLE = "Transform the current image into the style of the provided image."
UNDERSTAND = (
    "You are a multimodal model that can process both text and images. Answer the following question based on the "
    "provided images. Analyze each image and combine relevant details to answer."
)

# What the public model calls each kind of map.
MAPS = {"canny": "canny edge map", "depth": "depth map", "segmentation": "sam2 mask"}


def predict_words(kind: str) -> str:
    """The prompt for a map of this kind, a key of MAPS, in the public model's words."""
    return f"Generate a {MAPS[kind]} according to the image."


@dataclass(frozen=True, eq=False)
class Layout:
    """Builds the token sequences of every task. Ids of codes follow those of words, from `code_offset` on."""

    tokenizer: Tokenizer
    code_offset: int

    @cache  # noqa: B019 - a layout lives as long as the process
    def special(self, content: str) -> int:
        """The id of a special token, one of SPECIALS. Raises AssertionError where the tokenizer has none."""
        identity = self.tokenizer.token_to_id(content)
        assert identity is not None, content
        return identity

    @property
    def mask(self) -> int:
        """The id that stands for a token that is to be predicted."""
        return self.special("<|mdm_mask|>")

    def prompt(self, system: str, user: str) -> list[int]:
        """The ids of a prompt: what the task is (`system`), and the user's words."""
        # Special tokens part the text before it is split, so the pieces may be encoded alone.
        return [*self._opening(system), *self.encode(user), self.special("</user>")]

    @cache  # noqa: B019 - as above
    def _opening(self, system: str) -> tuple[int, ...]:
        return tuple(self.encode(f"<system>{system}</system><user>"))

    def encode(self, text: str) -> list[int]:
        """The ids of a text. Special tokens in it become their own ids."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def unconditional(self, system: str) -> list[int]:
        """The prompt without the user's words, for guidance."""
        return self.prompt(system, "<uncondition>")

    def image(self, tokens: list[list[int]]) -> list[int]:
        """A picture's ids: rows of tokens, each closed by the end-of-line token, between the tokens that frame an image."""
        line = self.special("<|reserved_token_0|>")
        rows = [token for row in tokens for token in (*row, line)]
        return [self.special("<IMAGE>"), *rows, self.special("</IMAGE>")]

    def image_answer(self, prompt: list[int], tokens: list[list[int]]) -> list[int]:
        """A prompt and an answer that is a picture: `tokens` [rows][columns] are ids, masked or not."""
        return [*prompt, self.special("<answer>"), *self.image(tokens), self.special("</answer>")]

    def prompt_with_pictures(self, system: str, user: str, pictures: list[list[list[int]]]) -> list[int]:
        """A prompt with given pictures, ids [rows][columns] each: they stand before the token that closes the user's turn."""
        prompt = self.prompt(system, user)
        return [*prompt[:-1], *(token for tokens in pictures for token in self.image(tokens)), prompt[-1]]

    def question(self, text: str, tokens: list[list[int]]) -> list[int]:
        """A question about one picture, up to the token that opens the answer."""
        return [*self.prompt_with_pictures(UNDERSTAND, text, [tokens]), self.special("<answer>")]

    def answer(self, text: str, length: int) -> list[int]:
        """A text answer of `length` ids: its words (cut where they are too many), `</answer>`, then end-of-text tokens."""
        words = self.encode(text)[: length - 1]
        filled = [*words, self.special("</answer>")]
        return filled + [self.special("<|endoftext|>")] * (length - len(filled))
