"""The sample class's exact reports and table. Written anew by: pytest --regenerate"""

import json
from pathlib import Path

import pytest

from grader import gradebook
from grader.exporters.json import lines, read_line, schema

CLASS = Path(__file__).parents[1] / "examples" / "class"
GOLDEN = Path(__file__).parent / "golden"
PROVENANCE = {
    "submission", "exercise", "reference", "seed", "grader", "python", "numpy", "sandbox"
}  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    from grader import cli

    out = tmp_path_factory.mktemp("class") / "results"
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", str(CLASS), "--out", str(out), "--jobs", "2"])
    assert ended.value.code == 0
    return out


def reports(results):
    return [json.loads(line) for line in lines_of(results)]


def lines_of(results):
    return lines(gradebook.load(results)).splitlines()


def test_the_reports_are_exactly_these(results, golden):
    for report in reports(results):
        assert set(report.pop("provenance")) == PROVENANCE
        name = f"{report['student']}.{report['exercise']}.json"
        golden(GOLDEN / name, json.dumps(report, indent=2, ensure_ascii=False) + "\n")


def test_there_is_a_golden_file_for_each_report_and_no_other(results):
    names = {f"{r['student']}.{r['exercise']}.json" for r in reports(results)}
    assert {path.name for path in GOLDEN.glob("*.json")} == names


def test_the_table_is_exactly_this(results, golden):
    golden(GOLDEN / "grades.csv", (results / "grades.csv").read_text(encoding="utf-8"))


def test_nothing_of_a_hidden_case_is_in_what_students_get(results):
    values = {json.loads(content)["expected"] for *_, content in gradebook.sealed(results)}
    values = {value for value in values if len(value) > 12}
    assert values, "the sample has hidden cases with arrays"
    pages = [path.read_text(encoding="utf-8") for path in (results / "students").iterdir()]
    for text in [*lines_of(results), *pages]:
        assert not [value for value in values if value in text or json.dumps(value) in text]
    for report in reports(results):
        for part in report["parts"]:
            for case in part["cases"]:
                assert not case["hidden"] or not {"input", "expected", "got"} & set(case)


def test_a_second_run_writes_the_same_bytes(results, tmp_path):
    from grader import cli

    with pytest.raises(SystemExit):
        cli.main(["grade", str(CLASS), "--out", str(tmp_path), "--jobs", "1"])
    for path in sorted(results.rglob("*")):
        if path.is_file() and path.name != "results.db":
            assert path.read_bytes() == (tmp_path / path.relative_to(results)).read_bytes()
    assert lines_of(tmp_path) == lines_of(results)


def test_the_reports_are_what_their_schema_says(results, root):
    from jsonschema import Draft202012Validator

    committed = json.loads((root / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    assert committed == schema(), "write it anew: grader schema --report > docs/report.schema.json"
    validator = Draft202012Validator(committed)
    for report in reports(results):
        validator.validate(report)
        assert list(report)[:2] == ["schema", "exercise"]


def test_a_report_comes_back_from_its_line(results):
    for line in lines_of(results):
        assert lines([read_line(line, "here")]) == line + "\n"
        assert read_line(line[:-1] + ', "new_key": 1}', "here") == read_line(line, "here")
