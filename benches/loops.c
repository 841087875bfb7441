/* The loops of loops.py in C, timed by themselves: ./loops LOOP:N ... prints {"LOOP:N": ns an element, ...}. */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LEAST 0.02   /* seconds that one timing takes at least */
#define BUDGET 0.2   /* seconds for one loop */
#define NOINLINE __attribute__((noinline))
#define BARRIER() __asm__ volatile("" ::: "memory")   /* memory may have changed: nothing is carried over */

static NOINLINE double read_(const double *arr, long n)
{
    double result = 0;
    for (long i = 0; i < n; i++)
        result += arr[i];
    return result;
}

static NOINLINE double store(double *arr, long n)
{
    double x = 1.5;
    BARRIER();
    for (long i = 0; i < n; i++)
        arr[i] = x;
    return arr[n - 1];
}

static NOINLINE double stencil(const double *restrict a, double *restrict b, long n)
{
    for (long i = 1; i < n - 1; i++)
        for (long j = 1; j < n - 1; j++)
            b[i * n + j] = 0.25 * (a[(i - 1) * n + j] + a[(i + 1) * n + j] + a[i * n + j - 1] + a[i * n + j + 1]);
    return b[n + 1];
}

static NOINLINE double stencil9(const double *restrict a, double *restrict b, long n)
{
    for (long i = 1; i < n - 1; i++)
        for (long j = 1; j < n - 1; j++) {
            const double *p = a + i * n + j;
            b[i * n + j] = 0.125 * (p[-n - 1] + p[-n] + p[-n + 1] + p[-1] + p[0] + p[1] + p[n - 1] + p[n] + p[n + 1]);
        }
    return b[n + 1];
}

static NOINLINE double stencil25(const double *restrict a, double *restrict b, long n)
{
    for (long i = 2; i < n - 2; i++)
        for (long j = 2; j < n - 2; j++) {
            double sum = 0;
            const double *p = a + (i - 2) * n + j;
            for (long k = 0; k < 5; k++, p += n)
                sum = sum + p[-2] + p[-1] + p[0] + p[1] + p[2];
            b[i * n + j] = 0.03125 * sum;
        }
    return b[2 * n + 2];
}

static NOINLINE double stencil7(const double *restrict a, double *restrict b, long n)
{
    long m = n * n;
    for (long i = 1; i < n - 1; i++)
        for (long j = 1; j < n - 1; j++)
            for (long k = 1; k < n - 1; k++) {
                const double *p = a + i * m + j * n + k;
                b[i * m + j * n + k] = 0.125 * (p[-m] + p[m] + p[-n] + p[n] + p[-1] + p[1] + p[0]);
            }
    return b[m + n + 1];
}

/* The loop over elements of each type, with a step. */
#define READ(type, total) \
    static NOINLINE total read_##type(const type *arr, long n, long step) \
    { \
        total result = 0; \
        for (long i = 0; i < n; i++) \
            result += arr[i * step]; \
        return result; \
    }
READ(double, double)
READ(float, float)
READ(int64_t, int64_t)
READ(int32_t, int64_t)
READ(uint8_t, int64_t)

static volatile double sink;

static double typed(const char *dtype, void *a, long n)
{
    const char *view = strchr(dtype, '.');
    long step = !view ? 1 : strcmp(view, ".strided") ? -1 : 2, start = step < 0 ? n - 1 : 0;
#define CASE(name, type) \
    if (!strncmp(dtype, name, strlen(name))) \
        return sink = (double)read_##type((type *)a + start, n, step)
    CASE("float64", double);
    CASE("float32", float);
    CASE("int64", int64_t);
    CASE("int32", int32_t);
    CASE("uint8", uint8_t);
    CASE("bool", uint8_t);
    exit(2);
}

static double once(const char *loop, double *a, double *b, long n)
{
    BARRIER();
    if (!strncmp(loop, "read.", 5))
        return typed(loop + 5, a, n);
    if (!strcmp(loop, "stencil9"))
        return stencil9(a, b, n);
    if (!strcmp(loop, "stencil25"))
        return stencil25(a, b, n);
    if (!strcmp(loop, "stencil7"))
        return stencil7(a, b, n);
    if (!strcmp(loop, "plane"))
        return read_(a, n * n);
    if (!strcmp(loop, "cube"))
        return read_(a, n * n * n);
    if (!strcmp(loop, "store"))
        return store(a, n);
    if (!strcmp(loop, "stencil"))
        return stencil(a, b, n);
    return read_(a, n);   /* "read" and "iterate" are one loop here */
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void check(const char *loop, double *a, double *b, long n)
{
    double result = once(loop, a, b, n), right = 0;
    if (strcmp(loop, "read") && strcmp(loop, "iterate") && strcmp(loop, "store") && strcmp(loop, "stencil"))
        return;   /* checked in Python */
    if (!strcmp(loop, "store"))
        right = 1.5;
    else if (!strcmp(loop, "stencil"))
        right = 0.25 * (a[1] + a[2 * n + 1] + a[n] + a[n + 2]);
    else
        for (long i = 0; i < n; i++)
            right += (i % 7) * 0.5;
    if (result != right) {
        fprintf(stderr, "%s, n = %ld: %g instead of %g\n", loop, n, result, right);
        exit(1);
    }
}

static double measure(const char *loop, long n)
{
    long solid = !strcmp(loop, "cube") || !strcmp(loop, "stencil7"), grid = solid || !strcmp(loop, "plane") || !strncmp(loop, "stencil", 7);
    long size = solid ? n * n * n : grid ? n * n : 2 * n, repeats = 1, timings = 0;
    long edge = !strcmp(loop, "stencil25") ? 2 : !strncmp(loop, "stencil", 7) ? 1 : 0, side = n - 2 * edge;
    double *a = aligned_alloc(64, (size * sizeof *a + 63) / 64 * 64), *b = calloc(size, sizeof *b), best = INFINITY;
    if (!a || !b)
        exit(1);
    for (long k = 0; k < size; k++)
        a[k] = grid ? ((k / n) * (k / n) + 3 * (k % n)) % 11 * 0.25 : (k % 7) * 0.5;
    check(loop, a, b, n);
    for (double end = now() + BUDGET; timings < 3 || now() < end;) {
        double start = now(), seconds;
        for (long r = 0; r < repeats; r++)
            once(loop, a, b, n);
        seconds = now() - start;
        if (seconds < LEAST) {
            repeats *= 2;
            continue;
        }
        timings++;
        if (seconds / repeats < best)
            best = seconds / repeats;
    }
    free(a);
    free(b);
    return best / (solid ? side * side * side : grid ? side * side : n) * 1e9;
}

int main(int count, char **words)
{
    for (int k = 1; k < count; k++) {
        char loop[32];
        long n;
        if (sscanf(words[k], "%31[^:]:%ld", loop, &n) != 2 || n < 1)
            return 2;
        printf("%s\"%s\": %.4f", k == 1 ? "{" : ", ", words[k], measure(loop, n));
        fflush(stdout);
    }
    puts("}");
    return 0;
}
