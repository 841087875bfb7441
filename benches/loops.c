/* The loops of loops.py in C, timed by themselves: ./loops LOOP:N ... prints {"LOOP:N": ns an element, ...}. */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
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

static double once(const char *loop, double *a, double *b, long n)
{
    BARRIER();
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
    long grid = !strcmp(loop, "stencil"), size = grid ? n * n : n, repeats = 1, timings = 0;
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
    return best / (grid ? (n - 2) * (n - 2) : n) * 1e9;
}

int main(int count, char **words)
{
    for (int k = 1; k < count; k++) {
        char loop[16];
        long n;
        if (sscanf(words[k], "%15[^:]:%ld", loop, &n) != 2 || n < 1)
            return 2;
        printf("%s\"%s\": %.4f", k == 1 ? "{" : ", ", words[k], measure(loop, n));
        fflush(stdout);
    }
    puts("}");
    return 0;
}
