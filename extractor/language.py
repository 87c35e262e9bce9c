"""Words on words: our own tokenizer, and spaCy documents made of its words. The only module that knows jieba.

Segmentation decides where words begin and end; numbers, dates and document numbers are found on characters (``quantities``). HMM is
off, so that the same text gives the same words on every machine; the dictionary is jieba's own plus the words of our lexicons.
Where the faster ``rjieba`` is installed it cuts instead: its words are the same. Nothing heavy is loaded before the first word is asked for.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from lexicons.dictionary import dictionary
from lexicons.language.word_shapes import word_shapes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

#: Two words that touch hold another by accident only where it is short (协[调解]决); what is longer was meant.
LONGEST_ACCIDENT = 3
#: How many stretches of prose are kept with their words; a report has some hundreds.
STRETCHES = 4096
HAN_FIRST, HAN_LAST = "\u4e00", "\u9fff"
HAN = regex.compile(f"[{HAN_FIRST}-{HAN_LAST}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its half-open offsets in the text that was segmented."""

    text: str
    start: int
    end: int


@cache
def cutter() -> Callable[[str], Iterable[str]]:
    """The function that cuts a text into words: rjieba's where it is installed, else jieba's."""
    try:
        return fast_cutter(dictionary())
    except ImportError:
        return reference_cutter(dictionary())


def reference_cutter(words: Iterable[str]) -> Callable[[str], Iterable[str]]:
    """The reference: a jieba tokenizer of our own with these words added."""
    with warnings.catch_warnings():  # jieba looks for pkg_resources and does without; users need not hear of it
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    for word in words:
        tokenizer.add_word(word)
    return lambda text: tokenizer.cut(text, HMM=False)


def fast_cutter(words: Iterable[str]) -> Callable[[str], Iterable[str]]:
    """The same words, some 27 times faster; raises ImportError where rjieba is not installed."""
    import rjieba

    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, None, None)
    return lambda text: tokenizer.cut(text, False)


def _cache_folder() -> Path:
    """Where jieba keeps its prefix table: the user's own cache, never the shared temporary folder, whose files others may have written.

    Where it cannot be written jieba does without a cache.
    """
    try:
        folder = Path.home() / ".cache" / "gouji"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return Path(__file__) / "nowhere"
    return folder


def segment(text: str) -> tuple[Word, ...]:
    """The words of a text, covering it without gaps.

    >>> [w.text for w in segment("新收政府信息公开申请")]
    ['新收', '政府信息公开', '申请']
    >>> segment("")
    ()
    """
    words: list[Word] = []
    position = 0
    for word in cutter()(text):
        words.append(Word(word, position, position + len(word)))
        position += len(word)
    return tuple(words)


def stands(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text was meant, and is not torn out of longer words.

    Torn out is what two words make where they touch (用[工单]位), what sits within one (执[法人]员), and what opens a longer word whose head
    makes another thing of it ([监测]站). Words of our own dictionary leave the words inside them alone.

    >>> stands("协调解决问题34个", 1, 3), stands("调解纠纷34个", 0, 2)
    (False, True)
    >>> stands("监测站5个", 0, 2), stands("网站访问量5万次", 2, 4), stands("行政复议5件", 2, 4)
    (False, True, True)
    """
    if end - start == 1 or not _is_word(text[start:end]):
        return True
    match = HAN.match(text, start)
    if match is None or match.end() < end:
        return True
    first = start
    while first and HAN_FIRST <= text[first - 1] <= HAN_LAST:
        first -= 1
    words = _words_of(text[first : match.end()])
    start, end = start - first, end - first
    left = next((w for w in words if w.start < start < w.end), None)
    right = next((w for w in words if w.start < end < w.end), None)
    if left is not None and right is not None and left is not right:
        return left.end < right.start or end - start > LONGEST_ACCIDENT
    longer = next((w for w in words if w.start <= start and end < w.end), None)
    if longer is None or longer.text in _own():
        return True
    return longer.start == start and longer.text[end - start :] not in word_shapes().heads


@lru_cache(STRETCHES)
def _words_of(stretch: str) -> tuple[Word, ...]:
    return segment(stretch)


@lru_cache(STRETCHES)
def _is_word(words: str) -> bool:
    """Whether the dictionary holds some words as one; pieces of phrases (转下年) are none."""
    return len(segment(words)) == 1


@cache
def _own() -> frozenset[str]:
    return frozenset(dictionary())


def to_doc(text: str, vocab: Vocab) -> Doc:
    """A spaCy document of our words; its text is the text.

    >>> from spacy.vocab import Vocab
    >>> doc = to_doc("公开 12条", Vocab())
    >>> [token.text for token in doc], doc.text
    (['公开', ' ', '12', '条'], '公开 12条')
    """
    from spacy.tokens import Doc

    words = [word.text for word in segment(text)]
    return Doc(vocab, words=words, spaces=[False] * len(words))


def nlp() -> Language:
    """A blank Chinese spaCy pipeline whose tokens are our words.

    >>> [token.text for token in nlp()("依申请公开")]
    ['依申请公开']
    """
    import spacy

    pipeline = spacy.blank("zh")
    pipeline.tokenizer = WordTokenizer(pipeline.vocab)
    return pipeline


class WordTokenizer:
    """What spaCy asks of a tokenizer: text -> ``Doc``. It holds nothing of its own, so that saving it writes nothing."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document of our words."""
        return to_doc(text, self.vocab)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the dictionary comes with the program."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> WordTokenizer:
        """Itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Writes nothing."""

    def from_disk(self, _path: object, **_: object) -> WordTokenizer:
        """Itself."""
        return self
