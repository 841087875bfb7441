/* A consumer in plain C, which knows nothing of any Python: it loads the runtime, works with an array through its view, and tries
 * what should fail. Usage: abi LIBRARY. Prints one line per check and ends with "N passed, N failed". */
#include "numpyni.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static int passed, failed;

static void check(int truth, const char *what) {
    printf("%s: %s\n", truth ? "ok" : "FAILED", what);
    truth ? passed++ : failed++;
}

static NumPyNI_Context context;

static int fails(int32_t status, int32_t kind, const char *words) {
    uintptr_t length = 0;
    const char *message = context.api->error_message(&context, &length);
    int right = status == kind && context.error == kind && length >= strlen(words);
    int found = 0;
    for (uintptr_t i = 0; right && i + strlen(words) <= length; i++) found |= !memcmp(message + i, words, strlen(words));
    if (!(right && found)) printf("  status %d, message: %.*s\n", status, (int)length, message ? message : "");
    context.api->error_clear(&context);
    return right && found && context.error == NUMPYNI_OK && context.detail == NULL;
}

static int released;
static void release(void *owner) { released += *(int *)owner; }

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) return printf("%s\n", dlerror()), 2;
    const NumPyNI_Api *(*get_api)(uint32_t, uint32_t) = NULL;
    *(void **)&get_api = dlsym(library, "NumPyNI_GetApi");
    check(get_api != NULL, "the library exports NumPyNI_GetApi");
    if (!get_api) return 1;
    check(get_api(2, 3) == NULL, "a version that it does not speak gives no table");
    check(get_api(0, 0) == NULL && get_api(2, 1) == NULL, "nor does an older or an empty range");
    const NumPyNI_Api *api = get_api(1, 1);
    check(api && api->size >= sizeof(NumPyNI_Api) && api->major == 1, "the table knows its size and version");
    if (!api) return 1;
    context.api = api;
    uint64_t before = api->handle_count(&context);

    NumPyNI_DType f8 = {NUMPYNI_TYPE_FLOAT, 64, 1, 0};
    int64_t shape[65];
    for (int i = 0; i < 65; i++) shape[i] = 1;
    NumPyNI_Handle a = {0}, b = {0};
    const NumPyNI_View *view = NULL;

    shape[0] = 3, shape[1] = 4;
    check(api->array_new(&context, f8, 2, shape, NUMPYNI_ORDER_C, 1, &a) == 0 && a.bits, "an array is made");
    check(api->array_view(&context, a, &view) == 0 && view->ndim == 2 && view->strides[0] == 32 && *view->epoch == view->epoch0,
          "its view has its shape, strides and epoch");
    *(double *)((char *)view->data + 2 * view->strides[0] + view->strides[1]) = 2.5;
    NumPyNI_Index items[2] = {{.kind = NUMPYNI_INDEX_INTEGER, .start = -1}, {.kind = NUMPYNI_INDEX_INTEGER, .start = 1}};
    NumPyNI_Value value = {{0}, f8, {0, 0}};
    double element = 0;
    check(api->array_get(&context, a, items, 2, &value) == 0 && (memcpy(&element, value.element, 8), element == 2.5),
          "what is stored through the view is read through the table");

    uint32_t sum = 0;
    check(api->reduction_find(&context, "sum", &sum) == 0 && api->reduce(&context, sum, a, NULL, &value) == 0 && !value.array.bits
              && (memcpy(&element, value.element, 8), element == 2.5),
          "a reduction gives an element and no array");

    items[0].start = 3;
    check(fails(api->array_get(&context, a, items, 2, &value), NUMPYNI_ERROR_INDEX, "index 3 is out of bounds for axis 0 with size 3"),
          "an index out of bounds is an IndexError in NumPy's words");
    items[0].start = INT64_MIN;
    check(fails(api->array_get(&context, a, items, 2, &value), NUMPYNI_ERROR_INDEX, "out of bounds"), "so is the smallest integer");
    int64_t bad[2] = {5, 3};
    check(fails(api->array_reshape(&context, a, 2, bad, NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED, &b), NUMPYNI_ERROR_VALUE,
                "cannot reshape array of size 12 into shape (5,3)"),
          "a reshape to another size is a ValueError");
    int64_t huge[2] = {INT64_MAX, 8};
    check(fails(api->array_new(&context, f8, 2, huge, NUMPYNI_ORDER_C, 0, &b), NUMPYNI_ERROR_VALUE, "too big"), "an overflowing shape is refused");
    huge[0] = -1;
    check(fails(api->array_new(&context, f8, 2, huge, NUMPYNI_ORDER_C, 0, &b), NUMPYNI_ERROR_VALUE, "negative dimensions"), "so is a negative one");
    int64_t large[1] = {INT64_MAX / 16};
    check(fails(api->array_new(&context, f8, 1, large, NUMPYNI_ORDER_C, 0, &b), NUMPYNI_ERROR_MEMORY, "allocate"), "more memory than there is is a MemoryError");
    check(fails(api->array_new(&context, f8, 65, shape, NUMPYNI_ORDER_C, 0, &b), NUMPYNI_ERROR_VALUE, "64"), "65 dimensions are refused");
    shape[0] = shape[1] = 1;
    check(api->array_new(&context, f8, 64, shape, NUMPYNI_ORDER_F, 0, &b) == 0 && api->array_close(&context, b) == 0, "64 are not");
    check(fails(api->array_new(&context, (NumPyNI_DType){77, 13, 1, 0}, 1, shape, NUMPYNI_ORDER_C, 0, &b), NUMPYNI_ERROR_TYPE, "dtype"),
          "an unknown dtype is a TypeError");
    int64_t one[1] = {2}, strides[1] = {96};
    check(fails(api->array_as_strided(&context, a, f8, 1, one, strides, 0, 0, &b), NUMPYNI_ERROR_VALUE, "memory"),
          "strides that leave the memory are refused");
    check(fails(api->array_as_strided(&context, a, f8, 1, one, strides, INT64_MAX, 0, &b), NUMPYNI_ERROR_VALUE, "memory"), "so is an offset that does");

    NumPyNI_View lease;
    check(api->array_acquire(&context, a, &lease) == 0 && lease.lease, "a lease is taken");
    const uint64_t *epoch = view->epoch;
    uint64_t epoch0 = view->epoch0;
    check(api->array_close(&context, a) == 0 && *epoch != epoch0, "closing the handle moves its epoch on");
    check(fails(api->array_close(&context, a), NUMPYNI_ERROR_VALUE, "not open"), "a second close is an error");
    check(fails(api->array_get(&context, a, items, 2, &value), NUMPYNI_ERROR_VALUE, "not open"), "so is a use after it");
    check(*(double *)((char *)lease.data + 2 * lease.strides[0] + lease.strides[1]) == 2.5 && lease.shape[1] == 4, "the lease still stands");
    check(api->array_from_view(&context, &lease, &b) == 0 && api->view_release(&context, &lease) == 0 && !lease.lease, "it becomes an array, and is released");
    check(api->view_release(&context, &lease) == 0, "releasing no lease does nothing");
    check(api->array_close(&context, b) == 0, "the array closes");
    for (int i = 0; i < 3; i++) {
        NumPyNI_Handle made_up = {(uintptr_t[]){0, 12345, UINTPTR_MAX}[i]};
        check(fails(api->array_close(&context, made_up), NUMPYNI_ERROR_VALUE, "not open"), "a made-up handle is refused");
    }

    double memory[4] = {1, 2, 3, 4};
    int owner = 1;
    int64_t four[1] = {4};
    NumPyNI_View foreign = {.struct_size = sizeof foreign, .flags = NUMPYNI_READONLY, .data = memory, .dtype = f8, .ndim = 1,
                            .device_type = 1, .shape = four};
    check(api->array_from_memory(&context, &foreign, release, &owner, &a) == 0, "foreign memory becomes an array");
    items[0].start = 0;
    check(fails(api->array_set(&context, a, items, 1, &value), NUMPYNI_ERROR_VALUE, "read-only"), "which is read-only");
    items[0] = (NumPyNI_Index){.kind = NUMPYNI_INDEX_SLICE, .step = -1};
    check(api->array_get(&context, a, items, 1, &value) == 0 && api->array_view(&context, value.array, &view) == 0
              && *(double *)view->data == 4 && view->strides[0] == -8,
          "and sliced without a copy");
    check(api->array_close(&context, a) == 0 && !released, "closing it gives nothing back while a slice lives");
    check(api->array_close(&context, value.array) == 0 && released == 1, "closing the slice gives it back once");
    check(api->handle_count(&context) == before, "no handle is left open");

    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
