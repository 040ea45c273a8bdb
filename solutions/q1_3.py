"""A deep linear network: a solution."""


def compose_linear(mats):
    """Start at the output: (W_L) W_{L-1}, and so on, down to the layer at the input."""
    total = mats[-1]
    for matrix in reversed(mats[:-1]):
        total = total @ matrix
    return total


claims = {"a": False}

why = """
Applying one linear layer after the other multiplies their matrices, so the whole stack is one
linear layer with the product as its matrix. It represents nothing that one layer could not, and
less if a layer in between is narrow. What is missing is a non-linear activation function between
the layers. With biases the stack collapses to one affine map, a matrix and one bias.
"""
