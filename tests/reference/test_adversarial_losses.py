"""The losses of q1_8, against SymPy's long digits, autograd, and a search for the best D.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import elementwise_grad
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
many = settings(max_examples=150, deadline=None, derandomize=True)
EXTREMES = [-800, -745, -50, -35, -25, -3, -1e-9, 0, 0.5, 25, 26, 30, 33.5, 35, 36, 790, 800]


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_8"), solution("q1_8")


def real_cost(a):
    """-log σ(a) to many digits."""
    return sympy.log(1 + sympy.exp(-sympy.Rational(a)))


def exact_loss(real, fake):
    means = [
        sum(map(real_cost, real)) / len(real),
        sum(real_cost(-a) for a in fake) / len(fake),
    ]
    return float(sum(means).evalf(30))


@many
@given(seed=SEEDS, n=st.integers(1, 8), m=st.integers(1, 8), scale=st.floats(0.1, 8))
def test_discriminator_loss_is_the_cross_entropy_example_by_example(answers, seed, n, m, scale):
    rng = np.random.default_rng(seed)
    real, fake = rng.normal(scale=scale, size=n), rng.normal(scale=scale, size=m)
    wanted = 0.0
    for a in real:
        wanted -= np.log(1 / (1 + np.exp(-a))) / n
    for a in fake:
        wanted -= np.log(np.exp(-a) / (1 + np.exp(-a))) / m
    for answer in answers:
        got = answer.discriminator_loss(real, fake)
        assert np.ndim(got) == 0
        np.testing.assert_allclose(got, wanted, rtol=1e-9)


@pytest.mark.parametrize(
    ("real", "fake"),
    [
        pytest.param([800, -800, 1], [-800, 800], id="800"),
        pytest.param([0, 0, 0], [0, 0], id="zeros"),
        pytest.param([-50, -760], [40, 90, 800], id="wrong and sure"),
        pytest.param([30, 40], [-35], id="right and sure"),
    ],
)
def test_discriminator_loss_to_the_last_digits(answers, real, fake):
    for answer in answers:
        got = answer.discriminator_loss(np.array(real, dtype=float), np.array(fake, dtype=float))
        np.testing.assert_allclose(got, exact_loss(real, fake), rtol=1e-12)


@many
@given(seed=SEEDS, shape=st.lists(st.integers(0, 4), min_size=1, max_size=3))
def test_generator_gradients_are_what_autograd_finds(answers, seed, shape):
    a = np.random.default_rng(seed).normal(scale=3, size=shape)
    saturating = elementwise_grad(lambda a: anp.log(1 - 1 / (1 + anp.exp(-a))))(a)
    other = elementwise_grad(lambda a: -anp.log(1 / (1 + anp.exp(-a))))(a)
    for answer in answers:
        got = answer.generator_gradients(a)
        assert [g.shape for g in got] == [tuple(shape)] * 2
        np.testing.assert_allclose(got, (saturating, other), rtol=1e-9)


@pytest.mark.parametrize("value", EXTREMES)
def test_generator_gradients_to_the_last_digits(answers, value):
    a = sympy.Symbol("a")
    D = 1 / (1 + sympy.exp(-a))
    at = {a: sympy.Rational(value)}
    costs = sympy.log(1 - D), -sympy.log(D)
    wanted = [float(sympy.simplify(sympy.diff(cost, a)).subs(at).evalf(30)) for cost in costs]
    for answer in answers:
        got = answer.generator_gradients(np.array([value], dtype=float))
        np.testing.assert_allclose(np.ravel(got), wanted, rtol=1e-12, atol=5e-324)


def test_only_one_gradient_fades_where_fakes_are_spotted(answers):
    for answer in answers:
        saturating, other = answer.generator_gradients(np.array([-12.0]))
        assert abs(saturating[0]) < 1e-5
        assert abs(other[0]) > 0.99
        assert answer.generator_gradients(np.zeros(0))[1].shape == (0,)


def value(p_data, p_g, D):
    """V term by term, nothing added where a probability is 0."""
    terms = [p * np.log(d) for p, d in zip(p_data, D, strict=True) if p > 0]
    terms += [q * np.log(1 - d) for q, d in zip(p_g, D, strict=True) if q > 0]
    return sum(terms)


def with_gaps(seed, size):
    """A distribution that leaves out about every third place."""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.1, 1, size=size) * (rng.random(size) > 0.3)
    weights[rng.integers(size)] += 0.5
    return weights / weights.sum()


@many
@given(seed=SEEDS, size=st.integers(1, 7))
def test_optimal_discriminator_is_what_a_search_finds(answers, seed, size):
    p_data, p_g = with_gaps(seed, size), with_gaps(seed + 1, size)
    tried = np.linspace(0, 1, 2001)
    with np.errstate(divide="ignore"):
        logs, rests = np.log(tried), np.log(1 - tried)
    for answer in answers:
        D, V = answer.optimal_discriminator(p_data, p_g)
        np.testing.assert_allclose(V, value(p_data, p_g, D), rtol=1e-9, atol=1e-12)
        for p, q, d in zip(p_data, p_g, D, strict=True):
            if p == q == 0:
                assert d == 0.5
                continue
            gains = (p * logs if p else 0) + (q * rests if q else 0)
            assert abs(tried[np.argmax(gains)] - d) <= 1 / 2000


@many
@given(seed=SEEDS, size=st.integers(1, 7))
def test_the_value_is_the_jensen_shannon_divergence_less_log_four(answers, seed, size):
    p_data, p_g = with_gaps(seed, size), with_gaps(seed + 1, size)
    divergence = 0.0
    for p, q in zip(p_data, p_g, strict=True):
        middle = (p + q) / 2
        divergence += sum(x / 2 * np.log(x / middle) for x in (p, q) if x > 0)
    for answer in answers:
        _, V = answer.optimal_discriminator(p_data, p_g)
        np.testing.assert_allclose(V, 2 * divergence - np.log(4), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("p_data", "p_g", "D", "V"),
    [
        pytest.param([0.1, 0.4, 0.5], [0.1, 0.4, 0.5], [0.5] * 3, -np.log(4), id="equal"),
        pytest.param([0.25, 0.75, 0], [0, 0, 1], [1, 1, 0], 0, id="nothing in common"),
        pytest.param([1, 0], [1, 0], [0.5, 0.5], -np.log(4), id="a place where nothing is"),
    ],
)
def test_edges_of_the_optimal_discriminator(answers, p_data, p_g, D, V):
    for answer in answers:
        got = answer.optimal_discriminator(np.array(p_data, float), np.array(p_g, float))
        np.testing.assert_allclose(got[0], D, rtol=1e-12)
        np.testing.assert_allclose(got[1], V, rtol=1e-12, atol=1e-15)


def test_the_quiz_answers_follow_from_the_functions(answers, solution):
    quiz = solution("q1_8")
    same = np.full(4, 0.25)
    for answer in answers:
        D, _ = answer.optimal_discriminator(same, same)
        np.testing.assert_array_equal(D, quiz.optimum)
    assert (quiz.early, quiz.cost, quiz.claims) == ("a", "b", {"a": False})
