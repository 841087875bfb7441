"""What a type checker infers; it is checked, not run."""

from typing import Any, assert_type

import numpyni as np
from numpyni.typing import ArrayLike, DTypeLike, NDArray

assert_type(np.zeros(3), NDArray[np.float64])
assert_type(np.zeros((2, 3), dtype=np.int8), NDArray[np.int8])
assert_type(np.ones(3, int), NDArray[np.int64])
assert_type(np.empty(3, dtype=bool), NDArray[np.bool_])
assert_type(np.zeros_like(np.ones(2, np.float32)), NDArray[np.float32])
assert_type(np.full(2, 1.0, np.complex64), NDArray[np.complex64])
assert_type(np.array([1, 2], dtype=np.uint16), NDArray[np.uint16])
assert_type(np.asarray([1, 2]), NDArray[Any])
assert_type(np.linspace(0, 1, 5), NDArray[np.float64])
assert_type(np.eye(2), NDArray[np.float64])
assert_type(np.dtype(np.int16), np.dtype[np.int16])
assert_type(np.zeros(3).dtype, np.dtype[np.float64])
assert_type(np.zeros(3) + np.zeros(3), NDArray[np.float64])
assert_type(np.zeros(3) * 2, NDArray[np.float64])
assert_type(np.zeros(3) < 1, NDArray[np.bool_])
assert_type(np.zeros(3).astype(np.float32).copy().dtype, np.dtype[np.float32])
assert_type(np.argsort([3, 1]), NDArray[np.int64])
assert_type(np.nonzero([0, 1]), tuple[NDArray[np.int64], ...])
assert_type(np.allclose(1, 1), bool)
assert_type(np.shape([1]), tuple[int, ...])


def norms(rows: ArrayLike, dtype: DTypeLike = None) -> NDArray[np.float64]:
    x = np.asarray(rows, np.float64)
    return np.zeros(x.shape[0])
