"""The schema that editors read says what the models say."""

import json
from pathlib import Path

import jsonschema
import pytest

from grader.course import schema
from grader.course.item import keys_at
from grader.course.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
ITEMS = sorted(
    path
    for folder in (ROOT / "exercises", ROOT / "tests" / "course" / "good" / "exercises")
    for path in folder.glob("*.yaml")
)


def test_the_committed_schema_is_current():
    """Write it anew with `grader schema > docs/item.schema.json`."""
    written = json.dumps(schema(), indent=2, sort_keys=True) + "\n"
    assert (ROOT / "docs" / "item.schema.json").read_text(encoding="utf-8") == written


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", ITEMS, ids=lambda path: path.stem)
def test_every_item_is_valid_by_the_schema(path):
    settings = {"$ref": "#/$defs/Settings", "$defs": schema()["$defs"]}
    rules = settings if path.stem == "course" else schema()
    jsonschema.Draft202012Validator(rules).validate(read_yaml(path.read_bytes(), "f").value)


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"poinst": 1},
        {"parts": []},
        {"parts": [{"name": "a", "kind": "essay", "points": 1}]},
        {"parts": [{"name": "a", "kind": "number", "points": 0, "answer": 1}]},
        {"parts": [{"name": "a", "kind": "number", "points": 1, "answer": "1"}]},
    ],
)
def test_the_schema_refuses_what_an_editor_can_see(change):
    item = {"title": "x", "parts": [{"name": "a", "kind": "number", "points": 1, "answer": 1}]}
    validator = jsonschema.Draft202012Validator(schema())
    validator.validate(item)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**item, **change})


def test_an_editor_can_tell_what_every_key_of_a_part_and_a_case_means():
    definitions = {"Item": schema(), **schema()["$defs"]}
    names = [name for name in definitions if name.endswith("Part")]
    bare = [
        f"{name}.{key}"
        for name in [*names, "Item", "Settings", "Case", "Statement", "Remark"]
        for key, rule in definitions[name]["properties"].items()
        if "description" not in rule and "const" not in rule and "$ref" not in rule
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("trail", "keys"),
    [
        ((), {"title", "source", "topics", "corrections", "prompt", "charge_once", "gradients"}),
        (("parts", 0), {"prompt", "hint", "returns", "square", "relative", "absolute", "follows"}),
        (("parts", 0, "cases", 0), {"role", "hidden", "relative", "absolute"}),
        (("parts", 0, "cases", 0, "inputs", "x"), {"mean", "std"}),
        (("parts", 0, "cases", 0, "inputs", "y", 0), {"dtype"}),
        (("parts", 1, "mistakes", "3"), {"credit"}),
    ],
)
def test_the_keys_that_a_mapping_may_still_have_are_known(trail, keys):
    inputs = {"x": {"normal": [3]}, "y": [{"array": [1]}]}
    item = {
        "parts": [
            {
                "name": "a",
                "kind": "function",
                "points": 1,
                "cases": [{"name": "b", "inputs": inputs}],
            },
            {"kind": "number", "mistakes": {"3": {"message": "no"}}},
        ]
    }
    assert set(keys_at("Item", trail, item)) == keys
