"""Reports a second in each format, beside what a user would pick instead: python -m benchmarks.alternatives [--documents N] [--rounds N].

Text: ``jieba.lcut`` of the whole text, the measure of reading at all; a blank Chinese spaCy pipeline on jieba's words with a ruler
of our indicators' names and of numbers before units. HTML: ``pandas.read_html`` and the text by lxml. DOCX: python-docx, paragraphs
and the cells of each row. PDF: pdfplumber, tables and text. None of them knows what a figure means: they are the least a user would
run before writing rules. *extract* is a report with every cell, fact and item; *audit* the same with all checks.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from benchmarks.contests import Contestant, Measured, contest
from benchmarks.rows import Row, Words, table
from benchmarks.rulers import jieba_words, pipeline
from corpora.formats import write
from corpora.generate import generate
from extractor import language
from extractor.api import audited, document_of, extract_input
from extractor.sources import Input
from lexicons.dictionary import dictionary
from lexicons.language import units
from lexicons.reports.disclosure.indicator_lexicon import indicators

SEED = 1


@dataclass(frozen=True, slots=True)
class Given:
    """A document as it comes, and the text that we read in it: what a segmenter is given."""

    source: Input
    text: str


def given(form: str, documents: int) -> tuple[Given, ...]:
    """So many generated reports, the same each time."""
    found = []
    for one in generate(documents, seed=SEED, form=form):
        source = Input(one.name, write(one.report, one.form))
        found.append(Given(source, document_of(source).text))
    return tuple(found)


def by_extract(one: Given) -> object:
    """Our reading."""
    return extract_input(one.source)


def by_audit(one: Given) -> object:
    """Our reading and all checks."""
    return audited(extract_input(one.source))


def with_jieba(work: Callable[[Given], object]) -> Callable[[Given], object]:
    """The same work with jieba's own cutting, where rjieba is installed."""
    reference = cache(lambda: language.reference_cutter(dictionary()))

    def worked(one: Given) -> object:
        usual = language.cutter
        language.cutter = reference
        try:
            return work(one)
        finally:
            language.cutter = usual

    return worked


def patterns() -> list[dict[str, object]]:
    """For a spaCy ruler: the names of our indicators, and numbers before units."""
    names: list[dict[str, object]] = [{"label": "INDICATOR", "pattern": entry.label} for entry in indicators()]
    words = sorted({word for unit in units().group for word in unit.words})
    return [*names, {"label": "FIGURE", "pattern": [{"LIKE_NUM": True}, {"TEXT": {"IN": words}}]}]


@cache
def ruled() -> Callable[[str], object]:
    """A spaCy pipeline with these patterns."""
    return pipeline(patterns())


def by_pandas(one: Given) -> object:
    """The tables of a page as frames, and its text."""
    import lxml.html
    import pandas

    tables = pandas.read_html(io.BytesIO(one.source.data), flavor="lxml")
    return tables, lxml.html.fromstring(one.source.data).text_content()


def by_python_docx(one: Given) -> object:
    """The paragraphs, and the cells of every row as python-docx offers them."""
    import docx

    document = docx.Document(io.BytesIO(one.source.data))
    cells = [[[cell.text for cell in row.cells] for row in found.rows] for found in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], cells


def by_pdfplumber(one: Given) -> object:
    """The tables and the text of every page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(one.source.data)) as pdf:
        return [(page.extract_tables(), page.extract_text()) for page in pdf.pages]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a user would run instead, by the name that the table shows and the packages that it needs."""

    form: str
    name: str
    work: Callable[[Given], object]
    needs: tuple[str, ...] = ()


ALTERNATIVES = (
    Alternative("txt", "jieba.lcut", lambda one: jieba_words()(one.text)),
    Alternative("txt", "spaCy zh + jieba + span_ruler", lambda one: ruled()(one.text)),
    Alternative("html", "pandas.read_html + lxml", by_pandas, ("pandas",)),
    Alternative("docx", "python-docx", by_python_docx, ("docx",)),
    Alternative("pdf", "pdfplumber", by_pdfplumber, ("pdfplumber",)),
)
FORMS = {
    "txt": Words("文本", "text"),
    "html": Words("HTML", "HTML"),
    "docx": Words("DOCX", "DOCX"),
    "pdf": Words("PDF", "PDF"),
}
EXTRACT, AUDIT = Words("取数", "extract"), Words("取数并核对", "extract and audit")
SLOW = Words("取数并核对（不装 rjieba）", "extract and audit (without rjieba)")


def rows(documents: int, rounds: int) -> Iterator[Row]:
    """Every format: our two works against each alternative."""
    for form in FORMS:
        yield from _rows_of(form, given(form, documents), rounds)


def _rows_of(form: str, documents: tuple[Given, ...], rounds: int) -> Iterator[Row]:
    works: dict[str, tuple[Words, Callable[[Given], object]]] = {
        "extract": (EXTRACT, by_extract),
        "audit": (AUDIT, by_audit),
    }
    if form == "txt" and find_spec("rjieba"):
        works["slow"] = (SLOW, with_jieba(by_audit))
    ours = [Contestant(name, work) for name, (_, work) in works.items()]
    others = [one for one in ALTERNATIVES if one.form == form]
    theirs = [Contestant(one.name, one.work, tuple(n for n in one.needs if not find_spec(n))) for one in others]
    found = contest([*ours, *theirs], documents, rounds)
    for name, (label, _) in works.items():
        what = Words(f"{FORMS[form].zh}：{label.zh}", f"{FORMS[form].en}: {label.en}")
        for one in theirs[:1] if label is SLOW else theirs:
            yield _row(what, found[name], one.name, found.get(one.name))


def _row(what: Words, ours: Measured, name: str, theirs: Measured | None) -> Row:
    rate = _rate(ours)
    if theirs is None:
        return Row(what, rate, Words(name, name), Words("没有安装", "not installed"), None)
    return Row(what, rate, Words(name, name), _rate(theirs), ours.against(theirs))


def _rate(found: Measured) -> Words:
    return Words(f"{found.rate:.1f} 份/秒", f"{found.rate:.1f} reports/s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=40, help="reports of each format")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("\n".join(table(rows(options.documents, options.rounds), "en")))


if __name__ == "__main__":
    main()
