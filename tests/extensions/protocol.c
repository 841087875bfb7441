// Every part of the extension protocol once, for tests/python/test_extensions.py.
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "numpyni_extension.h"

static int32_t nothing(NumPyNI_Context *ctx) { return (void)ctx, 0; }
static int32_t nothing_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
  return (void)args, (void)results, nothing(ctx);
}

static int32_t asum(NumPyNI_Context *ctx, const NumPyNI_View *x, double *sum) {
  (void)ctx;
  *sum = 0;
  for (int64_t i = 0; i < x->shape[0]; i++) *sum += NUMPYNI_AT1(double, x, i);
  return 0;
}
NUMPYNI_PACKED(asum, numpyni_view(args, 0), numpyni_result(results, 0))

static int32_t scalars(NumPyNI_Context *ctx, uint8_t a, int64_t b, float c, double d, const float *e, const double *f,
                       uint8_t *ra, int64_t *rb, float *rc, double *rd, float *re, double *rf) {
  (void)ctx;
  *ra = !a, *rb = -b, *rc = -c, *rd = -d, re[0] = e[0], re[1] = -e[1], rf[0] = f[0], rf[1] = -f[1];
  return 0;
}
NUMPYNI_PACKED(scalars, numpyni_bool(args, 0), numpyni_int64(args, 1), numpyni_float32(args, 2), numpyni_float64(args, 3),
               numpyni_complex64(args, 4), numpyni_complex128(args, 5), numpyni_result(results, 0),
               numpyni_result(results, 1), numpyni_result(results, 2), numpyni_result(results, 3),
               numpyni_result(results, 4), numpyni_result(results, 5))

// Doubles x into out; one of both is refused where they overlap, unless they are repaired.
static int32_t twice(NumPyNI_Context *ctx, const NumPyNI_View *x, const NumPyNI_View *out) {
  if (x->shape[0] != out->shape[0]) return numpyni_error(ctx, NUMPYNI_ERROR_VALUE, "x and out differ in length");
  for (int64_t i = 0; i < x->shape[0]; i++) NUMPYNI_AT1(double, out, i) = 2 * NUMPYNI_AT1(double, x, i);
  return 0;
}
NUMPYNI_PACKED(twice, numpyni_view(args, 0), numpyni_view(args, 1))
static int32_t both(NumPyNI_Context *ctx, const NumPyNI_View *x, const NumPyNI_View *y) { return (void)ctx, (void)x, (void)y, 0; }
NUMPYNI_PACKED(both, numpyni_view(args, 0), numpyni_view(args, 1))

static int32_t strides_of(NumPyNI_Context *ctx, const NumPyNI_View *x, int64_t *s0, int64_t *s1) {
  return (void)ctx, *s0 = x->strides[0], *s1 = x->strides[1], 0;
}
#define STRIDES(name)                                                                                            \
  static int32_t name(NumPyNI_Context *ctx, const NumPyNI_View *x, int64_t *s0, int64_t *s1) {                   \
    return strides_of(ctx, x, s0, s1);                                                                           \
  }                                                                                                              \
  NUMPYNI_PACKED(name, numpyni_view(args, 0), numpyni_result(results, 0), numpyni_result(results, 1))
STRIDES(any_order)
STRIDES(row_major)
STRIDES(column_major)
STRIDES(inner_contiguous)

static int32_t kind_of(NumPyNI_Context *ctx, int64_t kind, int64_t *out) { return (void)ctx, *out = kind, 0; }
#define KIND(number, ...)                                                                                        \
  static int32_t kind##number(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {           \
    return (void)args, kind_of(ctx, number, numpyni_result(results, 0));                                         \
  }
KIND(1)
KIND(2)
KIND(3)
KIND(4)
KIND(5)

static int32_t dims(NumPyNI_Context *ctx, const NumPyNI_View *x, int64_t *out) { return (void)ctx, *out = x->ndim, 0; }
NUMPYNI_PACKED(dims, numpyni_view(args, 0), numpyni_result(results, 0))

// An array allocated through the context, and its sum beside it.
static int32_t count_up(NumPyNI_Context *ctx, int64_t n, NumPyNI_Handle *array, double *sum) {
  const NumPyNI_View *view;
  int32_t status = numpyni_new(ctx, NUMPYNI_FLOAT64, 1, &n, array, &view);
  if (status) return status;
  *sum = 0;
  for (int64_t i = 0; i < n; i++) *sum += NUMPYNI_AT1(double, view, i) = (double)i;
  return 0;
}
NUMPYNI_PACKED(count_up, numpyni_int64(args, 0), numpyni_result(results, 0), numpyni_result(results, 1))

