"""Why a function part is wrong: what proves a cause, from its cases and from unscored probes."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from grader.checks import Finding, Unlike, as_wanted, compare
from grader.diagnosis import Outcome, causes, known_mistake
from grader.diagnosis.observation import Observation
from grader.errors import CourseError
from grader.kinds.cases import FunctionPart, Posed, Probe, inputs_of, sent, solve
from grader.kinds.chains import Chain, chain_of, consistent
from grader.kinds.gradients import Gradients
from grader.kinds.relations import Relations
from grader.kinds.slipped import Slips
from grader.model import (
    Diagnosis,
    Exercise,
    Mistake,
    Output,
    Property,
    Returned,
    Value,
)
from grader.values import describe

# Causes that say where an answer is wrong, more than why: a slip that explains all says more.
WEAK = {"only", "edge", "nonfinite", "overflow", "order", "precision", "default", "block"}
WEAK |= {"mask_missing", "mask_extra", "except", "place", "where", "one_off", "in_place"}


class Reasons:
    """What right answers, known mistakes and facts give for one part and seed, computed once."""

    def __init__(
        self,
        part: FunctionPart,
        exercise: Exercise,
        posed: Sequence[Posed],
        tries: Sequence[Probe],
        gradients: Gradients,
        relations: Relations,
    ) -> None:
        self.part, self.exercise, self.posed, self._tries = part, exercise, posed, tries
        self.gradients, self.relations = gradients, relations
        self.parameters = exercise.stub.signatures[part.name]

    def diagnoses(
        self, outputs: Sequence[Output], probed: Sequence[Output]
    ) -> tuple[Diagnosis, ...]:
        """The causes of a wrong part, from what is most specific; none where nothing is proved."""
        probed, passes, related = self.split(probed)
        answered = [
            (posed, output, probe.repeats)
            for posed, output, probe in zip(self._solved, probed, self._tries, strict=True)
            if posed is not None
        ]
        tried = [*outputs, *(output for _, output, repeats in answered if not repeats)]
        again = [(posed, output) for posed, output, repeats in answered if repeats]
        known = known_mistake(tried, self.mistakes, self.tried, self.part.returns)
        seen = [*zip(self.tried, tried, strict=True), *again]
        if known:
            return known
        cause = self._cause(seen)
        if not cause or is_weak(cause[0]):
            cause = self.slips.find(tried) or self.gradients.explain(passes) or cause
        return (*cause, *self._violations(outputs), *self.relations.violations(outputs, related))

    def split(self, probed: Sequence[Output]) -> tuple[Sequence[Output], ...]:
        """What answers the tries, the calls of the gradients, and those of the relations."""
        tries = len(self._tries)
        passes = tries + len(self.gradients.calls)
        return probed[:tries], probed[tries:passes], probed[passes:]

    def _cause(self, pairs: Sequence[tuple[Posed, Output]]) -> tuple[Diagnosis, ...]:
        seen = [self._observation(i, *pair) for i, pair in enumerate(pairs)]
        link = self._first_wrong_link(pairs)
        if link is None:
            found = causes.explain(seen, self.part.returns)
        else:
            found = causes.explain_calls(seen, self.part.returns) or self._link(link, seen)
        return () if found is None else (found,)

    def _link(self, link: str, seen: Sequence[Observation]) -> Diagnosis:
        """Why the first wrong link is wrong; that it is the first, where nothing is proved."""
        at = self.part.returns.index(link)
        found = causes.explain([only(each, at) for each in seen], [link])
        if found is not None and found.mistake == "cause.in_place":
            return found
        if found is not None:
            return replace(found, message=f"In `{link}`, the first wrong link: {found.message}")
        assert self.chain is not None
        before = set(self.part.returns) & set(self.chain.needs(link))
        told = "what it follows from is right" if before else "it follows from no other entry"
        return Diagnosis(
            mistake=f"chain.{link}",
            message=f"`{link}` is the first wrong link of the chain: {told}.",
        )

    def _first_wrong_link(self, pairs: Sequence[tuple[Posed, Output]]) -> str | None:
        """The first entry along the chain that is wrong in some call and follows from none."""
        if self.chain is None:
            return None
        wrong: set[str] = set()
        for posed, output in pairs:
            if not isinstance(output, Returned):
                return None
            entries = self._compared(posed, output.value).entries
            if not entries and self._is_wrong(posed, output.value):
                return None
            follows = self._follows(posed, output.value) if entries else {}
            named = zip(self.part.returns, entries, strict=False)
            wrong |= {n for n, entry in named if entry.credit < 1 and n not in follows}
        return next((name for name in self.chain.order if name in wrong), None)

    def inputs(self, posed: Posed) -> dict[str, Value]:
        """Every input by name, from the contract where the call leaves it out."""
        return inputs_of(self.parameters, posed.arguments)

    def _observation(self, order: int, posed: Posed, output: Output) -> Observation:
        left_out = self.parameters[len(posed.arguments) :]
        return Observation(
            inputs=self.inputs(posed),
            want=posed.want,
            output=output,
            tolerance=posed.tolerance,
            hidden=posed.case.hidden,
            order=order,
            defaulted=frozenset(parameter.name for parameter in left_out),
        )

    @cached_property
    def slips(self) -> Slips:
        return Slips(self.part, self.exercise, self.tried)

    # --- entries that follow --------------------------------------------------------------------

    @cached_property
    def chain(self) -> Chain | None:
        """How entries follow from each other. Raises CourseError."""
        return chain_of(self.part, self.exercise, [p.name for p in self.parameters])

    def followed(self, posed: Posed, got: Value, found: Finding) -> Finding:
        """What a wrong tuple is worth, in which entries that follow keep their credit."""
        return consistent(found, self._follows(posed, got), self.part.returns)

    def _follows(self, posed: Posed, got: Value) -> dict[str, tuple[str, ...]]:
        if self.chain is None:
            return {}
        return self.chain.followed(self.inputs(posed), got, posed.want, posed.tolerance)

    # --- what is computed once ------------------------------------------------------------------

    @cached_property
    def tried(self) -> tuple[Posed, ...]:
        """Every case, then every probe with numbers of its own that has a right answer."""
        solved = zip(self._solved, self._tries, strict=True)
        return (*self.posed, *(p for p, probe in solved if p is not None and not probe.repeats))

    @cached_property
    def _solved(self) -> tuple[Posed | None, ...]:
        """The probes with their right answers. Nobody declared these inputs: where the reference
        fails on one, it is left out."""
        return tuple(self._solve(probe) for probe in self._tries)

    def _solve(self, probe: Probe) -> Posed | None:
        try:
            return solve(self.part, probe.case, self.exercise, probe.arguments)
        except CourseError:
            return None

    @cached_property
    def mistakes(self) -> tuple[tuple[Mistake, tuple[Outcome, ...]], ...]:
        """Each known mistake with what it gives on every case, then on every probe."""
        reference = self.exercise.reference
        return tuple(
            (
                mistake,
                tuple(
                    sent(reference.attempt(mistake.function, copy.deepcopy(posed.arguments)))
                    for posed in self.tried
                ),
            )
            for mistake in reference.mistakes(self.part.name)
        )

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        return self.exercise.reference.properties(self.part.name)

    # --- facts about outputs --------------------------------------------------------------------

    def _violations(self, outputs: Sequence[Output]) -> tuple[Diagnosis, ...]:
        """What wrong outputs violate of what the reference says of all right ones, each once."""
        found: dict[str, Diagnosis] = {}
        for posed, output in zip(self.posed, outputs, strict=True):
            if isinstance(output, Returned) and self._is_wrong(posed, output.value):
                for fact in self.properties:
                    sentence = self.violated(fact, posed, output.value)
                    if sentence is not None:
                        told = f"{posed.case.name}: {sentence}"
                        violated = Diagnosis(mistake=f"property.{fact.id}", message=told)
                        found.setdefault(fact.id, violated)
        return tuple(found.values())

    def _is_wrong(self, posed: Posed, got: Value) -> bool:
        return self._compared(posed, got).credit < 1

    def _compared(self, posed: Posed, got: Value) -> Finding:
        return compare(got, posed.want, posed.tolerance, self.part.returns)

    def violated(self, fact: Property, posed: Posed, got: Value) -> str | None:
        """How a value violates a fact; None where it does not, or has no form to be asked."""
        try:
            names = self.named(posed, got)
        except Unlike:
            return None
        if not set(fact.parameters) <= names.keys():
            return None
        values = copy.deepcopy([names[name] for name in fact.parameters])
        outcome = self.exercise.reference.attempt(fact.function, values)
        return outcome.value if isinstance(outcome, Returned) else None

    def named(self, posed: Posed, got: Value) -> dict[str, Value]:
        """The inputs of a case, its output and the entries of it, by name. Raises Unlike."""
        inputs = self.inputs(posed)
        if not self.part.returns:
            return {**inputs, "output": as_wanted(got, posed.want)}
        if not isinstance(got, (list, tuple)) or len(got) != len(self.part.returns):
            raise Unlike(describe(got))
        entries = tuple(as_wanted(g, w) for g, w in zip(got, posed.want, strict=True))
        return {**inputs, **dict(zip(self.part.returns, entries, strict=True)), "output": entries}


def only(seen: Observation, entry: int) -> Observation:
    """An observation of one entry of a tuple."""
    assert isinstance(seen.output, Returned)
    output = replace(seen.output, value=(seen.output.value[entry],))
    return replace(seen, want=(seen.want[entry],), output=output)


def is_weak(cause: Diagnosis) -> bool:
    """Whether it says where an answer is wrong, more than why."""
    family, name = cause.mistake.split(".")[:2]
    return family == "chain" or name in WEAK
