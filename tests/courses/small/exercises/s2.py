why = None


def shares(x):
    raise NotImplementedError