// Memory of the kernel's own, adopted with its release.
static int64_t released;
static void release(void *owner) { free(owner), released++; }
static int32_t adopted(NumPyNI_Context *ctx, int64_t n, NumPyNI_Handle *array) {
  double *memory = malloc((size_t)n * sizeof *memory + 1);
  if (!memory) return numpyni_error(ctx, NUMPYNI_ERROR_MEMORY, "no memory");
  for (int64_t i = 0; i < n; i++) memory[i] = (double)(i * i);
  NumPyNI_View view = {.struct_size = sizeof view, .data = memory, .dtype = NUMPYNI_FLOAT64, .ndim = 1, .device_type = 1, .shape = &n};
  int32_t status = ctx->api->array_from_memory(ctx, &view, release, memory, array);
  if (status) free(memory);
  return status;
}
NUMPYNI_PACKED(adopted, numpyni_int64(args, 0), numpyni_result(results, 0))
static int32_t releases(NumPyNI_Context *ctx, int64_t *count) { return (void)ctx, *count = released, 0; }
NUMPYNI_PACKED(releases, numpyni_result(results, 0))

// An argument returned as a view of every second element, and one kept between calls.
static int32_t every_second(NumPyNI_Context *ctx, const NumPyNI_View *x, NumPyNI_Handle *out) {
  NumPyNI_Handle whole;
  int32_t status = ctx->api->array_from_view(ctx, x, &whole);
  if (status) return status;
  int64_t length = (x->shape[0] + 1) / 2, stride = 2 * x->strides[0];
  status = ctx->api->array_as_strided(ctx, whole, x->dtype, 1, &length, &stride, 0, 0, out);
  ctx->api->array_close(ctx, whole);
  return status;
}
NUMPYNI_PACKED(every_second, numpyni_view(args, 0), numpyni_result(results, 0))
static NumPyNI_Handle kept;
static int32_t keep(NumPyNI_Context *ctx, const NumPyNI_View *x) { return ctx->api->array_from_view(ctx, x, &kept); }
NUMPYNI_PACKED(keep, numpyni_view(args, 0))
static int32_t give_back(NumPyNI_Context *ctx, NumPyNI_Handle *out) {
  (void)ctx;
  *out = kept, kept.bits = 0;
  return 0;
}
NUMPYNI_PACKED(give_back, numpyni_result(results, 0))

// What was kept is closed on a thread that no interpreter knows.
static void *close_kept(void *api) {
  NumPyNI_Context ctx = {.api = api};
  ctx.api->array_close(&ctx, kept);
  return 0;
}
static int32_t drop_elsewhere(NumPyNI_Context *ctx) {
  pthread_t thread;
  if (pthread_create(&thread, 0, close_kept, (void *)ctx->api)) return numpyni_error(ctx, NUMPYNI_ERROR_RUNTIME, "no thread");
  pthread_join(thread, 0);
  kept.bits = 0;
  return 0;
}
static int32_t drop_elsewhere_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
  return (void)args, (void)results, drop_elsewhere(ctx);
}

// Failures: by kind; after an array was made; without a word; a result that is no array, or not the one that was promised.
static int32_t fail(NumPyNI_Context *ctx, int64_t kind) { return numpyni_error(ctx, (int32_t)kind, "as told \xe2\x9c\x93"); }
NUMPYNI_PACKED(fail, numpyni_int64(args, 0))
static int32_t fail_late(NumPyNI_Context *ctx, NumPyNI_Handle *out) {
  int64_t n = 3;
  const NumPyNI_View *view;
  numpyni_new(ctx, NUMPYNI_FLOAT64, 1, &n, out, &view);
  return numpyni_error(ctx, NUMPYNI_ERROR_RUNTIME, "too late");
}
NUMPYNI_PACKED(fail_late, numpyni_result(results, 0))
static int32_t fail_silently(NumPyNI_Context *ctx) { return (void)ctx, 1; }
static int32_t fail_silently_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
  return (void)args, (void)results, fail_silently(ctx);
}
static int32_t no_array_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
  return (void)ctx, (void)args, results[0].bits = 12345, 0;
}
static int32_t wrong_array_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
  int64_t n = 3;
  return (void)args, ctx->api->array_new(ctx, NUMPYNI_INT8, 1, &n, 0, 1, numpyni_result(results, 0));
}
static int32_t huge(NumPyNI_Context *ctx, int64_t n, NumPyNI_Handle *out) {
  int64_t shape[2] = {n, n};
  return ctx->api->array_new(ctx, NUMPYNI_FLOAT64, 2, shape, NUMPYNI_ORDER_C, 0, out);
}
NUMPYNI_PACKED(huge, numpyni_int64(args, 0), numpyni_result(results, 0))

