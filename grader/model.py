"""The nouns: frozen values that flow from a submission to its report, and small protocols."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from grader.words import one_line

# What a student's name can hold once it has come through the wall: None, bool, int, float, str,
# a plain NumPy array, lists, tuples and dictionaries of these, or a Foreign.
Value = Any


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value that does not come through the wall, told by what it is: `a DataFrame`."""

    description: str


class Status(StrEnum):
    """How a case, a part or an exercise ended."""

    PASSED = "passed"
    PARTIAL = "partial"
    MISSED = "missed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    SKIPPED = "skipped"
    NOT_ATTEMPTED = "not_attempted"
    UNREADABLE = "unreadable"
    NEEDS_REVIEW = "needs_review"
    UNGRADED = "ungraded"


class Role(StrEnum):
    """What a case is for: core cases earn, edge cases cost, examples only show."""

    CORE = "core"
    EDGE = "edge"
    EXAMPLE = "example"


# --- what is asked of a submission, and what comes back -----------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a student's function, with arguments by position.

    A `probe` is asked for after all cases, to explain them: what it costs or prints counts for
    nothing, and where one stops the others are not run.
    """

    part: str
    function: str
    arguments: tuple[Value, ...]
    hidden: bool = False
    seed: int = 0
    probe: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The value of one name in a student's file."""

    probe: ClassVar[bool] = False

    part: str
    name: str
    hidden: bool = False


Ask = Call | Read


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time unless `wall`; memory in MiB of address space.

    `submission_wall` bounds what waits: a file of many short sleeps never meets another limit.
    `threads` counts the first one, and is kept by the jail; NumPy always has one.
    """

    call_seconds: float = 2.0
    call_wall: float = 5.0
    child_seconds: float = 10.0
    submission_seconds: float = 20.0
    submission_wall: float = 60.0
    memory_mib: int = 1024
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """What a sandbox runs: one file, then its asks in order. It holds no expected value."""

    module: str
    source: bytes
    asks: tuple[Ask, ...]
    limits: Limits = field(default_factory=Limits)
    allow: tuple[str, ...] = ("numpy",)


@dataclass(frozen=True, slots=True)
class Returned:
    """A value came back; `changed` are the positions of arguments changed in place."""

    value: Value
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception: its class, the nearest built-in class, its text, its line in the file."""

    error: str
    builtin: str
    message: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """No answer: the limit was reached, the process ended, or the ask was skipped."""

    status: Status
    message: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The file defines no such name, or a function was asked for and the name is none."""


Output = Returned | Raised | Stopped | Absent


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file could not be read as Python, and where."""

    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A top-level statement that did not come to its end, and the names it was to define.

    A Fault says that it could not be read; then the names are all the words in it.
    """

    line: int
    names: tuple[str, ...]
    output: "Raised | Stopped | Fault"


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name is defined last, and a digest of a function's body: "" says it is empty."""

    first: int
    last: int
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What a student's name takes by position; `accepted` is None for `*args`.

    `kind` is None for something that can be called, else what it is instead: `an int`.
    """

    required: int = 0
    accepted: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a sandbox saw: an output for each ask, in order, and the file's own story."""

    outputs: tuple[Output, ...]
    failures: tuple[Failure, ...] = ()
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    printed: str = ""
    fault: Fault | None = None


class Sandbox(Protocol):
    """A wall. `name` is what provenance prints: the sandbox and what it proved to hold."""

    @property
    def name(self) -> str: ...

    def run(self, job: Job) -> Run:
        """Run a job.

        Raises SandboxError if the code could not be run as promised.
        """

    def close(self) -> None:
        """End every process that this sandbox keeps ready."""


# --- what a course says -------------------------------------------------------------------------


class Frozen(BaseModel):
    """A value read from outside: frozen, and no unknown key passes."""

    # Built when first used: most of these are used as a part of another.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


# What is read as a paragraph, however its lines are broken in YAML.
Line = Annotated[str, AfterValidator(one_line)]


class Part(Frozen):
    """What every kind of part has; the rest is in its kind's file."""

    needs_prompt: ClassVar[bool] = False

    name: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z][A-Za-z0-9_]*$",
            description="What the student's file defines to answer it.",
        ),
    ]
    kind: str
    points: Annotated[
        float, Field(gt=0, allow_inf_nan=False, description="What a full answer earns.")
    ]
    prompt: Annotated[str, Field(description="Markdown, with formulas between dollar signs.")] = ""
    hint: Annotated[
        Line | None,
        Field(description="What helps without giving the answer, shown when asked for."),
    ] = None

    def question(self) -> str:
        """The prompt, with whatever there is to choose from, as Markdown."""
        return self.prompt


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in a stub's signature; `default` is None where `required`."""

    name: str
    required: bool
    default: Value = None


