// For other extensions of CPython, written with its C API or HPy (or PyO3, which reads the same capsule): the native path to NumPyNI's arrays, and any array as an argument.
// It needs Python.h, and neither headers nor libraries of NumPyNI when it runs: all comes from a capsule. Nothing here is part of the ABI.
//
//     NumPyNI_Borrowed x;
//     if (numpyni_borrow(object, NUMPYNI_FLOAT64, 1, 0, &x)) return NULL;     // an exception stands
//     ... x.view->data, x.view->shape[0], x.view->strides[0] ...
//     numpyni_return(&x);
#ifndef NUMPYNI_PYTHON_H
#define NUMPYNI_PYTHON_H

#include <Python.h>

#include "numpyni.h"

typedef struct {
  uint32_t struct_size;
  uint32_t reserved;
  const NumPyNI_Api *api;
  const NumPyNI_Host *host;
  // The type of arrays; NULL where another thread may give an array another shape meanwhile.
  PyTypeObject *ndarray;
  // Where the view stands in an object of exactly that type.
  uintptr_t view_offset;
} NumPyNI_Bridge;

// An array for a while: `view` is valid until `numpyni_return`, and as long as the object.
typedef struct {
  const NumPyNI_View *view;
  NumPyNI_Handle handle;
} NumPyNI_Borrowed;

// What the native host of this interpreter gives; NULL with an ImportError where there is none.
static inline const NumPyNI_Bridge *numpyni_bridge(void) {
  static const NumPyNI_Bridge *bridge;
  if (!bridge) {
    PyObject *package = PyImport_ImportModule("numpyni");
    if (!package) return NULL;
    Py_DECREF(package);
    bridge = (const NumPyNI_Bridge *)PyCapsule_Import("numpyni._native.bridge", 0);
  }
  return bridge;
}

static inline NumPyNI_Context numpyni_context(const NumPyNI_Bridge *bridge) {
  NumPyNI_Context context = {0};
  context.api = bridge->api;
  context.host = bridge->host;
  return context;
}

static inline int numpyni_fits(const NumPyNI_View *view, NumPyNI_DType dtype, int ndim, int written) {
  uint32_t mask = NUMPYNI_ALIGNED | (written ? NUMPYNI_READONLY : 0);
  return view->dtype.code == dtype.code && view->dtype.bits == dtype.bits && view->dtype.lanes == dtype.lanes &&
         view->dtype.ext == dtype.ext && view->ndim == ndim && (view->flags & mask) == NUMPYNI_ALIGNED;
}

// The view of an object, without a reference or a handle, if it is exactly an array of ours; or NULL, without an exception.
static inline const NumPyNI_View *numpyni_view_of(const NumPyNI_Bridge *bridge, PyObject *object) {
  return Py_TYPE(object) == bridge->ndarray ? (const NumPyNI_View *)((char *)object + bridge->view_offset) : NULL;
}

// The array of an object, of this dtype and number of dimensions, aligned, and not read-only if it is `written`: our arrays, NumPy's,
// and whatever has a buffer, without a copy; 0, or -1 with an exception.
static inline int numpyni_borrow(PyObject *object, NumPyNI_DType dtype, int ndim, int written, NumPyNI_Borrowed *out) {
  const NumPyNI_Bridge *bridge = numpyni_bridge();
  if (!bridge) return -1;
  out->handle.bits = 0;
  out->view = numpyni_view_of(bridge, object);
  if (out->view && numpyni_fits(out->view, dtype, ndim, written)) return 0;
  NumPyNI_Context context = numpyni_context(bridge);
  NumPyNI_Object given = {(uintptr_t)object};
  if (bridge->host->array_from(&context, given, &out->handle) ||
      bridge->api->array_view(&context, out->handle, &out->view)) {
    bridge->host->raise(&context);
    return -1;
  }
  if (numpyni_fits(out->view, dtype, ndim, written)) return 0;
  const char *what = out->view->ndim != ndim                     ? "of another number of dimensions"
                     : numpyni_fits(out->view, dtype, ndim, 0)   ? "that is read-only"
                     : (out->view->flags & NUMPYNI_ALIGNED) == 0 ? "that is not aligned"
                                                                 : "of another dtype";
  PyErr_Format(PyExc_TypeError, "an array with %d dimension%s is needed, got one %s", ndim, ndim == 1 ? "" : "s", what);
  bridge->api->array_close(&context, out->handle);
  return -1;
}

static inline void numpyni_return(NumPyNI_Borrowed *array) {
  if (!array->handle.bits) return;
  const NumPyNI_Bridge *bridge = numpyni_bridge();
  NumPyNI_Context context = numpyni_context(bridge);
  bridge->api->array_close(&context, array->handle);
}

// A new row-major array of zeroes, to be given by `numpyni_object`; 0, or -1 with an exception.
static inline int numpyni_make(NumPyNI_DType dtype, int ndim, const int64_t *shape, NumPyNI_Borrowed *out) {
  const NumPyNI_Bridge *bridge = numpyni_bridge();
  if (!bridge) return -1;
  NumPyNI_Context context = numpyni_context(bridge);
  out->handle.bits = 0;
  if (!bridge->api->array_new(&context, dtype, ndim, shape, NUMPYNI_ORDER_C, 1, &out->handle) &&
      !bridge->api->array_view(&context, out->handle, &out->view))
    return 0;
  bridge->host->raise(&context);
  return -1;
}

// The object of an array that was made; its handle is given away.
static inline PyObject *numpyni_object(NumPyNI_Borrowed *array) {
  const NumPyNI_Bridge *bridge = numpyni_bridge();
  NumPyNI_Context context = numpyni_context(bridge);
  NumPyNI_Object object = {0};
  NumPyNI_Handle handle = array->handle;
  array->handle.bits = 0;
  if (!bridge->host->object_from(&context, handle, &object)) return (PyObject *)object.bits;
  bridge->host->raise(&context);
  return NULL;
}

#endif
