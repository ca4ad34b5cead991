"""Captions, prompts and questions, the tokenizer, and the layouts of token sequences."""
