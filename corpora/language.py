"""Sentences in which word boundaries decide (language.toml), and what the program makes of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import extractor
from corpora.records import CorpusError

FRAME = "临溪县教育局2023年政府信息公开工作年度报告\n一、总体情况\n{}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the indicators of its figures, in order, "" for none; in a ``control`` the cue is a word and must be seen."""

    text: str
    indicators: tuple[str, ...]
    why: str
    control: bool


@cache
def load_sentences() -> tuple[Sentence, ...]:
    """All sentences; one that is given twice or expects nothing is refused."""
    raw = tomllib.loads((Path(__file__).parent / "language.toml").read_text("utf-8"))["case"]
    found = tuple(Sentence(r["text"], tuple(r["indicators"]), r["why"], r.get("control", False)) for r in raw)
    for sentence in found:
        if not sentence.indicators or sum(s.text == sentence.text for s in found) > 1:
            raise CorpusError(f"language.toml: {sentence.text}: no expectation, or given twice")
    return found


def read_sentence(sentence: Sentence) -> tuple[str, ...]:
    """The indicators that the program gives to the figures of a sentence."""
    report = extractor.audit_text(FRAME.format(sentence.text)).report
    return tuple(fact.indicator or "" for fact in report.facts)
