from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("grad_expr1")
A = R(
    "array",
    """
def grad_expr1(x):
    return np.array([1.0, 5.0, -6 * x[2]])
""",
)
R(
    "filled",
    """
def grad_expr1(x):
    g = np.ones(3)
    g[1] *= 5
    g[2] = -3 * 2 * x[2]
    return g
""",
)
R(
    "central differences of a quadratic, exact",
    """
def _f(x):
    return x[0] + 5 * x[1] - 3 * x[2] ** 2

def grad_expr1(x):
    g = []
    for i in range(3):
        e = np.zeros(3)
        e[i] = 0.5
        g.append(_f(x + e) - _f(x - e))
    return g
""",
)
R(
    "matrix form",
    """
def grad_expr1(x):
    return np.array([1.0, 5.0, 0.0]) + np.diag([0.0, 0.0, -6.0]) @ x
""",
)
W("-3 x3: factor 2 forgotten", A, ("-6 * x[2]", "-3 * x[2]"))
W("square kept: -6 x3²", A, ("-6 * x[2]", "-6 * x[2]**2"))
W("-3 x3² not differentiated", A, ("-6 * x[2]", "-3 * x[2]**2"))
W("sign of the third", A, ("-6 * x[2]", "6 * x[2]"))
W("x1 instead of 1", A, ("[1.0,", "[x[0],"))
W("5 x2 instead of 5", A, (" 5.0,", " 5 * x[1],"))
W("constants as 0", A, ("1.0, 5.0", "0.0, 0.0"))
W("5 and 1 exchanged", A, ("1.0, 5.0", "5.0, 1.0"))
W("reversed order", A, ("np.array([1.0, 5.0, -6 * x[2]])", "np.array([-6 * x[2], 5.0, 1.0])"))
W("indices one too small (x[1] for x3)", A, ("x[2]", "x[1]"))
W("summed to a number", A, ("np.array([1.0, 5.0, -6 * x[2]])", "1.0 + 5.0 - 6 * x[2]"))
W("value of z", A, ("np.array([1.0, 5.0, -6 * x[2]])", "x[0] + 5 * x[1] - 3 * x[2]**2"))
W("third partial constant -6", A, ("-6 * x[2]", "-6.0"))
W("x2 coefficient forgotten: 1", A, ("1.0, 5.0", "1.0, 1.0"))
W("column", A, ("-6 * x[2]])", "-6 * x[2]]).reshape(-1, 1)"))
W("integer array truncates", A, ("-6 * x[2]])", "-6 * x[2]]).astype(int)"))
U(
    "cosine",
    """
def grad_expr1(x):
    return np.cos(x * 2) * 1.7 + 0.3
""",
)
U(
    "constant",
    """
def grad_expr1(x):
    return np.array([0.3, -2.2, 4.4])
""",
)
P("x3 = 0 only", A, ("-6 * x[2]", "-6 * x[2]**3"))

