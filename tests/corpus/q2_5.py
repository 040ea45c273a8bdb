from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("conv_costs")
A = R(
    "plain",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    params_std = c_in * c_out * k * k
    params_sep = c_in * k * k + c_in * c_out
    macs_std = params_std * h_out * w_out
    macs_sep = params_sep * h_out * w_out
    return params_std, params_sep, macs_std, macs_sep
""",
)
R(
    "factored",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    area, taps = h_out * w_out, k ** 2
    return (c_in * c_out * taps, c_in * (taps + c_out), c_in * c_out * taps * area, c_in * (taps + c_out) * area)
""",
)
R(
    "numpy",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    p = np.array([np.zeros((c_out, c_in, 1)).size * k * k, c_in * (k * k + c_out)])
    return [int(v) for v in np.concatenate([p, p * (h_out * w_out)])]
""",
)
R(
    "loops over filters",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    std = sum(k * k for _ in range(c_in) for _ in range(c_out))
    sep = sum(k * k for _ in range(c_in)) + sum(1 for _ in range(c_in) for _ in range(c_out))
    places = len(list(np.ndindex(h_out, w_out)))
    return std, sep, std * places, sep * places
""",
)
W("pointwise step left out", A, (" + c_in * c_out", ""))
W("depthwise step counted for the output channels", A, ("c_in * k * k +", "c_out * k * k +"))
W("pointwise counts c_out only", A, ("+ c_in * c_out", "+ c_out"))
W("pointwise squared c_in", A, ("+ c_in * c_out", "+ c_in * c_in"))
W("k instead of k²", A, ("k * k", "k"))
W(
    "biases added",
    A,
    ("params_std = c_in * c_out * k * k", "params_std = c_in * c_out * k * k + c_out"),
    (
        "params_sep = c_in * k * k + c_in * c_out",
        "params_sep = c_in * k * k + c_in + c_in * c_out + c_out",
    ),
)
W("additions counted too: factor 2", A, ("w_out\n", "w_out * 2\n"))
W("output places left out of the macs", A, (" * h_out * w_out", ""))
W("only the rows of the output", A, (" * h_out * w_out", " * h_out"))
W("square output assumed", A, (" * h_out * w_out", " * h_out**2"))
W("sum of sides instead of area", A, ("* h_out * w_out", "* (h_out + w_out)"))
W(
    "standard and separable swapped",
    A,
    (
        "return params_std, params_sep, macs_std, macs_sep",
        "return params_sep, params_std, macs_sep, macs_std",
    ),
)
W(
    "order params, macs of one kind first",
    A,
    (
        "return params_std, params_sep, macs_std, macs_sep",
        "return params_std, macs_std, params_sep, macs_sep",
    ),
)
W(
    "macs before params",
    A,
    (
        "return params_std, params_sep, macs_std, macs_sep",
        "return macs_std, macs_sep, params_std, params_sep",
    ),
)
W("the two steps multiplied", A, ("c_in * k * k + c_in * c_out", "c_in * k * k * c_in * c_out"))
W("depthwise kernel not per channel", A, ("= c_in * k * k +", "= k * k +"))
W(
    "pointwise without the output places",
    A,
    ("params_sep * h_out * w_out", "c_in * k * k * h_out * w_out + c_in * c_out"),
)
W(
    "depthwise macs also times c_out",
    A,
    (
        "macs_sep = params_sep * h_out * w_out",
        "macs_sep = (c_in * k * k * c_out + c_in * c_out) * h_out * w_out",
    ),
)
W(
    "standard convolution without input channels",
    A,
    ("params_std = c_in * c_out", "params_std = c_out"),
)
W(
    "ratio instead of costs",
    A,
    (
        "return params_std, params_sep, macs_std, macs_sep",
        "return params_std, params_sep / params_std, macs_std, macs_sep / macs_std",
    ),
)
U(
    "powers",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    return c_in ** 3 + 5, k ** 4 + 11 * c_out, h_out ** 3 * 7 + 1, w_out + 997
""",
)
U(
    "constants",
    """
def conv_costs(c_in, c_out, k, h_out, w_out):
    return 101, 211, 307, 401
""",
)
P("3×3 only", A, ("k * k", "9"))
P("square outputs only", A, ("h_out * w_out", "w_out ** 2"))
P("one output channel", A, ("+ c_in * c_out", "+ c_in * c_out ** 2"))
