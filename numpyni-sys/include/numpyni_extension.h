// What an author of a universal extension in C or C++ uses beyond numpyni.h: accessors, and macros for the exported table.
// It is compiled into the extension; nothing here is part of the ABI.
#ifndef NUMPYNI_EXTENSION_H
#define NUMPYNI_EXTENSION_H

#include <string.h>

#include "numpyni.h"

#ifdef NDEBUG
#define NUMPYNI_CHECK(index, length) ((void)0)
#else
#include <stdio.h>
#include <stdlib.h>
static inline void numpyni_check(int64_t index, int64_t length, const char *file, int line) {
  if (index < 0 || index >= length) {
    fprintf(stderr, "%s:%d: index %lld is out of bounds for an axis of length %lld\n", file, line, (long long)index,
            (long long)length);
    abort();
  }
}
#define NUMPYNI_CHECK(index, length) numpyni_check(index, length, __FILE__, __LINE__)
#endif

// ---- elements of a view: NUMPYNI_AT2(double, x, i, j) reads or writes x[i, j]; checked unless NDEBUG is defined

static inline char *numpyni_at1(const NumPyNI_View *x, int64_t i) { return (char *)x->data + i * x->strides[0]; }
static inline char *numpyni_at2(const NumPyNI_View *x, int64_t i, int64_t j) {
  return numpyni_at1(x, i) + j * x->strides[1];
}
static inline char *numpyni_at3(const NumPyNI_View *x, int64_t i, int64_t j, int64_t k) {
  return numpyni_at2(x, i, j) + k * x->strides[2];
}
#define NUMPYNI_AT1(T, x, i) (*(NUMPYNI_CHECK(i, (x)->shape[0]), (T *)numpyni_at1(x, i)))
#define NUMPYNI_AT2(T, x, i, j) \
  (*(NUMPYNI_CHECK(i, (x)->shape[0]), NUMPYNI_CHECK(j, (x)->shape[1]), (T *)numpyni_at2(x, i, j)))
#define NUMPYNI_AT3(T, x, i, j, k)                                                                     \
  (*(NUMPYNI_CHECK(i, (x)->shape[0]), NUMPYNI_CHECK(j, (x)->shape[1]), NUMPYNI_CHECK(k, (x)->shape[2]), \
     (T *)numpyni_at3(x, i, j, k)))

// ---- what a packed entry finds in its slots

static inline const NumPyNI_View *numpyni_view(const NumPyNI_Slot *args, int i) {
  return (const NumPyNI_View *)(uintptr_t)args[i].bits;
}
static inline uint8_t numpyni_bool(const NumPyNI_Slot *args, int i) { return (uint8_t)args[i].bits; }
static inline int64_t numpyni_int64(const NumPyNI_Slot *args, int i) { return (int64_t)args[i].bits; }
static inline float numpyni_float32(const NumPyNI_Slot *args, int i) {
  uint32_t bits = (uint32_t)args[i].bits;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
static inline double numpyni_float64(const NumPyNI_Slot *args, int i) {
  double value;
  memcpy(&value, &args[i].bits, sizeof value);
  return value;
}
static inline const float *numpyni_complex64(const NumPyNI_Slot *args, int i) {
  return (const float *)(uintptr_t)args[i].bits;
}
static inline const double *numpyni_complex128(const NumPyNI_Slot *args, int i) {
  return (const double *)(uintptr_t)args[i].bits;
}
// Where result `i` goes, of any type: a pointer to a bool, int64, float, double, two of them, or a handle.
static inline void *numpyni_result(NumPyNI_Slot *results, int i) {
  uint32_t tag = results[i].tag;
  int complex = tag == NUMPYNI_SLOT_COMPLEX64 || tag == NUMPYNI_SLOT_COMPLEX128;
  return complex ? (void *)(uintptr_t)results[i].bits : (void *)&results[i].bits;
}

// ---- errors, and arrays

// Sets the pending error and gives its kind: `return numpyni_error(ctx, NUMPYNI_ERROR_VALUE, "n must be positive");`
static inline int32_t numpyni_error(NumPyNI_Context *ctx, int32_t kind, const char *message) {
  return ctx->api->error_set(ctx, kind, message, strlen(message));
}
// A new row-major array of zeroes; `*view` is its view, valid while the handle is open.
static inline int32_t numpyni_new(NumPyNI_Context *ctx, NumPyNI_DType dtype, int32_t ndim, const int64_t *shape,
                                  NumPyNI_Handle *array, const NumPyNI_View **view) {
  int32_t status = ctx->api->array_new(ctx, dtype, ndim, shape, NUMPYNI_ORDER_C, 1, array);
  return status ? status : ctx->api->array_view(ctx, *array, view);
}

// ---- the exported table

// The packed entry of a typed function `f`, called with what follows: NUMPYNI_PACKED(asum, V(0), numpyni_result(results, 0))
#define NUMPYNI_PACKED(f, ...)                                                                                    \
  static int32_t f##_packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {               \
    (void)args, (void)results;                                                                                     \
    return f(ctx, __VA_ARGS__);                                                                                    \
  }
// One entry of the table of functions; `written` has a bit for each argument that `f` writes.
#define NUMPYNI_FUNCTION(f, signature, doc, written, layout, effects)                                              \
  {                                                                                                                \
    sizeof(NumPyNI_Function), effects, #f, doc, signature, (NumPyNI_Fn)f, f##_packed, written, layout, 0           \
  }
// A plain function of doubles, floats or int64: NUMPYNI_ELEMENT_FUNCTION(hypot, "float64(float64, float64)", "...")
#define NUMPYNI_ELEMENT_FUNCTION(f, signature, doc)                                                                \
  {                                                                                                                \
    sizeof(NumPyNI_Function), NUMPYNI_ELEMENT | NUMPYNI_NOTHROW | NUMPYNI_PURE, #f, doc, signature, (NumPyNI_Fn)f, \
        0, 0, 0, 0                                                                                                 \
  }

#ifdef __cplusplus
#define NUMPYNI_EXPORT extern "C" __attribute__((visibility("default"))) const
#else
#define NUMPYNI_EXPORT __attribute__((visibility("default"))) const
#endif

// Exports arrays of functions and of ufuncs. NUMPYNI_FUNCTIONS alone exports functions.
#define NUMPYNI_TABLE(name, doc, functions, nfunctions, ufuncs, nufuncs)                                              \
  NUMPYNI_EXPORT NumPyNI_Extension numpyni_extension = {NUMPYNI_EXTENSION_MAGIC, sizeof(NumPyNI_Extension),           \
                                                        NUMPYNI_ABI_MAJOR,       NUMPYNI_ABI_MINOR,                   \
                                                        name,                    doc,                                 \
                                                        functions,               ufuncs,                              \
                                                        nfunctions,              nufuncs}
#define NUMPYNI_COUNT(list) (uint32_t)(sizeof(list) / sizeof(*(list)))
#define NUMPYNI_FUNCTIONS(name, doc, functions) NUMPYNI_TABLE(name, doc, functions, NUMPYNI_COUNT(functions), 0, 0)
#define NUMPYNI_FUNCTIONS_AND_UFUNCS(name, doc, functions, ufuncs) \
  NUMPYNI_TABLE(name, doc, functions, NUMPYNI_COUNT(functions), ufuncs, NUMPYNI_COUNT(ufuncs))

#endif