part("grad_expr2")
A = R(
    "array",
    """
def grad_expr2(x):
    x1, x2, x3, x4 = x
    E = np.exp(x3**2)
    return np.array([x2 - 4, x1, 2 * x3 * E / (5 * x4**2), -2 * E / (5 * x4**3)])
""",
)
R(
    "u/v",
    """
def grad_expr2(x):
    u, v = math.exp(x[2] * x[2]), 5 * x[3] ** 2
    du, dv = u * 2 * x[2], 10 * x[3]
    g = np.zeros(4)
    g[0] = x[1] - 4
    g[1] = x[0]
    g[2] = du / v
    g[3] = -u * dv / v ** 2
    return g
""",
)
R(
    "logarithmic derivative",
    """
def grad_expr2(x):
    frac = np.exp(x[2] ** 2 - np.log(5) - 2 * np.log(abs(x[3])))
    return [x[1] - 4, x[0], 2 * x[2] * frac, -2 / x[3] * frac]
""",
)
R(
    "complex step",
    """
def _z(x):
    return x[0] * (x[1] - 4) + np.exp(x[2] ** 2) / (5 * x[3] ** 2)

def grad_expr2(x):
    g = np.empty(4)
    for i in range(4):
        c = x.astype(complex)
        c[i] += 1e-30j
        g[i] = _z(c).imag / 1e-30
    return g
""",
)
W(
    "the program's reading",
    A,
    ("2 * x3 * E / (5 * x4**2), -2 * E / (5 * x4**3)", "2 * x3 * E / 5 * x4**2, 2 * E / 5 * x4"),
)
W("sign of the fourth", A, ("-2 * E", "2 * E"))
W("power -2 kept in the fourth", A, ("5 * x4**3", "5 * x4**2"))
W("factor 2 of the fourth forgotten", A, ("-2 * E", "-E"))
W("inner derivative 2 x3 forgotten", A, ("2 * x3 * E", "E"))
W("factor 2 forgotten in the third", A, ("2 * x3 * E", "x3 * E"))
W("the exponent's power rule: x3² exp(x3²-1)", A, ("2 * x3 * E /", "x3**2 * np.exp(x3**2 - 1) /"))
W("5 forgotten", A, ("(5 * x4**2)", "x4**2"), ("(5 * x4**3)", "x4**3"))
W("5 inside the square", A, ("(5 * x4**2)", "(5 * x4)**2"), ("(5 * x4**3)", "(25 * x4**3)"))
W("first two exchanged", A, ("x2 - 4, x1", "x1, x2 - 4"))
W("first x2 without -4", A, ("x2 - 4", "x2"))
W("second x1 - 4", A, ("x2 - 4, x1,", "x2 - 4, x1 - 4,"))
W(
    "10 x4 under the bar (derivative of the denominator only)",
    A,
    ("-2 * E / (5 * x4**3)", "E / (10 * x4)"),
)
W("x3 squared not in the exponent: exp(x3)²", A, ("np.exp(x3**2)", "np.exp(x3)**2"))
W("exp(2 x3)", A, ("np.exp(x3**2)", "np.exp(2 * x3)"))
W(
    "third and fourth exchanged",
    A,
    (
        "2 * x3 * E / (5 * x4**2), -2 * E / (5 * x4**3)",
        "-2 * E / (5 * x4**3), 2 * x3 * E / (5 * x4**2)",
    ),
)
W("order reversed", A, ("x4**3)])", "x4**3)])[::-1]"))
W("absolute value of x4", A, ("x4**3", "abs(x4)**3"))
W(
    "forward differences with 1e-2",
    """
def grad_expr2(x):
    f = lambda x: x[0] * (x[1] - 4) + np.exp(x[2] ** 2) / (5 * x[3] ** 2)
    g = np.zeros(4)
    for i in range(4):
        y = x.copy()
        y[i] += 1e-2
        g[i] = (f(y) - f(x)) / 1e-2
    return g
""",
)
U(
    "cosine",
    """
def grad_expr2(x):
    return np.cos(x * 3) + 0.2
""",
)
U(
    "constant",
    """
def grad_expr2(x):
    return np.array([1.2, -0.4, 3.3, 0.7])
""",
)
P("x4 = 1 only", A, ("5 * x4**3", "5 * x4**4"))
P("positive x3", A, ("2 * x3 * E", "2 * abs(x3) * E"))

part("grad_expr2_code")
A = R(
    "array",
    """
def grad_expr2_code(x):
    x1, x2, x3, x4 = x
    E = np.exp(x3**2)
    return np.array([x2 - 4, x1, 2 * x3 * E * x4**2 / 5, 2 * E * x4 / 5])
""",
)
R(
    "product rule",
    """
def grad_expr2_code(x):
    a, b = math.exp(x[2] ** 2) / 5, x[3] ** 2
    return np.array([x[1] - 4, x[0], a * 2 * x[2] * b, a * 2 * x[3]])
""",
)
R(
    "filled",
    """
def grad_expr2_code(x):
    g = np.zeros_like(x)
    g[:2] = x[1::-1] - np.array([4, 0])
    g[2:] = 0.4 * np.exp(x[2] ** 2) * x[3] * np.array([x[2] * x[3], 1])
    return g
""",
)
R(
    "complex step",
    """
def grad_expr2_code(x):
    out = []
    for i in range(4):
        c = [complex(v) for v in x]
        c[i] += 1e-20j
        z = c[0] * (c[1] - 4) + np.exp(c[2] ** 2) / 5 * c[3] ** 2
        out.append(float(z.imag / 1e-20))
    return out
""",
)
W(
    "the fraction's reading",
    A,
    ("2 * x3 * E * x4**2 / 5, 2 * E * x4 / 5", "2 * x3 * E / (5 * x4**2), -2 * E / (5 * x4**3)"),
)
W("factor 2 x3 forgotten", A, ("2 * x3 * E", "E"))
W("factor 2 forgotten in the third", A, ("2 * x3 * E", "x3 * E"))
W("factor 2 forgotten in the fourth", A, ("2 * E * x4 / 5", "E * x4 / 5"))
W("square kept in the fourth", A, ("2 * E * x4 / 5", "2 * E * x4**2 / 5"))
W("x4 not squared in the third", A, ("E * x4**2 / 5", "E * x4 / 5"))
W("1/5 forgotten", A, (" / 5", ""))
W("times 5 instead of a fifth", A, (" / 5", " * 5"))
W("first two exchanged", A, ("x2 - 4, x1", "x1, x2 - 4"))
W("first x2 without -4", A, ("x2 - 4", "x2"))
W("first two multiplied: x1(x2 - 4)", A, ("x2 - 4, x1,", "x1 * (x2 - 4), x1,"))
W("sign of the fourth", A, ("2 * E * x4 / 5", "-2 * E * x4 / 5"))
W("exp(2 x3)", A, ("np.exp(x3**2)", "np.exp(2 * x3)"))
W("exp(x3)", A, ("np.exp(x3**2)", "np.exp(x3)"))
W(
    "power rule for the exponential",
    A,
    ("2 * x3 * E * x4**2 / 5", "x3**2 * np.exp(x3**2 - 1) * x4**2 / 5"),
)
W("x4 in the exponent's bracket missing in the third", A, ("E * x4**2 / 5, ", "E / 5, "))
W(
    "third and fourth exchanged",
    A,
    ("2 * x3 * E * x4**2 / 5, 2 * E * x4 / 5", "2 * E * x4 / 5, 2 * x3 * E * x4**2 / 5"),
)
W("integer division by 5", A, (" / 5", " // 5"))
U(
    "cosine",
    """
def grad_expr2_code(x):
    return np.sin(x * 3) + 0.2
""",
)
U(
    "constant",
    """
def grad_expr2_code(x):
    return np.array([1.2, -0.4, 3.3, 0.7])
""",
)
P("x4 = 1 only", A, ("2 * E * x4 / 5", "2 * E * x4**3 / 5"))
P("positive x4", A, ("2 * E * x4 / 5", "2 * E * abs(x4) / 5"))

