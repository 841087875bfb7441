// Kernels in C: cc $(python -m numpyni config --cflags) kernels.c -o kernels.numpyni.so -lm
#include <math.h>

#include "numpyni_extension.h"

static int32_t asum(NumPyNI_Context *ctx, const NumPyNI_View *x, double *sum) {
  (void)ctx;
  double total = 0;
  for (int64_t i = 0, n = x->shape[0]; i < n; i++) total += NUMPYNI_AT1(double, x, i);
  *sum = total;
  return 0;
}
NUMPYNI_PACKED(asum, numpyni_view(args, 0), numpyni_result(results, 0))

// Bodies under gravity: positions (n, 3), velocities (n, 3), masses (n,); `steps` steps of `dt`.
static int32_t nbody(NumPyNI_Context *ctx, const NumPyNI_View *x, const NumPyNI_View *v, const NumPyNI_View *mass, double dt,
                     int64_t steps) {
  int64_t n = mass->shape[0];
  if (x->shape[0] != n || v->shape[0] != n || x->shape[1] != 3 || v->shape[1] != 3)
    return numpyni_error(ctx, NUMPYNI_ERROR_VALUE, "x and v are of shape (n, 3), for n masses");
  for (int64_t step = 0; step < steps; step++) {
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = i + 1; j < n; j++) {
        double d[3], square = 0;
        for (int k = 0; k < 3; k++) {
          d[k] = NUMPYNI_AT2(double, x, i, k) - NUMPYNI_AT2(double, x, j, k);
          square += d[k] * d[k];
        }
        double pull = dt / (square * sqrt(square));
        for (int k = 0; k < 3; k++) {
          NUMPYNI_AT2(double, v, i, k) -= d[k] * NUMPYNI_AT1(double, mass, j) * pull;
          NUMPYNI_AT2(double, v, j, k) += d[k] * NUMPYNI_AT1(double, mass, i) * pull;
        }
      }
    for (int64_t i = 0; i < n; i++)
      for (int k = 0; k < 3; k++) NUMPYNI_AT2(double, x, i, k) += dt * NUMPYNI_AT2(double, v, i, k);
  }
  return 0;
}
NUMPYNI_PACKED(nbody, numpyni_view(args, 0), numpyni_view(args, 1), numpyni_view(args, 2), numpyni_float64(args, 3),
               numpyni_int64(args, 4))

// One step of Jacobi's method: inner points become the mean of their four neighbours; the largest change.
static int32_t jacobi(NumPyNI_Context *ctx, const NumPyNI_View *x, const NumPyNI_View *out, double *change) {
  int64_t height = x->shape[0], width = x->shape[1];
  if (out->shape[0] != height || out->shape[1] != width)
    return numpyni_error(ctx, NUMPYNI_ERROR_VALUE, "x and out differ in shape");
  double largest = 0;
  for (int64_t i = 1; i < height - 1; i++)
    for (int64_t j = 1; j < width - 1; j++) {
      double value = 0.25 * (NUMPYNI_AT2(double, x, i - 1, j) + NUMPYNI_AT2(double, x, i + 1, j) +
                             NUMPYNI_AT2(double, x, i, j - 1) + NUMPYNI_AT2(double, x, i, j + 1));
      double moved = fabs(value - NUMPYNI_AT2(double, x, i, j));
      if (moved > largest) largest = moved;
      NUMPYNI_AT2(double, out, i, j) = value;
    }
  *change = largest;
  return 0;
}
NUMPYNI_PACKED(jacobi, numpyni_view(args, 0), numpyni_view(args, 1), numpyni_result(results, 0))

// The decimal numbers in bytes of text, between commas and line ends: their values, in a new array.
static double number_at(const NumPyNI_View *text, int64_t *at, int64_t end, int *ok) {
  int64_t i = *at, digits = 0, scale = 0;
  int negative = 0;
  double value = 0;
#define BYTE(i) ((i) < end ? NUMPYNI_AT1(uint8_t, text, i) : 0)
  if (BYTE(i) == '-' || BYTE(i) == '+') {
    negative = BYTE(i) == '-';
    i++;
  }
  for (; BYTE(i) >= '0' && BYTE(i) <= '9'; i++, digits++) value = 10 * value + (BYTE(i) - '0');
  if (BYTE(i) == '.')
    for (i++; BYTE(i) >= '0' && BYTE(i) <= '9'; i++, digits++, scale++) value = 10 * value + (BYTE(i) - '0');
#undef BYTE
  *ok = digits > 0;
  *at = i;
  return (negative ? -value : value) / pow(10, (double)scale);
}
static int32_t parse_numbers(NumPyNI_Context *ctx, const NumPyNI_View *text, NumPyNI_Handle *out) {
  int64_t end = text->shape[0], count = 1, n = 0;
  for (int64_t i = 0; i < end; i++) count += NUMPYNI_AT1(uint8_t, text, i) == ',' || NUMPYNI_AT1(uint8_t, text, i) == '\n';
  const NumPyNI_View *view;
  int32_t status = numpyni_new(ctx, NUMPYNI_FLOAT64, 1, &count, out, &view);
  for (int64_t i = 0; !status && n < count; i++, n++) {
    int ok;
    NUMPYNI_AT1(double, view, n) = number_at(text, &i, end, &ok);
    if (!ok || (i < end && NUMPYNI_AT1(uint8_t, text, i) != ',' && NUMPYNI_AT1(uint8_t, text, i) != '\n'))
      status = numpyni_error(ctx, NUMPYNI_ERROR_VALUE, "a decimal number is expected");
  }
  return status;
}
NUMPYNI_PACKED(parse_numbers, numpyni_view(args, 0), numpyni_result(results, 0))

static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

static const NumPyNI_Function functions[] = {
    NUMPYNI_FUNCTION(asum, "float64(float64[:] x)", "The sum of the elements.", 0, 0, NUMPYNI_NOTHROW | NUMPYNI_PURE),
    NUMPYNI_FUNCTION(nbody, "void(float64[:,:] x, float64[:,:] v, float64[:] mass, float64 dt, int64 steps)",
                     "Moves bodies under gravity.", 3, 0, NUMPYNI_RELEASES_GIL),
    NUMPYNI_FUNCTION(jacobi, "float64(float64[:,:] x, float64[:,:] out)", "One step of Jacobi's method.", 2, 0, 0),
    NUMPYNI_FUNCTION(parse_numbers, "float64[:](uint8[:] text)", "The numbers between commas and line ends.", 0, 0, 0),
};
static const NumPyNI_UfuncLoop softplus_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "float64(float64)", 0, 0, 0, (NumPyNI_Fn)softplus, 0}};
static const NumPyNI_Ufunc ufuncs[] = {
    {sizeof(NumPyNI_Ufunc), 0, 1, 1, "softplus", "log(1 + exp(x))", softplus_loops, 1, 0, {{0}, {0, 0, 0, 0}, {0, 0}}, 0}};
NUMPYNI_FUNCTIONS_AND_UFUNCS("kernels", "Kernels in C.", functions, ufuncs);
