"""Sizes, receptive field and padding: a solution."""


def conv_out_size(n, k, s=1, p=0, d=1):
    """One place for each start from which the last tap still lies in the padded input."""
    window = d * (k - 1) + 1
    last_start = n + 2 * p - window
    return len(range(0, last_start + 1, s))


width_same = 256

width_strided = 127

width_padded = 128

field = 5


def visible_inputs(layers, n, i):
    """Go up from the input and keep, for each unit of a layer, the set of inputs that it sees."""
    seen = [{position} for position in range(n)]
    for k, s, p in layers:
        padded = [set()] * p + seen + [set()] * p
        starts = range(0, len(padded) - k + 1, s)
        seen = [set().union(*padded[start : start + k]) for start in starts]
    return len(seen[i]) if i < len(seen) else 0


claims = {"a": False, "b": True}