part("grad_expr3")
A = R(
    "array",
    """
def grad_expr3(x):
    u = x[0] + 5 * (x[1] + 3)
    E = np.exp(u**2)
    return np.array([2 * u * E, 10 * u * E, -1 / x[2]**2])
""",
)
R(
    "chain",
    """
def grad_expr3(x):
    u = x[0] + 5 * x[1] + 15
    dz_du = 2 * u * math.exp(u * u)
    du = np.array([1.0, 5.0, 0.0])
    return dz_du * du - np.array([0, 0, 1 / x[2] ** 2])
""",
)
R(
    "complex step",
    """
def grad_expr3(x):
    g = []
    for i in range(3):
        c = np.array(x, dtype=complex)
        c[i] += 1e-25j
        z = 1 / c[2] + np.exp((c[0] + 5 * (c[1] + 3)) ** 2)
        g.append(z.imag / 1e-25)
    return np.array(g)
""",
)
R(
    "list",
    """
def grad_expr3(x):
    a, b, c = (float(v) for v in x)
    u = a + 5 * (b + 3)
    first = math.exp(u ** 2) * (u + u)
    return [first, first * 5, -math.pow(c, -2)]
""",
)
W("5 of the inner function forgotten", A, ("10 * u * E", "2 * u * E"))
W("document's 10 and 50", A, ("2 * u * E, 10 * u * E", "10 * u * E, 50 * u * E"))
W("25 for the square's inner 5", A, ("10 * u * E", "50 * u * E"))
W("factor 2u forgotten", A, ("2 * u * E, 10 * u * E", "E, 5 * E"))
W("factor 2 forgotten", A, ("2 * u * E, 10 * u * E", "u * E, 5 * u * E"))
W("u without 15 (5·3 forgotten)", A, ("5 * (x[1] + 3)", "5 * x[1] + 3"))
W("bracket's 3 forgotten", A, ("(x[1] + 3)", "x[1]"))
W("exp(u) instead of exp(u²)", A, ("np.exp(u**2)", "np.exp(u)"))
W("exp(2u)", A, ("np.exp(u**2)", "np.exp(2 * u)"))
W("sign of the third", A, ("-1 / x[2]**2", "1 / x[2]**2"))
W("third -1/x3", A, ("-1 / x[2]**2", "-1 / x[2]"))
W("third the logarithm", A, ("-1 / x[2]**2", "np.log(abs(x[2]))"))
W("third -2/x3³", A, ("-1 / x[2]**2", "-2 / x[2]**3"))
W("first two exchanged", A, ("2 * u * E, 10 * u * E", "10 * u * E, 2 * u * E"))
W("exponential's share added to the third", A, ("-1 / x[2]**2", "-1 / x[2]**2 + E"))
W("exponential's power rule", A, ("E = np.exp(u**2)", "E = u * np.exp(u**2 - 1) / 2"))
W("2 u without the exponential", A, ("2 * u * E, 10 * u * E", "2 * u, 10 * u"))
W("order reversed", A, ("-1 / x[2]**2])", "-1 / x[2]**2])[::-1]"))
W("absolute value of u", A, ("    E =", "    u = abs(u)\n    E ="))
W("exp(-u²)", A, ("np.exp(u**2)", "np.exp(-u**2)"))
U(
    "cosine",
    """
def grad_expr3(x):
    return np.cos(x * 3) + 0.2
""",
)
U(
    "constant",
    """
def grad_expr3(x):
    return np.array([1.2, -0.4, 3.3])
""",
)
P("u = 0 only", A, ("2 * u * E, 10 * u * E", "3 * u * E, 11 * u * E"))
P("positive x3", A, ("-1 / x[2]**2", "-1 / (x[2] * abs(x[2]))"))
