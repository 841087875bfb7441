/* How fast this machine reads, copies, fills and adds: the widest vectors, enough of them in flight, with non-temporal stores where they are
   faster. Compile with -O3 -march=native. Arguments "read:BYTES", "copy:BYTES", ... print one line of JSON, {"read:BYTES": ns a call, ...};
   without arguments, a line "read BYTES" of the input is answered by a line with the ns. BYTES are those of one array. */
#define _POSIX_C_SOURCE 200112L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define WIDTH 64
#define STREAM(at, x) _mm512_stream_si512((void *)(at), (__m512i)(x))
#elif defined(__AVX__)
#define WIDTH 32
#define STREAM(at, x) _mm256_stream_si256((void *)(at), (__m256i)(x))
#else
#define WIDTH 16
#define STREAM(at, x) (*(at) = (x))
#endif
#define IN_FLIGHT 16
#define STEP (IN_FLIGHT * WIDTH)
#define SECONDS 0.03

typedef double vector __attribute__((vector_size(WIDTH)));
typedef void kernel(vector *, const vector *, const vector *, long);

static __attribute__((noinline)) void read_(vector *out, const vector *x, const vector *y, long n)
{
    vector lanes[IN_FLIGHT] = {{0}};
    (void)y;
    for (long i = 0; i + IN_FLIGHT <= n; i += IN_FLIGHT)
        for (int k = 0; k < IN_FLIGHT; k++)
            lanes[k] += x[i + k];
    for (int k = 1; k < IN_FLIGHT; k++)
        lanes[0] += lanes[k];
    out[0] = lanes[0];
}

#define WRITING(name, expression)                                                                          \
    static __attribute__((noinline)) void name(vector *out, const vector *x, const vector *y, long n)      \
    {                                                                                                      \
        (void)x, (void)y;                                                                                  \
        for (long i = 0; i < n; i++)                                                                       \
            out[i] = expression;                                                                           \
    }                                                                                                      \
    static __attribute__((noinline)) void name##streaming(vector *out, const vector *x, const vector *y, long n) \
    {                                                                                                      \
        (void)x, (void)y;                                                                                  \
        for (long i = 0; i < n; i++)                                                                       \
            STREAM(out + i, expression);                                                                   \
    }

WRITING(copy_, x[i])
WRITING(fill_, (vector){0} + 1.0)
WRITING(add_, x[i] + y[i])

static const struct { const char *name; kernel *plain, *streaming; } KINDS[] = {
    {"read", read_, read_}, {"copy", copy_, copy_streaming}, {"fill", fill_, fill_streaming}, {"add", add_, add_streaming},
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static double best_of(kernel *f, vector *out, const vector *x, const vector *y, long n)
{
    double best = INFINITY;
    long calls = 1 + 200000 / (n * WIDTH + 64);
    for (double end = now() + SECONDS; now() < end;) {
        double start = now();
        for (long r = 0; r < calls; r++) {
            f(out, x, y, n);
            __asm__ volatile("" ::: "memory");
        }
        best = fmin(best, (now() - start) / calls);
    }
    return best * 1e9;
}

/* Nanoseconds of a call over arrays of so many bytes: measured over whole blocks, so scaled to the bytes asked for. */
static double limit(const char *name, long bytes)
{
    long size = (bytes + STEP - 1) / STEP * STEP;
    char *room;
    if (bytes <= 0 || posix_memalign((void **)&room, 4096, 3 * (size + 4096)))
        exit(2);
    memset(room, 0, 3 * (size + 4096));
    vector *out = (vector *)room, *x = (vector *)(room + size + 4096), *y = (vector *)(room + 2 * (size + 4096));
    double best = INFINITY;
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
        if (!strcmp(name, KINDS[k].name)) {
            best = best_of(KINDS[k].plain, out, x, y, size / WIDTH);
            if (bytes > 1000000)
                best = fmin(best, best_of(KINDS[k].streaming, out, x, y, size / WIDTH));
        }
    free(room);
    return best * bytes / size;
}

int main(int count, char **words)
{
    char name[16];
    long bytes;
    for (int k = 1; k < count; k++) {
        if (sscanf(words[k], "%15[a-z]:%ld", name, &bytes) != 2)
            return 2;
        printf("%s\"%s\": %.2f", k == 1 ? "{" : ", ", words[k], limit(name, bytes));
    }
    if (count > 1)
        puts("}");
    else
        while (scanf("%15s %ld", name, &bytes) == 2) {
            printf("%.2f\n", limit(name, bytes));
            fflush(stdout);
        }
    return 0;
}
