// Kernels that do nothing: what is left is the call.
#include "numpyni_extension.h"

static int32_t none(NumPyNI_Context *ctx, const NumPyNI_View *x) { return (void)ctx, (void)x, 0; }
static int32_t one(NumPyNI_Context *ctx, const NumPyNI_View *x, double *result) {
  return (void)ctx, (void)x, *result = 1.5, 0;
}
NUMPYNI_PACKED(none, numpyni_view(args, 0))
NUMPYNI_PACKED(one, numpyni_view(args, 0), numpyni_result(results, 0))

static const NumPyNI_Function functions[] = {
    NUMPYNI_FUNCTION(none, "void(float64[:] x)", "Nothing.", 0, 0, 0),
    NUMPYNI_FUNCTION(one, "float64(float64[:] x)", "1.5", 0, 0, 0),
};
NUMPYNI_FUNCTIONS("calls", "Kernels that do nothing.", functions);
