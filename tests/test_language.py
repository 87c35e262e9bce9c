"""Words: the dictionary, the two engines that must agree, the hook that asks where words end, and spaCy documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import load_reports
from corpora.language import Sentence, load_sentences, read_sentence
from corpora.rendering import flattenings, render
from extractor import language
from extractor.language import nlp, segment, stands, to_doc
from lexicons.dictionary import dictionary
from lexicons.language.word_shapes import word_shapes

ROOT = Path(__file__).resolve().parents[1]
TEXTS = [render(r, f) for which in ("tuned", "unseen") for r in load_reports(which) for f in flattenings(r)]  # type: ignore[arg-type]
MIXED = st.text(alphabet="政府信息公开申请受理一二三0123456789.,%％１２ \t\n\r、。（）abcXYZ-_+#&@é日本𠮷😀\u3000", max_size=60)


def python(code: str, **environment: str) -> str:
    """What a fresh interpreter prints; anything on standard error is a failure."""
    whole = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")} | {"PYTHONPATH": str(ROOT)} | environment
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=whole, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


WITHOUT_RJIEBA = "import sys; sys.modules['rjieba'] = None; import warnings; warnings.simplefilter('ignore'); "


@settings(deadline=None)  # the first word loads the dictionary
@given(MIXED)
def test_words_cover_the_text_without_gaps(text: str) -> None:
    words = segment(text)
    assert "".join(w.text for w in words) == text
    assert all(text[w.start : w.end] == w.text and w.start < w.end for w in words)


@pytest.mark.parametrize("command", ["import extractor.language", "from extractor.cli import main; main(['--help'], standalone_mode=False)"])
def test_nothing_heavy_is_imported_before_a_word_is_asked_for(command: str) -> None:
    code = f"import sys; {command}; print([m for m in ('jieba', 'rjieba', 'spacy') if m in sys.modules])"
    assert python(code).splitlines()[-1] == "[]"


@pytest.fixture(scope="module")
def engines() -> tuple[object, object]:
    pytest.importorskip("rjieba")
    return language.fast_cutter(dictionary()), language.reference_cutter(dictionary())


def test_both_engines_cut_the_corpora_alike(engines: tuple[object, object]) -> None:
    fast, reference = engines
    for text in [*TEXTS, *(s.text for s in load_sentences()), *dictionary()]:
        assert list(fast(text)) == list(reference(text))  # type: ignore[operator]


@settings(deadline=None)
@given(text=MIXED)
def test_both_engines_cut_anything_alike(engines: tuple[object, object], text: str) -> None:
    fast, reference = engines
    assert list(fast(text)) == list(reference(text))  # type: ignore[operator]


def test_every_word_of_the_dictionary_is_cut_as_one() -> None:
    assert [word for word in dictionary() if len(segment(word)) != 1] == []


def test_the_dictionary_is_the_same_whatever_the_hash_seed() -> None:
    code = "from lexicons.dictionary import dictionary; print(' '.join(dictionary()))"
    assert python(code, PYTHONHASHSEED="1") == python(code, PYTHONHASHSEED="2") == " ".join(dictionary()) + "\n"


@pytest.mark.parametrize("word", ["人次", "依申请公开", "行政事业性收费", "政策解读", "总体情况", "新闻发布会", "予以公开", "微信公众号"])
def test_the_dictionary_has_the_words_of_every_lexicon(word: str) -> None:
    assert word in dictionary()


@pytest.mark.parametrize("piece", ["更新不", "转下年", "结转…申请", "〔prev〕…结转", "件", "收到和处理政府信息公开申请情况", "发布各类"])
def test_pieces_of_phrases_are_no_words(piece: str) -> None:
    assert not word_shapes().is_word(piece)
    assert piece not in dictionary()


def test_the_cache_is_kept_in_the_users_own_folder(tmp_path: Path) -> None:
    home, shared = tmp_path / "home", tmp_path / "tmp"
    home.mkdir(), shared.mkdir()
    code = WITHOUT_RJIEBA + "from extractor.language import segment; print(len(segment('政府信息公开')))"
    assert python(code, HOME=str(home), TMPDIR=str(shared)) == "1\n"
    assert [p.name for p in (home / ".cache" / "gouji").iterdir()] == ["jieba.cache"]
    assert list(shared.iterdir()) == []


def test_a_home_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    home, shared = tmp_path / "a-file", tmp_path / "tmp"
    home.write_text("no folder", "utf-8")
    shared.mkdir()
    code = WITHOUT_RJIEBA + "from extractor.language import segment; print(len(segment('政府信息公开')))"
    assert python(code, HOME=str(home), TMPDIR=str(shared)) == "1\n"
    assert list(shared.iterdir()) == []


@pytest.mark.parametrize("sentence", load_sentences(), ids=lambda s: s.text)
def test_cues_count_only_where_they_are_words(sentence: Sentence) -> None:
    assert read_sentence(sentence) == sentence.indicators, sentence.why


@pytest.mark.parametrize(
    ("text", "cue", "meant"),
    [
        ("用工单位", "工单", False),
        ("转办工单", "工单", True),
        ("执法人员", "法人", False),
        ("监测站", "监测", False),
        ("开展监测", "监测", True),
        ("行政复议案件", "复议", True),
        ("检查人员", "检查", True),  # may as well be verb and object
        ("结转下年度", "转下年", True),  # a piece of a phrase is no word: characters decide
        ("政府信息公开申请量", "信息公开申请", True),  # too long for an accident
        ("（3）用工单位", "工单", False),
        ("会议", "会", True),  # single characters are left to the lexicon
    ],
)
def test_what_is_torn_out_of_longer_words_does_not_stand(text: str, cue: str, meant: bool) -> None:
    start = text.index(cue)
    assert stands(text, start, start + len(cue)) is meant


def test_a_stretch_over_punctuation_stands() -> None:
    assert stands("用工，单位", 1, 4)


@pytest.mark.parametrize("text", ["", "公开 12条\n\n依申请公开。", *TEXTS[:1]], ids=["empty", "blanks", "report"])
def test_a_document_of_words_has_the_text(text: str) -> None:
    pipeline = nlp()
    assert to_doc(text, pipeline.vocab).text == text
    assert pipeline(text).text == text
    assert [t.text for t in pipeline(text)] == [w.text for w in segment(text)]
