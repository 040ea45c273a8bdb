def affine(x, a=2.0, b=0.0):
    return x * a + b


def pair(x):
    return x + x, x * x


half = 0.5
one = "b"
some = {"a", "c"}
claims = {"a": True, "b": False, "c": True, "d": False}
