"""What a unit sees before its activation function, as a random number."""


def product_variance(mu_w, var_w, mu_x, var_x):
    """Var(w x) = E[w²] E[x²] - (E[w] E[x])² for independent w and x.

    Source: Goodman, "On the exact variance of products", Journal of the American Statistical
    Association 55, 1960.
    """
    return (var_w + mu_w**2) * (var_x + mu_x**2) - (mu_w * mu_x) ** 2


def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    """Mean and variance of Σ w_i x_i over n terms whose factors are all independent.

    Source: means add, and so do variances of independent terms; compare He, Zhang, Ren and Sun,
    "Delving Deep into Rectifiers", ICCV 2015, section 2.2, where the weights have mean 0.
    """
    return float(n * mu_w * mu_x), float(n * product_variance(mu_w, var_w, mu_x, var_x))