static double cube(double x) { return x * x * x; }
static int64_t add3(int64_t a, int64_t b, int64_t c) { return a + b + c; }

#define F(f, signature, written, layout) NUMPYNI_FUNCTION(f, signature, "", written, layout, 0)
#define PACKED_ONLY(name, packed, signature) {sizeof(NumPyNI_Function), 0, name, 0, signature, 0, packed, 0, 0, 0}
static const NumPyNI_Function functions[] = {
    F(nothing, "void()", 0, 0),
    NUMPYNI_FUNCTION(asum, "float64(float64[:] x)", "The sum of the elements.", 0, 0, NUMPYNI_NOTHROW | NUMPYNI_RELEASES_GIL),
    F(scalars, "(bool, int64, float32, float64, complex64, complex128)(bool, int64, float32, float64, complex64, complex128)", 0, 0),
    F(twice, "void(float64[:] x, float64[:] out)", 2, 0),
    F(both, "void(float64[:] x, float64[:] y)", 3, 0),
    F(any_order, "(int64, int64)(float64[:,:] x)", 0, 0),
    F(row_major, "(int64, int64)(float64[:,::1] x)", 0, 0),
    F(column_major, "(int64, int64)(float64[:,:] x)", 0, NUMPYNI_F_CONTIGUOUS),
    F(inner_contiguous, "(int64, int64)(float64[:,:] x)", 0, NUMPYNI_INNER_CONTIGUOUS),
    PACKED_ONLY("kind", kind1, "int64(float64[:] x)"),
    PACKED_ONLY("kind", kind2, "int64(float64[:,:] x)"),
    PACKED_ONLY("kind", kind3, "int64(float32[:] x)"),
    PACKED_ONLY("kind", kind4, "int64(int64 x)"),
    PACKED_ONLY("kind", kind5, "int64(float64 x)"),
    F(dims, "int64(int32[...] x)", 0, 0),
    F(count_up, "(float64[:], float64)(int64 n)", 0, 0),
    F(adopted, "float64[:](int64 n)", 0, 0),
    F(releases, "int64()", 0, 0),
    F(every_second, "float64[:](float64[:] x)", 0, 0),
    F(keep, "void(float64[:] x)", 0, 0),
    F(give_back, "float64[:]()", 0, 0),
    NUMPYNI_FUNCTION(drop_elsewhere, "void()", "", 0, 0, NUMPYNI_RELEASES_GIL),
    F(fail, "void(int64 kind)", 0, 0),
    F(fail_late, "float64[:]()", 0, 0),
    F(fail_silently, "void()", 0, 0),
    PACKED_ONLY("no_array", no_array_packed, "float64[:]()"),
    PACKED_ONLY("wrong_array", wrong_array_packed, "float64[:]()"),
    F(huge, "float64[:,:](int64 n)", 0, 0),
    NUMPYNI_ELEMENT_FUNCTION(cube, "float64(float64 x)", "x to the third."),
    NUMPYNI_ELEMENT_FUNCTION(add3, "int64(int64, int64, int64)", ""),
};

// ---- ufuncs: one of a plain function, one of NumPy's inner loops with all forms of it, one of two outputs

