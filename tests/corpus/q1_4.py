from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("xavier")
A = R(
    "np.prod",
    """
def xavier(shape, gain=1.0):
    rf = int(np.prod(shape[2:]))
    fan_in = shape[1] * rf
    fan_out = shape[0] * rf
    std = gain * np.sqrt(2.0 / (fan_in + fan_out))
    limit = np.sqrt(3.0) * std
    return fan_in, fan_out, std, limit
""",
)
R(
    "cases by length",
    """
def xavier(shape, gain=1.0):
    if len(shape) == 2:
        out, inn = shape
        k = 1
    else:
        out, inn, kh, kw = shape
        k = kh * kw
    return inn * k, out * k, gain * (2 / (k * (inn + out))) ** 0.5, gain * (6 / (k * (inn + out))) ** 0.5
""",
)
R(
    "math.prod, list",
    """
def xavier(shape, gain=1.0):
    total = math.prod(shape)
    fi, fo = total // shape[0], total // shape[1]
    s = gain * math.sqrt(2) / math.sqrt(fi + fo)
    return [fi, fo, s, s * math.sqrt(12) / 2]
""",
)
R(
    "dummy array",
    """
def xavier(shape, gain=1.0):
    w = np.empty(shape)
    fan_in = w[0].size
    fan_out = w[:, 0].size
    limit = gain * np.sqrt(6 / (fan_in + fan_out))
    return float(fan_in), float(fan_out), limit / np.sqrt(3), limit
""",
)
W("fan_in and fan_out swapped", A, ("return fan_in, fan_out", "return fan_out, fan_in"))
W(
    "shape read as (in, out)",
    A,
    ("shape[1] * rf", "shape[0]*rf"),
    ("shape[0] * rf", "shape[1] * rf"),
)
W("kernel size left out of both fans", A, ("rf = int(np.prod(shape[2:]))", "rf = 1"))
W("kernel size left out of fan_out", A, ("shape[0] * rf", "shape[0]"))
W("kernel width only", A, ("int(np.prod(shape[2:]))", "(shape[2] if len(shape) > 2 else 1)"))
W(
    "kernel sides added",
    A,
    ("int(np.prod(shape[2:]))", "(shape[2] + shape[3] if len(shape) > 2 else 1)"),
)
W("He: 2/fan_in", A, ("2.0 / (fan_in + fan_out)", "2.0 / fan_in"))
W("LeCun: 1/fan_in", A, ("2.0 / (fan_in + fan_out)", "1.0 / fan_in"))
W("1 instead of 2 under the root", A, ("2.0 / (fan_in", "1.0 / (fan_in"))
W(
    "variance instead of the standard deviation",
    A,
    ("gain * np.sqrt(2.0 / (fan_in + fan_out))", "gain * 2.0 / (fan_in + fan_out)"),
)
W("gain left out", A, ("gain * np.sqrt", "np.sqrt"))
W("gain under the root", A, ("gain * np.sqrt(2.0 /", "np.sqrt(gain * 2.0 /"))
W("gain squared", A, ("gain * np.sqrt", "gain**2 * np.sqrt"))
W("gain not in the limit", A, ("np.sqrt(3.0) * std", "np.sqrt(6.0 / (fan_in + fan_out))"))
W("gain twice in the limit", A, ("np.sqrt(3.0) * std", "gain * np.sqrt(3.0) * std"))
W("limit 3·std", A, ("np.sqrt(3.0) * std", "3.0 * std"))
W("limit equals std", A, ("np.sqrt(3.0) * std", "std"))
W("limit is std over root 3", A, ("np.sqrt(3.0) * std", "std / np.sqrt(3.0)"))
W("limit from the full width, root 12", A, ("np.sqrt(3.0) * std", "np.sqrt(12.0) * std"))
W("integer division under the root", A, ("2.0 / (fan_in + fan_out)", "2 // (fan_in + fan_out)"))
W(
    "fan_in + fan_out counted with a bias",
    A,
    ("fan_in = shape[1] * rf", "fan_in = shape[1] * rf + 1"),
)
W("default gain root 2", A, ("gain=1.0", "gain=2**0.5"))
W("std and limit swapped", A, ("std, limit\n", "limit, std\n"))
W("returns sampled weights too", A, ("std, limit\n", "np.random.uniform(-limit, limit, shape)\n"))
W(
    "gain remembered from an earlier call",
    A,
    ("def xavier", "_g = []\n\ndef xavier"),
    ("    rf =", "    _g.append(gain)\n    rf ="),
    ("gain * np", "_g[0] * np"),
)
U(
    "logs",
    """
def xavier(shape, gain=1.0):
    return 3 * shape[0] + 5, shape[1] ** 2 + 4, math.log(1.3 + gain), math.cos(shape[0]) + 2
""",
)
U(
    "constants",
    """
def xavier(shape, gain=1.0):
    return 7, 11, 0.123, 0.456
""",
)
P(
    "dense layers only",
    A,
    ("rf = int(np.prod(shape[2:]))", "rf = 1 if len(shape) == 2 else 2 * shape[2]"),
)
P("square layers only", A, ("fan_in = shape[1] * rf", "fan_in = shape[0]*rf"))
P("square kernels only", A, ("int(np.prod(shape[2:]))", "(shape[2] ** 2 if len(shape) > 2 else 1)"))
