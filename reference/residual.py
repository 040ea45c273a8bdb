"""A residual block, and the gradient that it hands on.

    Y = X + relu(X W1) W2      with X (n, d), W1 (d, h), W2 (h, d)

Source: He, Zhang, Ren and Sun, "Identity Mappings in Deep Residual Networks", ECCV 2016,
equation 5, for this block.
"""


def grad_hidden(X, W1, W2, dY):
    """∂L/∂(X W1) = (∂L/∂Y W2ᵀ) ⊙ [X W1 > 0], (n, h)."""
    return (dY @ W2.T) * (X @ W1 > 0)


def grad_input(X, W1, W2, dY):
    """∂L/∂X = ∂L/∂Y + ∂L/∂(X W1) W1ᵀ, (n, d)."""
    return dY + grad_hidden(X, W1, W2, dY) @ W1.T
