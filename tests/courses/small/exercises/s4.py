def dense(x, w, b=0.0):
    raise NotImplementedError


def dense_backward(x, w, b, g):
    raise NotImplementedError


def square(x):
    raise NotImplementedError


def square_backward(x, g):
    raise NotImplementedError


def bend(z, da):
    raise NotImplementedError
