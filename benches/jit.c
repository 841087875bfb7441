// What the code of tests/jit is timed against: the same loops in C, over the same views, with the same checks.
#include "numpyni.h"

#define EXPORT __attribute__((visibility("default")))
#define AT1(x, i) (*(double *)((char *)(x)->data + (i) * (x)->strides[0]))
#define AT2(x, i, j) (*(double *)((char *)(x)->data + (i) * (x)->strides[0] + (j) * (x)->strides[1]))
#define INSIDE(x, i, axis) ((uint64_t)(i) < (uint64_t)(x)->shape[axis])

EXPORT int32_t c_asum(const NumPyNI_View *x, int64_t n, double *sum) {
  double total = 0;
  for (int64_t i = 0; i < n; i++) {
    if (!INSIDE(x, i, 0)) return 2;
    total += AT1(x, i);
  }
  *sum = total;
  return 0;
}

EXPORT int32_t c_jacobi(const NumPyNI_View *x, const NumPyNI_View *out) {
  for (int64_t i = 1; i < x->shape[0] - 1; i++)
    for (int64_t j = 1; j < x->shape[1] - 1; j++) {
      if (!INSIDE(x, i - 1, 0) || !INSIDE(x, i + 1, 0) || !INSIDE(x, j - 1, 1) || !INSIDE(x, j + 1, 1)) return 2;
      if (!INSIDE(out, i, 0) || !INSIDE(out, j, 1)) return 2;
      AT2(out, i, j) = 0.25 * (AT2(x, i - 1, j) + AT2(x, i + 1, j) + AT2(x, i, j - 1) + AT2(x, i, j + 1));
    }
  return 0;
}
