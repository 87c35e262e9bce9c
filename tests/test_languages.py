"""English for whoever asks for it: every sentence is there, its fields are those of the Chinese one, and records stay Chinese."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner
from pages import make_audit, make_finding, make_report
from rich.console import Console
from sentences import CHINESE, bare, constants, said

from extractor.auditing.across import all_checks, cross_checks
from extractor.auditing.crossing import CrossFinding
from extractor.auditing.findings import Suggestion
from extractor.cli import COMMANDS, main
from extractor.cli.languages import LANGUAGES, long_name
from extractor.diagnostics import CATALOGUE, diagnostic
from extractor.errors import MissingPackage
from extractor.exports import english
from extractor.exports.as_terminal import print_findings
from extractor.exports.tongues import TONGUES, English
from lexicons.messages.message_lexicon import command_help, messages, sentences
from lexicons.reports.disclosure.forms import EDITIONS, cell_names, form
from lexicons.reports.disclosure.indicator_lexicon import indicator_labels
from lexicons.reports.disclosure.slip_lexicon import slip_entries

ROOT = Path(__file__).resolve().parents[1]
MODULES = [p for p in sorted((ROOT / "extractor").rglob("*.py")) if "web" not in p.parts]
#: Modules that say nothing but what the language of the call has.
SPEAKING = [ROOT / "extractor" / "exports" / f"{n}.py" for n in ("as_terminal", "cross_terminal", "explaining", "catalogue")]
#: Fields of sentences about one report, and about several, and which of them is always known.
ALONE = frozenset(
    {"quote", "agency", "year", "form", "fact", "other", "third", "parts", "cell", "cells", "row", "column", "by_row", "by_column"}
    | {"expected", "actual", "gap"}
)
BETWEEN = frozenset(
    {"count", "first", "second", "printed", "printed_second", "quote", "fact", "other", "third", "parts", "cell", "cells"}
    | {"row", "column", "expected", "actual", "gap"}
)

TEXT = """青石县文化局2024年政府信息公开工作年度报告
§overview 一、总体情况
新收申请⟦86件|fact applications.new⟧，其中予以公开⟦54件|fact applications.granted⟧。
§applications 三、收到和处理政府信息公开申请情况
（一）予以公开 | ⟦45|cell applications.granted.total⟧
"""


def fields(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def test_every_check_is_told_in_english_and_nothing_else_is() -> None:
    assert messages().checks.keys() == all_checks().keys()


@pytest.mark.parametrize("code", sorted(all_checks()))
def test_sentences_of_a_check_can_always_be_said(code: str) -> None:
    words = messages().checks[code]
    always, known = ({"count"}, BETWEEN) if code in cross_checks() else ({"quote"}, ALONE)
    for several in (words.broken, words.undecided or words.broken):
        assert set(fields(several[-1])) <= always
        assert {name for one in several for name in fields(one)} <= known
        assert all(one.endswith(".") for one in several)
    # statutory words may be named in Chinese; sentences are English
    assert all(re.match("[A-Z“{]", text) for text in (words.title, words.meaning, words.advice, *words.broken))


def test_every_diagnostic_has_the_fields_of_the_chinese_one() -> None:
    found = messages().diagnostics
    assert found.keys() == CATALOGUE.keys()
    assert {code: fields(text) for code, text in found.items()} == {code: fields(text) for code, text in CATALOGUE.items()}


def test_every_cell_and_indicator_has_a_name() -> None:
    names = {id: english.cell_name(id) for id in cell_names()}
    assert [id for id, name in names.items() if name == id or CHINESE.search(name)] == []
    parted = {f"{row.part}.{row.id}": row for edition in EDITIONS for row in form(edition).rows}
    assert messages().rows.keys() == parted.keys()
    assert messages().columns.keys() == {f"{c.part}.{c.id}" for edition in EDITIONS for c in form(edition).columns}
    assert messages().indicators.keys() == indicator_labels().keys()


def test_names_tell_cells_of_one_table_apart() -> None:
    for part in ("disclosure", "applications", "review", "statistics"):
        names = [english.cell_name(id) for id in cell_names() if id.startswith(f"{part}.")]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_whatever_is_said_is_in_the_lexicon(path: Path) -> None:
    known = sentences()
    assert [words for call, words in said(path) if call != "echo" and bare(words) not in known] == []


@pytest.mark.parametrize("path", SPEAKING, ids=lambda p: p.stem)
def test_views_of_the_terminal_say_nothing_else(path: Path) -> None:
    known = sentences()
    assert [words for words in constants(path) if words not in known] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_print_nothing_but_what_the_lexicon_has(name: str) -> None:
    """A Chinese sentence that is printed as it stands would stay Chinese."""
    assert [words for call, words in said(ROOT / "extractor" / "cli" / f"{name}.py") if call == "echo"] == []


def test_a_sentence_that_is_printed_as_it_stands_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "command.py"
    module.write_text('click.echo(f"共 {n} 份")\nclick.echo("a, b")\nclick.echo(say("共 {} 份", n))\nraise WrongCall(f"{x} 有误。")\n', "utf-8")
    assert sorted(said(module)) == [("WrongCall", "{} 有误。"), ("echo", "共 {} 份"), ("say", "共 {} 份")]


def test_english_sentences_have_the_holes_of_the_chinese_ones() -> None:
    wrong = []
    for zh, en in sentences().items():
        holes = fields(zh)
        numbered = sorted(str(n) for n in range(len(holes)))
        if fields(en) not in (holes, numbered) or set(holes) > {""}:
            wrong.append(zh)
    assert wrong == []


def test_causes_and_wrong_calls_made_below_are_known_again() -> None:
    tongue = English()
    for kind, entry in slip_entries().items():
        cause = entry.words.format(printed="45", value="54", name="科研机构")
        assert not CHINESE.search(tongue.told(f"{cause}，改后该处关系成立")), kind
        assert not CHINESE.search(tongue.told(f"该格读取存疑，先核对原件；{cause}，与另 2 处改动一起，改后 3 处关系均成立")), kind
    assert not CHINESE.search(tongue.told(str(MissingPackage("python-docx", "office"))))
    assert tongue.told("没有名为 x.y 的检查；gouji explain 列出全部检查。") == "There is no check named x.y; gouji explain lists all of them."


def test_words_of_reports_are_never_translated() -> None:
    assert English().told("全年开展培训三次，效果良好。") == "全年开展培训三次，效果良好。"


def printed(language: str) -> str:
    report = make_report(TEXT, diagnostics=(diagnostic("table.missing", table="第四部分复议诉讼表"),))
    finding = make_finding(
        report, "text.table", ("54件", "applications.granted.total"), "正文 54，表格 45。", expected="45", actual="54",
        suggestions=(Suggestion("45", True, "“54”与“45”两位数字对调，改后该处关系成立", fact="f2"),),
    )  # fmt: skip
    console = Console(width=200, file=StringIO(), record=True)
    print_findings(console, [(report, make_audit(report, finding))], TONGUES[language])  # type: ignore[arg-type,index]
    return console.export_text()


def test_a_finding_is_told_from_its_values() -> None:
    text = printed("en")
    assert "error  text.table  The text says “applications.granted54件”, the table has 45 in granted · total." in text
    assert "computed 45  stated 54" in text
    change = "(the only one; two digits of “54” and “45” swapped, after which the relation holds)"
    assert f"Suggestion: text: applications.granted 54件 → 45 {change}" in text
    assert "Reading: Not read: the table of section 4 (reconsideration and litigation)." in text
    assert "reports: 1 · error 1 · warning 0 · notice 0 · undecided 0 · figures in the text 2, compared 1" in text


def test_english_leaves_chinese_to_the_report() -> None:
    chinese = [line for line in printed("en").splitlines() if CHINESE.search(re.sub("“[^”]*”| 54件|青石县文化局|样本", "", line))]
    assert chinese == []


def test_a_finding_without_values_is_told_all_the_same() -> None:
    report = make_report(TEXT)
    for code in sorted(all_checks().keys() - cross_checks().keys()):
        assert TONGUES["en"].finding(make_finding(report, code, ("54件",), "说明"), report).endswith(".")
    for code in sorted(cross_checks()):
        for verdict in ("broken", "undecided"):
            finding = CrossFinding(code, verdict, "notice", "说明", ())  # type: ignore[arg-type]
            assert TONGUES["en"].cross(finding, {}).endswith(".")


# ---- the commands


def run(*args: str, **env: str) -> click.testing.Result:
    return CliRunner().invoke(main, list(args), env={"GOUJI_LANG": None, **env})


@pytest.mark.parametrize("name", ["gouji", *COMMANDS])
def test_help_is_complete_in_english(name: str) -> None:
    command = main if name == "gouji" else main.get_command(click.Context(main), name)
    assert command is not None
    words = command_help()[name]
    options = {long_name(p): p for p in command.params if isinstance(p, click.Option) and CHINESE.search(p.help or "")}
    assert options.keys() <= words.options.keys()
    shown = run("--lang", "en", *([] if name == "gouji" else [name]), "--help").output
    assert [line for line in shown.splitlines() if CHINESE.search(line) and not re.search("批注|予以公开46件", line)] == []
    assert words.help.split()[0] in shown


def test_help_names_no_option_that_is_gone() -> None:
    for name in command_help():
        command = main if name == "gouji" else main.get_command(click.Context(main), name)
        assert command is not None, name
    known = {long_name(p) for c in COMMANDS for p in main.get_command(click.Context(main), c).params}  # type: ignore[union-attr]
    assert {o for words in command_help().values() for o in words.options} <= known | {"--lang", "--help"}


def test_the_variable_and_the_option_choose_the_language() -> None:
    assert "Text and table differ" in run("--lang", "en", "explain", "text.table").output
    assert "Text and table differ" in run("explain", "text.table", GOUJI_LANG="en").output
    assert "正文与表格不一致" in run("explain", "text.table").output
    assert "正文与表格不一致" in run("--lang", "zh", "explain", "text.table", GOUJI_LANG="en").output
    assert "正文与表格不一致" in run("explain", "text.table", GOUJI_LANG="fr").output
    assert run("--lang", "fr", "explain").exit_code == 2
    assert set(LANGUAGES) == set(TONGUES)


def test_one_call_leaves_no_language_behind() -> None:
    assert "All upheld" in run("--lang", "en", "explain", "claim.upheld").output
    assert "All upheld" not in run("explain", "claim.upheld").output
    help_of_a_command = run("explain", "--help").output
    assert CHINESE.search(help_of_a_command)


def test_wrong_calls_are_told_in_the_language_of_the_call() -> None:
    wrong = run("--lang", "en", "audit", "x", "--select", "no.such")
    assert (wrong.exit_code, "There is no check named no.such" in wrong.output) == (2, True)
    assert "没有名为 no.such 的检查" in run("audit", "x", "--select", "no.such").output
    assert "A path does not exist." in run("--lang", "en", "extract", "no/such/file.txt").output


@pytest.mark.parametrize("arguments", [["--all"], ["--indicators"], ["text.table"], ["applications.granted"], []])
def test_explanations_are_english_but_for_law_examples_and_wordings(arguments: list[str]) -> None:
    quoted = re.compile(r"(- )?(Basis|Example|Wording|None|Units|With|Counted)|.*(。$|→)")  # definitions end with 。, examples have an arrow
    named = re.compile(r"“[^”]*”|(国办公开办函)?〔\d+〕(\d+号)?|万元|亿元|无|等|主要|其中|包括|分别为|　")
    lines = run("--lang", "en", "explain", *arguments).output.splitlines()
    assert [line for line in lines if CHINESE.search(named.sub("", line)) and not quoted.match(line)] == []
    assert len(lines) > 3


def test_records_stay_chinese(tmp_path: Path) -> None:
    sample = next((ROOT / "corpora" / "samples").rglob("*.txt"))
    one, other = (run(*language, "extract", str(sample)) for language in ([], ["--lang", "en"]))
    assert one.output == other.output
    assert json.loads(one.output)["agency"]
    for language, folder in (("zh", tmp_path / "zh"), ("en", tmp_path / "en")):
        assert run("--lang", language, "audit", str(sample), "-o", str(folder), "--quiet").exit_code == 0
    files = sorted(p.relative_to(tmp_path / "zh") for p in (tmp_path / "zh").rglob("*") if p.is_file())
    assert files
    assert [f for f in files if (tmp_path / "zh" / f).read_bytes() != (tmp_path / "en" / f).read_bytes()] == []
