"""What four small filters do.

Write the four functions and replace each None by the letter of your answer.
"""

import numpy as np

k1 = None


def apply_k1(img):
    """The output of k1, with zeros around the image.

    img: array (H, W)
    returns: array (H, W)
    """
    raise NotImplementedError


k2 = None


def apply_k2(img):
    """The output of k2, with zeros around the image.

    img: array (H, W)
    returns: array (H, W)
    """
    raise NotImplementedError


k3 = None


def apply_k3(img):
    """The output of k3, with zeros around the image.

    img: array (H, W)
    returns: array (H, W)
    """
    raise NotImplementedError


k4 = None


def apply_k4(img):
    """The output of k4, with zeros around the image.

    img: array (H, W)
    returns: array (H, W)
    """
    raise NotImplementedError
