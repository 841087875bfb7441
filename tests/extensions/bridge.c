// An extension of CPython in its C API that takes and gives arrays by numpyni_python.h.
#include "numpyni_python.h"

static PyObject *asum(PyObject *module, PyObject *object) {
  (void)module;
  NumPyNI_Borrowed x;
  if (numpyni_borrow(object, NUMPYNI_FLOAT64, 1, 0, &x)) return NULL;
  double sum = 0;
  for (int64_t i = 0; i < x.view->shape[0]; i++) sum += *(double *)((char *)x.view->data + i * x.view->strides[0]);
  numpyni_return(&x);
  return PyFloat_FromDouble(sum);
}

static PyObject *scale(PyObject *module, PyObject *args) {
  (void)module;
  PyObject *object;
  double by;
  NumPyNI_Borrowed x;
  if (!PyArg_ParseTuple(args, "Od", &object, &by) || numpyni_borrow(object, NUMPYNI_FLOAT64, 1, 1, &x)) return NULL;
  for (int64_t i = 0; i < x.view->shape[0]; i++) *(double *)((char *)x.view->data + i * x.view->strides[0]) *= by;
  numpyni_return(&x);
  Py_RETURN_NONE;
}

static PyObject *squares(PyObject *module, PyObject *count) {
  (void)module;
  int64_t n = PyLong_AsLongLong(count);
  if (n == -1 && PyErr_Occurred()) return NULL;
  NumPyNI_Borrowed made;
  if (numpyni_make(NUMPYNI_INT64, 1, &n, &made)) return NULL;
  for (int64_t i = 0; i < n; i++) ((int64_t *)made.view->data)[i] = i * i;
  return numpyni_object(&made);
}

static PyObject *is_native(PyObject *module, PyObject *object) {
  (void)module;
  const NumPyNI_Bridge *bridge = numpyni_bridge();
  return bridge ? PyBool_FromLong(numpyni_view_of(bridge, object) != NULL) : NULL;
}

static PyMethodDef methods[] = {
    {"asum", asum, METH_O, "The sum of the elements."},
    {"scale", scale, METH_VARARGS, "x *= by, in place."},
    {"squares", squares, METH_O, "The first n squares."},
    {"is_native", is_native, METH_O, "Whether the view stands in the object."},
    {NULL, NULL, 0, NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "bridge", NULL, -1, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_bridge(void);
PyMODINIT_FUNC PyInit_bridge(void) { return PyModule_Create(&definition); }
