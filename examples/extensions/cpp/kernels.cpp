// Kernels in C++: c++ $(python -m numpyni config --cflags) -std=c++17 kernels.cpp -o kernels.numpyni.so
#include <algorithm>
#include <cmath>

#include "numpyni.hpp"

using numpyni::Array;
using numpyni::View;

static double asum(View<const double, 1> x) {
  double sum = 0;
  for (std::int64_t i = 0, n = x.shape(0); i < n; i++) sum += x(i);
  return sum;
}

static Array<std::int64_t, 2> mandelbrot(std::complex<double> low, std::complex<double> high, std::int64_t height,
                                         std::int64_t width, std::int64_t most) {
  Array<std::int64_t, 2> out(height, width);
  for (std::int64_t i = 0; i < height; i++)
    for (std::int64_t j = 0; j < width; j++) {
      double cr = low.real() + (high.real() - low.real()) * j / width, ci = low.imag() + (high.imag() - low.imag()) * i / height;
      double zr = 0, zi = 0;
      std::int64_t n = 0;
      for (; n < most && zr * zr + zi * zi <= 4; n++) {
        double next = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = next;
      }
      out(i, j) = n;
    }
  return out;
}

static Array<double, 1> moving_median(View<const double, 1> x, std::int64_t window) {
  if (window < 1 || window > x.shape(0)) throw std::invalid_argument("the window must be between 1 and the length of x");
  Array<double, 1> out(x.shape(0) - window + 1);
  std::vector<double> sorted;
  for (std::int64_t i = 0; i < x.shape(0); i++) {
    if (std::isnan(x(i))) throw std::invalid_argument("NaN has no place in an order");
    sorted.insert(std::lower_bound(sorted.begin(), sorted.end(), x(i)), x(i));
    if (i < window - 1) continue;
    std::size_t half = window / 2;
    out(i - window + 1) = window % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    sorted.erase(std::lower_bound(sorted.begin(), sorted.end(), x(i - window + 1)));
  }
  return out;
}

static std::tuple<double, std::int64_t> nearest(View<const double, 2> points, View<const double, 1> to) {
  if (points.shape(1) != to.shape(0)) throw std::invalid_argument("points and to differ in dimensions");
  double best = INFINITY;
  std::int64_t at = -1;
  for (std::int64_t i = 0; i < points.shape(0); i++) {
    double square = 0;
    for (std::int64_t k = 0; k < to.shape(0); k++) square += (points(i, k) - to(k)) * (points(i, k) - to(k));
    if (square < best) best = square, at = i;
  }
  return {std::sqrt(best), at};
}

static void scale(View<float, 2> x, float by) {
  for (std::int64_t i = 0; i < x.shape(0); i++)
    for (std::int64_t j = 0; j < x.shape(1); j++) x(i, j) *= by;
}

static const NumPyNI_Function functions[] = {
    numpyni::function<asum>("asum(x)", "The sum of the elements."),
    numpyni::function<mandelbrot>("mandelbrot(low, high, height, width, most)", "Steps until a point of the plane escapes.", NUMPYNI_RELEASES_GIL),
    numpyni::function<moving_median>("moving_median(x, window)", "The median of each window."),
    numpyni::function<nearest>("nearest(points, to)", "The distance to the nearest point, and its row."),
    numpyni::function<scale>("scale(x, by)", "x *= by, in place."),
};
NUMPYNI_FUNCTIONS("kernels", "Kernels in C++.", functions);
