"""Words on words: our own jieba tokenizer and the blank spaCy pipeline. The only module that knows either.

Segmentation decides words (heads, verbs, scope, negation); numbers, dates and document numbers are found on characters
(``quantities``). HMM is off, so that the same text gives the same words on every machine; the dictionary is jieba's own plus the
words of our lexicons.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lexicons.loading import read_words

if TYPE_CHECKING:
    import jieba


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its half-open offsets in the text that was segmented."""

    text: str
    start: int
    end: int


@cache
def _tokenizer() -> jieba.Tokenizer:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    cache_dir = Path.home() / ".cache" / "gouji"
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(cache_dir)
    except OSError:
        pass  # jieba then keeps its cache in the temporary directory
    tokenizer.initialize()
    for word in read_words("language/words.txt"):
        tokenizer.add_word(word)
    return tokenizer


def segment(text: str) -> tuple[Word, ...]:
    """The words of a text, covering it without gaps.

    >>> [w.text for w in segment("新收政府信息公开申请")]
    ['新收', '政府信息公开', '申请']
    >>> segment("")
    ()
    """
    words: list[Word] = []
    position = 0
    for word in _tokenizer().cut(text, HMM=False):
        words.append(Word(word, position, position + len(word)))
        position += len(word)
    return tuple(words)
