"""Word patterns: how an author says what an explanation has to mention.

A pattern is a row of words, and no regular expression. In a word, `*` stands for any letters:
`flip*`. Alone, it stands for up to three words: `kernel * flipped`. Case and punctuation do not
count, but a pattern has to be found within one sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

GAP = 3
# A full stop inside a number ends nothing, and neither does the end of a line.
END = re.compile(r"[.!?;]\s|\n\s*\n")

Words = Sequence[str]


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence, as patterns see them."""
    folded = fold(text)
    found: list[list[str]] = [[]]
    for is_word, run in groupby(folded, key=lambda character: character.isalnum()):
        if is_word:
            found[-1].append("".join(run))
        elif END.search("".join(run)):
            found.append([])
    return [words for words in found if words]


def pattern(text: str) -> list[str]:
    """The words of a pattern. Raises ValueError for one that would fit anything."""
    words = ["".join(run) for kept, run in groupby(fold(text), key=is_pattern) if kept]
    if not any(character.isalnum() for word in words for character in word):
        raise ValueError(f"the pattern {text!r} has no word")
    if words[0] == "*" or words[-1] == "*":
        raise ValueError(f"the pattern {text!r} begins or ends with a * that stands alone")
    return words


def fold(text: str) -> str:
    """Letters of one kind; an apostrophe does not part a word: `isn't` is `isnt`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")


def is_pattern(character: str) -> bool:
    return character.isalnum() or character == "*"


def mentions(words: Words, wanted: Words) -> bool:
    """Whether a sentence has a pattern's words in a row."""
    # A pattern never begins with a * that stands alone, and few words are its first.
    first = wanted[0]
    return any(fits(word, first) and follows(words, at, wanted) for at, word in enumerate(words))


def follows(words: Words, at: int, wanted: Words) -> bool:
    places = {at}
    for want in wanted:
        if want == "*":
            places = {place + skipped for place in places for skipped in range(GAP + 1)}
        else:
            places = {p + 1 for p in places if p < len(words) and fits(words[p], want)}
    return bool(places)


def fits(word: str, want: str) -> bool:
    """Whether a word is another one in which `*` stands for any letters."""
    if "*" not in want:
        return word == want
    first, *middle, last = want.split("*")
    if not (word.startswith(first) and word.endswith(last)):
        return False
    room = word[len(first) : len(word) - len(last)]
    if len(word) < len(first) + len(last):
        return False
    for piece in middle:
        at = room.find(piece)
        if at < 0:
            return False
        room = room[at + len(piece) :]
    return True


def found_in(
    text: Iterable[Words], wanted: Iterable[Words], unwanted: Iterable[Words] = ()
) -> bool:
    """Whether some sentence has one of the wanted patterns, and none of the unwanted ones."""
    unwanted = list(unwanted)
    return any(
        not any(mentions(words, pattern) for pattern in unwanted)
        for words in sentences_with(text, list(wanted))
    )


def sentences_with(text: Iterable[Words], wanted: Sequence[Words]) -> Iterator[Words]:
    for words in text:
        if any(mentions(words, pattern) for pattern in wanted):
            yield words
