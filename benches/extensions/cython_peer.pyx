# cython: language_level=3
def one(double[:] x):
    return 1.5
