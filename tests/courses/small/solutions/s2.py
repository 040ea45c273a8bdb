why = """Every window is read with the same
weights, and each unit sees only a small window."""


def shares(x):
    return x / x.sum(), x.sum()