static void plus_strided(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  const char *x1 = args[0], *x2 = args[1];
  char *out = args[2];
  (void)data;
  for (intptr_t i = 0; i < *n; i++, x1 += steps[0], x2 += steps[1], out += steps[2])
    *(int32_t *)out = *(const int32_t *)x1 + *(const int32_t *)x2;
}
static void times_strided(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  const char *x1 = args[0], *x2 = args[1];
  char *out = args[2];
  (void)data;
  for (intptr_t i = 0; i < *n; i++, x1 += steps[0], x2 += steps[1], out += steps[2])
    *(double *)out = *(const double *)x1 * *(const double *)x2 + 10 * *(const double *)data;
}
static void minus_strided(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  const char *x1 = args[0], *x2 = args[1];
  char *out = args[2];
  (void)data;
  for (intptr_t i = 0; i < *n; i++, x1 += steps[0], x2 += steps[1], out += steps[2])
    *(double *)out = *(const double *)x1 - *(const double *)x2;
}
static void split_strided(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  (void)data;
  for (intptr_t i = 0; i < *n; i++) {
    double x = *(const double *)(args[0] + i * steps[0]), whole = floor(x);
    *(double *)(args[1] + i * steps[1]) = whole;
    *(double *)(args[2] + i * steps[2]) = x - whole;
  }
}
// A generalised ufunc: (k),()->(), by Horner's rule; the data are added.
static void horner(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  intptr_t count = n[0], terms = n[1], inner = steps[3];
  for (intptr_t i = 0; i < count; i++) {
    const char *term = args[0] + i * steps[0];
    double x = *(const double *)(args[1] + i * steps[1]), y = 0;
    for (intptr_t k = 0; k < terms; k++) y = y * x + *(const double *)(term + k * inner);
    *(double *)(args[2] + i * steps[2]) = y + *(const double *)data;
  }
}
// (m),(n)->(m,n)
static void table(char *const *args, const intptr_t *n, const intptr_t *steps, void *data) {
  (void)data;
  for (intptr_t i = 0; i < n[0]; i++)
    for (intptr_t j = 0; j < n[1]; j++)
      for (intptr_t k = 0; k < n[2]; k++)
        *(int64_t *)(args[2] + i * steps[2] + j * steps[5] + k * steps[6]) =
            *(const int64_t *)(args[0] + i * steps[0] + j * steps[3]) * *(const int64_t *)(args[1] + i * steps[1] + k * steps[4]);
}
static const double zero = 0, half = 0.5;
static const NumPyNI_UfuncLoop horner_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "float64(float64, float64)", horner, 0, 0, 0, (void *)&half}};
static const NumPyNI_UfuncLoop table_loops[] = {{sizeof(NumPyNI_UfuncLoop), 0, "int64(int64, int64)", table, 0, 0, 0, 0}};
static const NumPyNI_UfuncLoop cube_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "float64(float64)", 0, 0, 0, (NumPyNI_Fn)cube, 0}};
static const NumPyNI_UfuncLoop plus_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "int32(int32, int32)", plus_strided, 0, 0, 0, 0},
    {sizeof(NumPyNI_UfuncLoop), 0, "float64(float64, float64)", times_strided, times_strided, 0, 0, (void *)&zero}};
static const NumPyNI_UfuncLoop minus_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "float64(float64, float64)", minus_strided, 0, 0, 0, 0}};
static const NumPyNI_UfuncLoop split_loops[] = {
    {sizeof(NumPyNI_UfuncLoop), 0, "(float64, float64)(float64)", split_strided, 0, 0, 0, 0}};
#define WEAK_INT(value) {{0}, {NUMPYNI_TYPE_INT, 64, 1, NUMPYNI_EXT_WEAK}, {value, 0}}
static const NumPyNI_Ufunc ufuncs[] = {
    {sizeof(NumPyNI_Ufunc), 0, 1, 1, "cubes", "x to the third.", cube_loops, 1, 0, WEAK_INT(0), 0},
    {sizeof(NumPyNI_Ufunc), NUMPYNI_HAS_IDENTITY | NUMPYNI_REORDERABLE, 2, 1, "mix", "x1 + x2 of integers, x1 * x2 of floats.",
     plus_loops, 2, 0, WEAK_INT(1), 0},
    {sizeof(NumPyNI_Ufunc), 0, 2, 1, "minus", "x1 - x2", minus_loops, 1, 0, WEAK_INT(0), 0},
    {sizeof(NumPyNI_Ufunc), 0, 1, 2, "split", "Whole and rest.", split_loops, 1, 0, WEAK_INT(0), 0},
    {sizeof(NumPyNI_Ufunc), 0, 2, 1, "horner", "A polynomial's value, and a half.", horner_loops, 1, 0, WEAK_INT(0), "(k),()->()"},
    {sizeof(NumPyNI_Ufunc), 0, 2, 1, "table", "All products.", table_loops, 1, 0, WEAK_INT(0), "(m),(n)->(m,n)"},
};
NUMPYNI_FUNCTIONS_AND_UFUNCS("protocol", "Every part of the protocol once.", functions, ufuncs);
