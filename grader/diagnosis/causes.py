"""Why a value is wrong: each cause is tried on all calls, and told only if it holds on all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from grader.diagnosis import (
    arrangement,
    conditions,
    conduct,
    form,
    inputs,
    places,
    pointwise,
    reductions,
    scaling,
    shapes,
)
from grader.diagnosis.evidence import evidence_of
from grader.diagnosis.observation import (
    Calls,
    Found,
    Observation,
    calls_of,
    listed,
    pairs_of,
)
from grader.diagnosis.shapes import differs
from grader.model import Diagnosis


@dataclass(frozen=True, slots=True)
class Cause:
    """A line of the table: what finds it, of what, and what it yields to.

    Causes of one rank are rivals: where two hold nothing is said, unless one of a higher rank and
    of the family of both holds as well, which is what they share. A higher rank is more general.
    """

    find: Callable[[Any], Iterator[Found]]
    of: str
    rank: int
    family: str = ""


# All calls; those that repeat no other; one entry of these, by its position, as arrays, and as
# one row if all shapes are right.
REPEATS, CALLS, ENTRY, PAIRS, EVIDENCE = "repeats", "calls", "entry", "pairs", "evidence"

# From the most specific to the most general.
CAUSES: tuple[Cause, ...] = (
    # What a whole call gives.
    Cause(conduct.state, REPEATS, 0),
    Cause(form.none, CALLS, 0),
    Cause(conduct.constant, CALLS, 1),
    Cause(arrangement.swapped, CALLS, 1),
    Cause(arrangement.one_entry, CALLS, 1),
    Cause(arrangement.missing_entries, CALLS, 1),
    Cause(arrangement.more_entries, CALLS, 1),
    Cause(arrangement.list_order, CALLS, 1),
    # What a whole entry is.
    Cause(arrangement.another_entry, ENTRY, 2),
    Cause(conduct.one_value, EVIDENCE, 2),
    Cause(reductions.reduction, PAIRS, 2),
    Cause(inputs.unchanged, PAIRS, 3),
    # What is done to every number of an entry.
    *(Cause(pointwise.image(id), EVIDENCE, 4, "pointwise") for id in pointwise.IMAGES),
    Cause(pointwise.absolute, EVIDENCE, 4, "pointwise"),
    Cause(pointwise.inverted, EVIDENCE, 4, "pointwise"),
    Cause(scaling.factor, EVIDENCE, 4, "pointwise"),
    Cause(scaling.offset, EVIDENCE, 4, "pointwise"),
    Cause(inputs.product, EVIDENCE, 4),
    Cause(pointwise.whole, EVIDENCE, 4, "pointwise"),
    Cause(pointwise.rounded, EVIDENCE, 4, "pointwise"),
    # Right numbers in wrong places or shapes.
    Cause(arrangement.arrangement, PAIRS, 4, "places"),
    Cause(form.shape, PAIRS, 4, "places"),
    Cause(form.broadcast, PAIRS, 4),
    Cause(form.broadcast_inside, PAIRS, 4),
    Cause(arrangement.permuted, PAIRS, 5),
    Cause(arrangement.order, PAIRS, 6, "places"),
    # Wrong shapes; where only some windows are too many or too few, the sum says more than that.
    Cause(shapes.window, PAIRS, 5),
    Cause(form.block, PAIRS, 6),
    Cause(shapes.axis, PAIRS, 7),
    # Right here and wrong there.
    Cause(places.nonfinite, CALLS, 5),
    Cause(conduct.ignored, CALLS, 6),
    Cause(places.edge, EVIDENCE, 7),
    Cause(places.place, EVIDENCE, 7),
    Cause(places.mask_missing, EVIDENCE, 7),
    Cause(places.mask_extra, EVIDENCE, 7),
    Cause(scaling.sometimes, EVIDENCE, 8),
    Cause(places.where, EVIDENCE, 8),
    Cause(pointwise.precision, EVIDENCE, 8),
    Cause(conditions.right_when, CALLS, 9),
)
RANKS = sorted({cause.rank for cause in CAUSES})
# Up to this rank a cause is about calls alone, and no entry needs to be looked at.
WHOLE = 1

Tries = Callable[[Cause], tuple[Found, ...]]
Subjects = Mapping[str, Tries]
Hit = tuple[Cause, Found]


def explain(observations: Sequence[Observation], returns: Sequence[str] = ()) -> Diagnosis | None:
    """The one cause that explains every call, or one entry of every call; else None.

    That arguments are changed in place is told besides, or where nothing else is to be told.

    Of entries that are wrong for different causes, the one with the most specific cause is told.

    Calls that were skipped tell nothing. The id is `cause.` and what does not depend on numbers.
    """
    calls = calls_of(observations, returns)
    if calls is None:
        return None
    changed = conduct.in_place(calls)
    # What a cause makes of right numbers may overflow, or be none.
    with np.errstate(all="ignore"):
        found = None if calls.right.all() else explanation(calls)
    if found is None or changed is None:
        return found if changed is None else diagnosis(changed.id, changed.sentence)
    return replace(found, message=f"{found.message} Besides: {changed.sentence}")


def explain_calls(
    observations: Sequence[Observation], returns: Sequence[str] = ()
) -> Diagnosis | None:
    """As `explain`, but only of causes that are about whole calls, such as two entries swapped."""
    calls = calls_of(observations, returns)
    if calls is None or calls.right.all():
        return None
    with np.errstate(all="ignore"):
        return of_calls(calls)


def of_calls(calls: Calls) -> Diagnosis | None:
    whole = decide({REPEATS: tries(calls), CALLS: tries(calls.firsts)}, RANKS[: WHOLE + 1])
    return None if whole is None else diagnosis(whole[1].id, whole[1].sentence)


def explanation(calls: Calls) -> Diagnosis | None:
    """What is said of calls of which one is wrong."""
    whole = of_calls(calls)
    if whole is not None:
        return whole
    on_calls = tries(calls.firsts)
    subjects = [(name, {CALLS: on_calls, **found}) for name, found in subjects_of(calls.firsts)]
    hits = [
        (name, decide(s, RANKS[WHOLE + 1 :])) for name, s in subjects or [("", {CALLS: on_calls})]
    ]
    told = [(name, hit) for name, hit in hits if hit is not None]
    if not told:
        return None
    first = min((hit for _, hit in told), key=lambda hit: hit[0].rank)
    cause, found = first
    names = [name for name, hit in told if hit == first]
    if cause.of == CALLS or names in ([""], list(calls.returns)):
        return diagnosis(found.id, found.sentence)
    return diagnosis(found.id, f"In {listed(names)}: {found.sentence}")


def diagnosis(id: str, sentence: str) -> Diagnosis:
    return Diagnosis(mistake=f"cause.{id}", message=sentence)


def tries(subject: Any) -> Tries:
    """What each cause finds about a subject, computed once."""
    return cache(lambda cause: tuple(cause.find(subject)))


def subjects_of(calls: Calls) -> Iterator[tuple[str, Subjects]]:
    """What causes are about, for each wrong entry that can be compared."""
    for at, (name, got, want) in enumerate(calls.entries):
        pairs = pairs_of(calls.all, got, want)
        if pairs is None:
            continue
        evidence = evidence_of(pairs)
        if evidence is not None:
            entry = tries((calls, at))
            yield name, {ENTRY: entry, PAIRS: tries(pairs), EVIDENCE: tries(evidence)}
        elif any(differs(pair) for pair in pairs) and not is_misplaced(calls, at):
            yield name, {ENTRY: tries((calls, at)), PAIRS: tries(pairs)}


def is_misplaced(calls: Calls, at: int) -> bool:
    """Whether an entry has the shapes of another one, which are wrong as well: no more can be said
    of its shape than that entries may be mixed up."""
    entries = calls.entries
    others = [entry for i, entry in enumerate(entries) if i != at]
    return any(
        all(np.shape(g) == np.shape(w) for g, w in zip(entries[at][1], want, strict=True))
        and any(np.shape(g) != np.shape(w) for g, w in zip(got, want, strict=True))
        for _, got, want in others
    )


def decide(subjects: Subjects, ranks: Sequence[int]) -> Hit | None:
    """The only cause of the first rank that has one; what rivals share, if it is a cause."""
    for rank in ranks:
        hits = list(found_of(subjects, [cause for cause in CAUSES if cause.rank == rank]))
        if len({found for _, found in hits}) == 1:
            return hits[0]
        if hits:
            families = {cause.family for cause, _ in hits}
            general = [c for c in CAUSES if c.rank > rank and {c.family} == families != {""}]
            return next(found_of(subjects, general), None)
    return None


def found_of(subjects: Subjects, causes: Sequence[Cause]) -> Iterator[Hit]:
    for cause in causes:
        if cause.of in subjects:
            yield from ((cause, found) for found in subjects[cause.of](cause))
