from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("conv_params")
A = R(
    "plain",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    n = c_in * kh * kw * c_out
    if bias:
        n += c_out
    return n
""",
)
R(
    "per filter",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    return c_out * (c_in * kh * kw + bool(bias))
""",
)
R(
    "array size",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    return np.prod([c_out, c_in, kh, kw]) + (c_out if bias else 0)
""",
)
R(
    "loop",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    n = 0
    for _ in range(c_out):
        for _ in range(c_in):
            n += kh * kw
        n += 1 if bias else 0
    return float(n)
""",
)
W("bias left out", A, ("        n += c_out\n", "        n += 0\n"))
W("one bias for the whole layer", A, ("n += c_out", "n += 1"))
W("a bias for each input channel", A, ("n += c_out", "n += c_in"))
W("a bias for each filter and channel", A, ("n += c_out", "n += c_out * c_in"))
W("input channels forgotten", A, ("c_in * kh", "kh"))
W("filters forgotten", A, ("kw * c_out", "kw"))
W("square kernel assumed (kh twice)", A, ("kh * kw", "kh * kh"))
W("square kernel assumed (kw twice)", A, ("kh * kw", "kw * kw"))
W("kernel sides added", A, ("kh * kw", "(kh + kw)"))
W("bias flag reversed", A, ("if bias:", "if not bias:"))
W("bias always added", A, ("if bias:", "if True:"))
W("a bias for each tap", A, ("n += c_out", "n += c_out * kh * kw"))
W("channels added", A, ("c_in * kh * kw * c_out", "(c_in + c_out) * kh * kw"))
W("default without bias", A, ("bias=True", "bias=False"))
W("returned as a tuple", A, ("return n", "return n, c_out"))
W("returns a string", A, ("return n", "return str(n)"))
W("depthwise: channels not mixed", A, ("c_in * kh * kw * c_out", "c_in * kh * kw + c_in * c_out"))
U(
    "squares",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    return (c_in + 3) ** 2 * kw + 17 * kh
""",
)
U(
    "constant",
    """
def conv_params(c_in, c_out, kh, kw, bias=True):
    return 1208
""",
)
P("right for square kernels", A, ("kh * kw", "max(kh, kw) ** 2"))
P("right without a bias", A, ("n += c_out", "n += kh"))
P("right for one channel", A, ("c_in * kh", "c_in ** 2 * kh"))

part("dense_params")
A = R(
    "np.prod",
    """
def dense_params(in_shape, out_shape, bias=True):
    n_in = int(np.prod(in_shape))
    n_out = int(np.prod(out_shape))
    n = n_in * n_out
    if bias:
        n += n_out
    return n
""",
)
R(
    "math.prod",
    """
def dense_params(in_shape, out_shape, bias=True):
    return (math.prod(in_shape) + (1 if bias else 0)) * math.prod(out_shape)
""",
)
R(
    "loops",
    """
def dense_params(in_shape, out_shape, bias=True):
    a = b = 1
    for v in in_shape:
        a *= v
    for v in out_shape:
        b *= v
    return a * b + b * int(bias)
""",
)
R(
    "concatenated shapes",
    """
def dense_params(in_shape, out_shape, bias=True):
    w = 1
    for v in list(in_shape) + list(out_shape):
        w = w * v
    return w + (np.prod(np.array(out_shape)) if bias else 0)
""",
)
W("bias left out", A, ("        n += n_out", "        pass"))
W("one bias only", A, ("n += n_out", "n += 1"))
W("a bias for every input", A, ("n += n_out", "n += n_in"))
W("bias flag reversed", A, ("if bias", "if not bias"))
W("bias always added", A, ("if bias", "if 1"))
W(
    "sizes added instead of multiplied",
    A,
    ("np.prod(in_shape)", "np.sum(in_shape)"),
    ("np.prod(out_shape)", "np.sum(out_shape)"),
)
W(
    "only the first axis of each shape",
    A,
    ("np.prod(in_shape)", "in_shape[0]"),
    ("np.prod(out_shape)", "out_shape[0]"),
)
W(
    "only the last axis of each shape",
    A,
    ("np.prod(in_shape)", "in_shape[-1]"),
    ("np.prod(out_shape)", "out_shape[-1]"),
)
W("units of input and output added", A, ("n_in * n_out", "n_in + n_out"))
W("biases for inputs and outputs", A, ("n += n_out", "n += n_in + n_out"))
W("bias per output channel only", A, ("n += n_out", "n += out_shape[-1]"))
W(
    "int32 overflow",
    A,
    (
        "n = n_in * n_out",
        "n = int((np.array([n_in]).astype(np.int16) * np.array([n_out]).astype(np.int16))[0])",
    ),
)
W("channels shared: only spatial positions connected", A, ("n_in * n_out", "n_in * out_shape[-1]"))
W("the last axis left out", A, ("np.prod(in_shape)", "np.prod(in_shape[:-1])"))
W("default without bias", A, ("bias=True", "bias=False"))
W("extra weight from the bias unit counted squared", A, ("n_in * n_out", "(n_in + 1) * n_out"))
U(
    "nonsense",
    """
def dense_params(in_shape, out_shape, bias=True):
    return len(in_shape) * 1000 + sum(out_shape) ** 3 + 29
""",
)
U(
    "constant",
    """
def dense_params(in_shape, out_shape, bias=True):
    return 99991
""",
)
P("right for one axis", A, ("np.prod(in_shape)", "np.sum(in_shape)"))
P("right without a bias", A, ("n += n_out", "n += len(out_shape)"))
