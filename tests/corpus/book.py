"""What a file of answers is written with: lists of (part, what is done, source) and short hands.

`WRONG` are mistakes that students make, named; `RIGHT` is right, in many styles; `UNRELATED` is
wrong for no reason that could be named; `PARTIAL` is right for some inputs only.
"""


def book():
    """The four lists, a function that says which part follows, and one to add to each list.

    What is added is a source, or one with some of its pieces replaced: (old, new).
    """
    lists = {"WRONG": [], "RIGHT": [], "UNRELATED": [], "PARTIAL": []}
    current = [None]

    def part(name):
        current[0] = name

    def adder(key):
        def add(label, source, *replaced):
            source = source.strip("\n") + "\n"
            for old, new, *count in replaced:
                assert old in source, (current[0], label, old)
                source = source.replace(old, new, *count)
            lists[key].append((current[0], label, source))
            return source

        return add

    return (*lists.values(), part, *(adder(key) for key in lists))
