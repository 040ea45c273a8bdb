"""Formulas of prompts as plain text."""

import pytest

from grader.tex import plain, without_tex

FORMULAS = [
    (r"x_1 (x_2 - 4) + \dfrac{e^{x_3^2}}{5 x_4^2}", "x₁ (x₂ - 4) + (e^(x₃²))/(5 x₄²)"),
    (r"\frac{1}{n} \sum_{i=1}^{n} (\hat y_i - y_i)^2", "(1/n) Σ_(i=1)ⁿ (ŷ_i - y_i)²"),
    (r"\partial z / \partial x_1", "∂z / ∂x₁"),
    (r"3 \times 3", "3 × 3"),
    (r"0 \le k \le N", "0 ≤ k ≤ N"),
    (r"\sigma(z) = \frac{1}{1 + e^{-z}}", "σ(z) = 1/(1 + e^(-z))"),
    (r"-\log D(G(z))", "-log D(G(z))"),
    (r"\log(1 - D)", "log(1 - D)"),
    (r"W_1^\top x", "W₁ᵀx"),
    (r"\mathrm{relu}(X W_1)\, W_2", "relu(X W₁) W₂"),
    (r"\sqrt{v_j + \varepsilon}", "√(v_j + ε)"),
    (r"\tilde x_{is + a,\; js + b}", "x̃_(is + a, js + b)"),
    (r"\begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}",
     "z if z > 0 ; 0 otherwise"),
    (r"p_\mathrm{data}", "p_data"),
    (r"\unknown x", "unknown x"),
    ("", ""),
    ("{", ""),
    ("a^", "a^"),
]  # fmt: skip


@pytest.mark.parametrize(("tex", "text"), FORMULAS)
def test_a_formula_is_readable_without_tex(tex, text):
    assert plain(tex) == text


def test_code_and_prose_are_left_as_they_are():
    markdown = "Take `$x$` and $x_1$, then\n\n$$y = x^2$$\n\nat 5 dollars"
    assert without_tex(markdown) == "Take `$x$` and x₁, then\n\ny = x²\n\nat 5 dollars"


def test_every_formula_of_the_bank_is_free_of_tex(course):
    for exercise in course.exercises():
        for text in [exercise.prompt, *(part.question() for part in exercise.parts)]:
            outside = without_tex(text).split("```")[::2]
            assert "\\" not in "".join(outside), exercise.id
            assert "$" not in "".join(outside), exercise.id
