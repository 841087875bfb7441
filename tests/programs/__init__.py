"""Twelve programs as scientists write them, each in loop style and in vector style.

A module has `loops(np, n)` and `vectors(np, n)`, which return the same numbers up to rounding, and the sizes SMALL (of the
tests, whose result is EXPECTED) and LARGE (of the benchmark). `np` is NumPyNI or NumPy.
"""

NAMES = ('conjugate_gradient', 'dynamic_time_warping', 'fft_filter', 'game_of_life', 'heat', 'k_means', 'lu', 'mandelbrot',
         'n_body', 'option_pricing', 'percolation', 'spectral_norm')


def uniform(seed, count):
    """`count` numbers in [0, 1) of a linear congruential generator: the same everywhere."""
    numbers = []
    for _ in range(count):
        seed = (1103515245 * seed + 12345) % 2147483648
        numbers.append(seed / 2147483648)
    return numbers