@dataclass(frozen=True, slots=True)
class Stub:
    """What a student starts from: signatures are the contract, bodies tell it untouched."""

    path: Path
    source: str
    signatures: Mapping[str, tuple[Parameter, ...]]
    bodies: Mapping[str, str | None]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong implementation: `message` is what a student who makes it reads."""

    id: str
    message: str
    function: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Property:
    """A fact about right outputs. The function takes inputs of the case, entries of `returns`, or
    `output`, by name; it returns None, or a sentence that says how the fact is violated."""

    id: str
    function: Callable[..., Value]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact about outputs at related inputs. The function takes `rng` and inputs of a case by
    name, yields changed inputs once, gets the outputs back, and returns None, or a sentence that
    says how they violate it. One that returns before it yields does not apply to a case."""

    id: str
    function: Callable[..., Any]
    parameters: tuple[str, ...]


class Reference(Protocol):
    """Right answers and known mistakes of one exercise. All raise CourseError."""

    path: Path

    def answer(self, name: str) -> Callable[..., Value]: ...

    def mistakes(self, part: str) -> tuple[Mistake, ...]: ...

    def properties(self, part: str) -> tuple[Property, ...]: ...

    def relations(self, part: str) -> tuple[Relation, ...]: ...

    def make(self, name: str, rng: Any) -> Value: ...

    def call(self, function: Callable[..., Value], arguments: Sequence[Value]) -> Value: ...

    def attempt(
        self, function: Callable[..., Value], arguments: Sequence[Value]
    ) -> "Returned | Raised":
        """What a mistake gives; it may raise as a student's code may."""

    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Exercise:
    """One item of a course with the files that belong to it."""

    id: str
    path: Path
    title: str
    topics: tuple[str, ...]
    prompt: str
    parts: tuple[Part, ...]
    source: tuple[str, int | str] | None
    corrections: tuple[str, ...]
    charge_once: bool
    gradients: Mapping[str, str]
    stub: Stub
    solution: Path
    reference: Reference
    digest: str


# --- what a report says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayData:
    """An array as nested lists; non-finite numbers are "NaN", "Infinity", "-Infinity"."""

    shape: tuple[int, ...]
    dtype: str
    data: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value for people (six significant digits, at most 2,000 characters) and for programs."""

    text: str
    value: ArrayData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReport:
    """One case. Of a hidden one, input, expected and got are None here and absent in JSON."""

    name: str
    role: Role
    hidden: bool = False
    status: Status
    credit: float
    message: str | None = None
    input: Shown | None = None
    expected: Shown | None = None
    got: Shown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A cause that is proved: the id counts it over a class, the message explains it.

    The id is that of a known mistake, `cause.<name>` for what holds on all calls, `slip.<name>` for
    what a right answer with one slip gives, `chain.<entry>` for the first wrong entry,
    `gradient.<entry>` for a backward pass beside the student's own forward pass, or
    `property.<function>` and `relation.<function>` for a fact that is violated.
    """

    mistake: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the student wrote for a part, and the line where it begins."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about the file as a whole: a statement that stopped, or could not be read."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula as it was understood, made from our own tree."""

    text: str
    mathml: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReport:
    """One part. `earned` is None while a person has to decide, and where nothing was graded."""

    name: str
    kind: str
    status: Status
    points: float
    earned: float | None
    pending: float = 0.0
    prompt: str = ""
    hint: str | None = None
    answer: Answer | None = None
    message: str | None = None
    line: int | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    suggestion: Any = None
    signature: str | None = None
    judged_by: str | None = None
    key: Shown | None = None
    read_as: Formula | None = None
    cases: tuple[CaseReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which question, seed and versions gave a mark."""

    submission: str | None
    exercise: str
    reference: str
    seed: int
    grader: str
    python: str
    numpy: str
    sandbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is known about one student's exercise; what is not here cannot be shown."""

    exercise: str
    title: str
    topics: tuple[str, ...] = ()
    prompt: str = ""
    student: str
    status: Status
    points: float
    earned: float | None
    pending: float
    trouble: str | None = None
    parts: tuple[PartReport, ...]
    remarks: tuple[Remark, ...] = ()
    output: str = ""
    provenance: Provenance


# --- what a course's policies make of reports ---------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """A mark under the course's policies; `because` says in words what they changed, in order.

    `adjusted` is None where the grading gave no mark. `pending` points are in neither.
    """

    student: str
    exercise: str
    points: Decimal
    earned: Decimal | None
    adjusted: Decimal | None
    pending: Decimal
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedTotal:
    """What a student has of a course; `adjusted` is None while a mark in it is not known."""

    student: str
    points: Decimal
    adjusted: Decimal | None
    pending: Decimal
    because: tuple[str, ...] = ()
