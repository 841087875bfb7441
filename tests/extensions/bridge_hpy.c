// The same with HPy: an object of HPy's is one of CPython's where the view is asked for.
#include "hpy.h"
#include "numpyni_python.h"

HPyDef_METH(asum, "asum", HPyFunc_O)
static HPy asum_impl(HPyContext *ctx, HPy self, HPy argument) {
  (void)self;
  NumPyNI_Borrowed x;
  PyObject *object = HPy_AsPyObject(ctx, argument);
  int failed = numpyni_borrow(object, NUMPYNI_FLOAT64, 1, 0, &x);
  double sum = 0;
  if (!failed) {
    for (int64_t i = 0; i < x.view->shape[0]; i++) sum += *(double *)((char *)x.view->data + i * x.view->strides[0]);
    numpyni_return(&x);
  }
  Py_DECREF(object);
  return failed ? HPy_NULL : HPyFloat_FromDouble(ctx, sum);
}

static HPyDef *defines[] = {&asum, NULL};
static HPyModuleDef definition = {.doc = "NumPyNI's arrays in HPy.", .defines = defines};
HPy_MODINIT(bridge_hpy, definition)
