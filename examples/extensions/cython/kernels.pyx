# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Kernels in Cython: python -m numpyni cython kernels.pyx"""

from libc.math cimport sqrt
from libc.stdint cimport int32_t, int64_t
from numpyni cimport NumPyNI_Context, NumPyNI_View

cdef extern from *:
    """
    #include "numpyni_extension.h"

    int32_t asum(NumPyNI_Context *, const NumPyNI_View *, double *);
    int32_t nearest(NumPyNI_Context *, const NumPyNI_View *, const NumPyNI_View *, double *, int64_t *);
    int32_t jacobi(NumPyNI_Context *, const NumPyNI_View *, const NumPyNI_View *, double *);
    NUMPYNI_PACKED(asum, numpyni_view(args, 0), numpyni_result(results, 0))
    NUMPYNI_PACKED(nearest, numpyni_view(args, 0), numpyni_view(args, 1), numpyni_result(results, 0), numpyni_result(results, 1))
    NUMPYNI_PACKED(jacobi, numpyni_view(args, 0), numpyni_view(args, 1), numpyni_result(results, 0))
    static const NumPyNI_Function functions[] = {
        NUMPYNI_FUNCTION(asum, "float64(float64[:] x)", "The sum of the elements.", 0, 0, 0),
        NUMPYNI_FUNCTION(nearest, "(float64, int64)(float64[:,:] points, float64[:] to)",
                         "The distance to the nearest point, and its row.", 0, 0, 0),
        NUMPYNI_FUNCTION(jacobi, "float64(float64[:,:] x, float64[:,:] out)", "One step of Jacobi's method.", 2, 0, 0),
    };
    NUMPYNI_FUNCTIONS("kernels", "Kernels in Cython.", functions);
    """
    int32_t numpyni_error(NumPyNI_Context *ctx, int32_t kind, const char *message) noexcept nogil
    char *numpyni_at1(const NumPyNI_View *x, int64_t i) noexcept nogil
    char *numpyni_at2(const NumPyNI_View *x, int64_t i, int64_t j) noexcept nogil


cdef inline double *row1(const NumPyNI_View *x, int64_t i) noexcept nogil:
    return <double *>numpyni_at1(x, i)


cdef inline double *row2(const NumPyNI_View *x, int64_t i, int64_t j) noexcept nogil:
    return <double *>numpyni_at2(x, i, j)


cdef public int32_t asum(NumPyNI_Context *ctx, const NumPyNI_View *x, double *result) noexcept nogil:
    cdef int64_t i
    cdef double total = 0
    for i in range(x.shape[0]):
        total += row1(x, i)[0]
    result[0] = total
    return 0


cdef public int32_t nearest(NumPyNI_Context *ctx, const NumPyNI_View *points, const NumPyNI_View *to, double *distance,
                            int64_t *row) noexcept nogil:
    cdef int64_t i, k
    cdef double square, best = 1e308
    if points.shape[1] != to.shape[0]:
        return numpyni_error(ctx, 1, b"points and to differ in dimensions")
    row[0] = -1
    for i in range(points.shape[0]):
        square = 0
        for k in range(to.shape[0]):
            square += (row2(points, i, k)[0] - row1(to, k)[0]) ** 2
        if square < best:
            best = square
            row[0] = i
    distance[0] = sqrt(best)
    return 0


cdef public int32_t jacobi(NumPyNI_Context *ctx, const NumPyNI_View *x, const NumPyNI_View *out, double *change) noexcept nogil:
    cdef int64_t i, j
    cdef double moved, value
    if x.shape[0] != out.shape[0] or x.shape[1] != out.shape[1]:
        return numpyni_error(ctx, 1, b"x and out differ in shape")
    change[0] = 0
    for i in range(1, x.shape[0] - 1):
        for j in range(1, x.shape[1] - 1):
            value = 0.25 * (row2(x, i - 1, j)[0] + row2(x, i + 1, j)[0] + row2(x, i, j - 1)[0] + row2(x, i, j + 1)[0])
            moved = value - row2(x, i, j)[0]
            change[0] = max(change[0], moved if moved > 0 else -moved)
            row2(out, i, j)[0] = value
    return 0
