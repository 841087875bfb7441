/* A sum as fast as this machine reads: the widest vectors, enough of them in flight. Compile with -O3 -march=native.
   Prints {"sum float64": ns a call, "sum float32": ns a call} over 800 kB, the minimum over repeats. */
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BYTES 800000
#define LANES 16   /* vectors of 64 bytes in flight: more than the latency of an addition hides */
#define SECONDS 0.5

#define SUM(T)                                                                      \
    typedef T T##_vector __attribute__((vector_size(64), aligned(sizeof(T))));      \
    static __attribute__((noinline)) T sum_##T(const T *x, long n)                  \
    {                                                                               \
        const long width = 64 / sizeof(T), step = LANES * width;                    \
        T##_vector lanes[LANES] = {{0}};                                            \
        long i = 0;                                                                 \
        for (; i + step <= n; i += step)                                            \
            for (int k = 0; k < LANES; k++)                                         \
                lanes[k] += *(const T##_vector *)(x + i + k * width);               \
        T total = 0;                                                                \
        for (int k = 0; k < LANES; k++)                                             \
            for (int j = 0; j < width; j++)                                         \
                total += lanes[k][j];                                               \
        for (; i < n; i++)                                                          \
            total += x[i];                                                          \
        return total;                                                               \
    }                                                                               \
    static double time_##T(void)                                                    \
    {                                                                               \
        long n = BYTES / sizeof(T);                                                 \
        T *x = aligned_alloc(64, (BYTES + 63) / 64 * 64), right = 0;                \
        for (long i = 0; i < n; i++)                                                \
            right += x[i] = (i % 7) * (T)0.5;                                       \
        if (sum_##T(x, n) != right)                                                 \
            exit(1);                                                                \
        double best = INFINITY;                                                     \
        for (double end = now() + SECONDS; now() < end;) {                          \
            double start = now();                                                   \
            for (int r = 0; r < 100; r++) {                                         \
                __asm__ volatile("" ::: "memory");                                  \
                volatile T result = sum_##T(x, n);                                  \
                (void)result;                                                       \
            }                                                                       \
            best = fmin(best, (now() - start) / 100);                               \
        }                                                                           \
        free(x);                                                                    \
        return best * 1e9;                                                          \
    }

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

SUM(double)
SUM(float)

int main(void)
{
    printf("{\"sum float64\": %.1f, \"sum float32\": %.1f}\n", time_double(), time_float());
    return 0;
}
