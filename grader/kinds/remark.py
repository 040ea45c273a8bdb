"""A wrong answer that the author foresaw: a message, and perhaps a share of the points."""

from dataclasses import replace
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from grader.kinds.outcome import verdict
from grader.model import Diagnosis, Frozen, Line, Part, PartReport


class Remark(Frozen):
    """In YAML a message alone, or `{message: ..., credit: 0.5}`."""

    message: Annotated[Line, Field(min_length=1, description="What the student reads.")]
    credit: Annotated[
        float, Field(ge=0, lt=1, description="The share of the points that it still earns.")
    ] = 0.0

    def diagnosis(self, id: str) -> Diagnosis:
        return Diagnosis(mistake=id, message=self.message)

    def verdict(self, part: Part, id: str) -> PartReport:
        """The verdict on a part answered with this mistake."""
        return replace(verdict(part, self.credit), diagnoses=(self.diagnosis(id),))


def spelt_out(value: Any) -> Any:
    if not isinstance(value, (str, dict, Remark)):
        raise ValueError("must be a message, or a mapping of message and credit")
    return {"message": value} if isinstance(value, str) else value


Spelt = Annotated[Remark, BeforeValidator(spelt_out, json_schema_input_type=str | Remark)]
Remarks = dict[str, Spelt]
