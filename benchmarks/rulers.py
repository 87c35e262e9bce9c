"""What a spaCy user would build: a blank Chinese pipeline on jieba's words with a ruler of patterns. Imports nothing of ours.

``python -m benchmarks.rulers`` reads JSON from its standard input, ``{"patterns": [...], "texts": [...]}``, runs the pipeline over the
texts in a process of its own, and prints the most memory that it held, in megabytes; 0 where the system does not tell.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def jieba_words() -> Callable[[str], list[str]]:
    """jieba as its manual has it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.CRITICAL)
    return jieba.lcut  # type: ignore[no-any-return]


def pipeline(patterns: list[dict[str, Any]]) -> Callable[[str], object]:
    """Text -> ``Doc`` with the spans that the patterns find."""
    import spacy

    jieba_words()
    found = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    found.add_pipe("span_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    return found


def most_held() -> int:
    """The most memory that this process held so far, in megabytes."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii", "replace").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main() -> None:
    """Run over the texts and print."""
    given = json.loads(sys.stdin.buffer.read())
    run = pipeline(given["patterns"])
    for text in given["texts"]:
        run(text)
    print(most_held())


if __name__ == "__main__":
    main()
