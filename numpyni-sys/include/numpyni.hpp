// Universal NumPyNI extensions in C++17: an ordinary function becomes an entry of the table by
//
//     double asum(numpyni::View<const double, 1> x) { ... }
//     static const NumPyNI_Function functions[] = {numpyni::function<asum>("asum(x)", "The sum of the elements.")};
//     NUMPYNI_FUNCTIONS("example", "An example.", functions);
//
// The signature is deduced from the C++ type, exceptions become Python's. Nothing here is part of the ABI.
#ifndef NUMPYNI_HPP
#define NUMPYNI_HPP

#include <array>
#include <complex>
#include <cstdint>
#include <cstring>
#include <deque>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "numpyni_extension.h"

namespace numpyni {

// ---- types: the dtype's word and name

template <class T> struct DType;
#define NUMPYNI_CPP_DTYPE(T, NAME, WORD)                             \
  template <> struct DType<T> {                                      \
    static constexpr const char *name = NAME;                        \
    static NumPyNI_DType word() { return WORD; }                     \
  };
NUMPYNI_CPP_DTYPE(bool, "bool", NUMPYNI_BOOL)
NUMPYNI_CPP_DTYPE(std::int8_t, "int8", NUMPYNI_INT8)
NUMPYNI_CPP_DTYPE(std::int16_t, "int16", NUMPYNI_INT16)
NUMPYNI_CPP_DTYPE(std::int32_t, "int32", NUMPYNI_INT32)
NUMPYNI_CPP_DTYPE(std::int64_t, "int64", NUMPYNI_INT64)
NUMPYNI_CPP_DTYPE(std::uint8_t, "uint8", NUMPYNI_UINT8)
NUMPYNI_CPP_DTYPE(std::uint16_t, "uint16", NUMPYNI_UINT16)
NUMPYNI_CPP_DTYPE(std::uint32_t, "uint32", NUMPYNI_UINT32)
NUMPYNI_CPP_DTYPE(std::uint64_t, "uint64", NUMPYNI_UINT64)
NUMPYNI_CPP_DTYPE(float, "float32", NUMPYNI_FLOAT32)
NUMPYNI_CPP_DTYPE(double, "float64", NUMPYNI_FLOAT64)
NUMPYNI_CPP_DTYPE(std::complex<float>, "complex64", NUMPYNI_COMPLEX64)
NUMPYNI_CPP_DTYPE(std::complex<double>, "complex128", NUMPYNI_COMPLEX128)
#undef NUMPYNI_CPP_DTYPE

// ---- views: x(i, j) reads, and writes unless T is const; checked unless NDEBUG is defined

template <class T, int N> class View {
 public:
  explicit View(const NumPyNI_View *view) : data_(static_cast<char *>(view->data)) {
    for (int axis = 0; axis < N; axis++) shape_[axis] = view->shape[axis], strides_[axis] = view->strides[axis];
  }
  template <class... Index> T &operator()(Index... index) const {
    static_assert(sizeof...(Index) == N, "an index for each axis");
    const std::int64_t at[] = {static_cast<std::int64_t>(index)...};
    std::int64_t offset = 0;
    for (int axis = 0; axis < N; axis++) {
#ifndef NDEBUG
      if (at[axis] < 0 || at[axis] >= shape_[axis])
        throw std::out_of_range("index " + std::to_string(at[axis]) + " is out of bounds for axis " + std::to_string(axis) +
                                " with size " + std::to_string(shape_[axis]));
#endif
      offset += at[axis] * strides_[axis];
    }
    return *reinterpret_cast<T *>(data_ + offset);
  }
  std::int64_t shape(int axis) const { return shape_[axis]; }
  std::int64_t stride(int axis) const { return strides_[axis]; }
  std::int64_t size() const {
    std::int64_t size = 1;
    for (std::int64_t length : shape_) size *= length;
    return size;
  }
  T *data() const { return reinterpret_cast<T *>(data_); }

 private:
  char *data_;
  std::array<std::int64_t, N> shape_, strides_;
};

// ---- errors: throw these, or any standard exception

struct Error : std::runtime_error {
  std::int32_t kind;
  Error(std::int32_t kind, const std::string &message) : std::runtime_error(message), kind(kind) {}
};

// ---- arrays to return: row-major memory of the kernel's own, which the runtime adopts

template <class T, int N> class Array {
 public:
  template <class... Length> explicit Array(Length... length) : shape_{static_cast<std::int64_t>(length)...} {
    static_assert(sizeof...(Length) == N, "a length for each axis");
    std::size_t size = 1;
    for (std::int64_t each : shape_) {
      if (each < 0) throw Error(NUMPYNI_ERROR_VALUE, "negative dimensions are not allowed");
      if (each && size > PTRDIFF_MAX / sizeof(T) / static_cast<std::size_t>(each))
        throw Error(NUMPYNI_ERROR_VALUE, "the array is too big");
      size *= static_cast<std::size_t>(each);
    }
    elements_ = new T[size ? size : 1]();
  }
  Array(Array &&other) noexcept : shape_(other.shape_), elements_(std::exchange(other.elements_, nullptr)) {}
  Array(const Array &) = delete;
  Array &operator=(const Array &) = delete;
  ~Array() { delete[] elements_; }

  template <class... Index> T &operator()(Index... index) {
    static_assert(sizeof...(Index) == N, "an index for each axis");
    std::int64_t at = 0, axis = 0;
    ((at = at * shape_[axis++] + static_cast<std::int64_t>(index)), ...);
    return elements_[at];
  }
  std::int64_t shape(int axis) const { return shape_[axis]; }
  T *data() { return elements_; }

  std::int32_t give(NumPyNI_Context *ctx, NumPyNI_Handle *out) {
    NumPyNI_View view{};
    view.struct_size = sizeof view, view.data = elements_, view.dtype = DType<T>::word();
    view.ndim = N, view.device_type = NUMPYNI_DEVICE_CPU, view.shape = shape_.data();
    std::int32_t status = ctx->api->array_from_memory(ctx, &view, release, elements_, out);
    if (!status) elements_ = nullptr;
    return status;
  }

 private:
  static void release(void *elements) { delete[] static_cast<T *>(elements); }
  std::array<std::int64_t, N> shape_;
  T *elements_;
};

namespace detail {

// ---- text that is put together while compiling

template <std::size_t N> struct Text {
  char text[N + 1] = {};
  static constexpr std::size_t length = N;
};
template <std::size_t N> constexpr Text<N - 1> literal(const char (&from)[N]) {
  Text<N - 1> text;
  for (std::size_t i = 0; i + 1 < N; i++) text.text[i] = from[i];
  return text;
}
template <std::size_t A, std::size_t B> constexpr Text<A + B> operator+(const Text<A> &a, const Text<B> &b) {
  Text<A + B> text;
  for (std::size_t i = 0; i < A; i++) text.text[i] = a.text[i];
  for (std::size_t i = 0; i < B; i++) text.text[A + i] = b.text[i];
  return text;
}
constexpr std::size_t length(const char *text) {
  std::size_t n = 0;
  while (text[n]) n++;
  return n;
}
template <class T> constexpr auto name() {
  Text<length(DType<T>::name)> text;
  for (std::size_t i = 0; i < text.length; i++) text.text[i] = DType<T>::name[i];
  return text;
}
template <int N> constexpr auto brackets() {
  Text<(N ? 2 * N + 1 : 2)> text;
  text.text[0] = '[';
  for (int i = 0; i < N; i++) text.text[2 * i + 1] = ':', text.text[2 * i + 2] = ',';
  text.text[text.length - 1] = ']';
  return text;
}

// ---- arguments: how they are spelled, passed by the typed entry, and found in a slot

template <class T> struct Argument {
  using Passed = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;
  static constexpr bool written = false;
  static constexpr auto spelled() { return name<T>(); }
  static Passed unpack(const NumPyNI_Slot &slot) {
    Passed value;
    std::memcpy(&value, &slot.bits, sizeof value);
    return value;
  }
  static T take(Passed value) { return static_cast<T>(value); }
};
template <class T> struct Argument<std::complex<T>> {
  using Passed = const T *;
  static constexpr bool written = false;
  static constexpr auto spelled() { return name<std::complex<T>>(); }
  static Passed unpack(const NumPyNI_Slot &slot) { return reinterpret_cast<Passed>(static_cast<std::uintptr_t>(slot.bits)); }
  static std::complex<T> take(Passed value) { return {value[0], value[1]}; }
};
template <class T, int N> struct Argument<View<T, N>> {
  using Passed = const NumPyNI_View *;
  static constexpr bool written = !std::is_const_v<T>;
  static constexpr auto spelled() { return name<std::remove_const_t<T>>() + brackets<N>(); }
  static Passed unpack(const NumPyNI_Slot &slot) { return reinterpret_cast<Passed>(static_cast<std::uintptr_t>(slot.bits)); }
  static View<T, N> take(Passed value) { return View<T, N>(value); }
};

// ---- results

template <class T> struct Output {
  using Place = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;
  static constexpr auto spelled() { return name<T>(); }
  static std::int32_t put(NumPyNI_Context *, T &value, Place *place) { return *place = static_cast<Place>(value), 0; }
};
template <class T, int N> struct Output<Array<T, N>> {
  using Place = NumPyNI_Handle;
  static constexpr auto spelled() { return name<T>() + brackets<N>(); }
  static std::int32_t put(NumPyNI_Context *ctx, Array<T, N> &array, Place *place) { return array.give(ctx, place); }
};
template <class R> struct Results {
  using Tuple = std::tuple<R>;
};
template <> struct Results<void> {
  using Tuple = std::tuple<>;
};
template <class... R> struct Results<std::tuple<R...>> {
  using Tuple = std::tuple<R...>;
};

inline std::int32_t raise(NumPyNI_Context *ctx, std::int32_t kind, const char *message) noexcept {
  return numpyni_error(ctx, kind, message);
}

// Runs a kernel; what it throws becomes the pending error.
template <class Body> std::int32_t run(NumPyNI_Context *ctx, Body body) noexcept {
  try {
    return body();
  } catch (const Error &error) {
    return raise(ctx, error.kind, error.what());
  } catch (const std::bad_alloc &) {
    return raise(ctx, NUMPYNI_ERROR_MEMORY, "no memory");
  } catch (const std::out_of_range &error) {
    return raise(ctx, NUMPYNI_ERROR_INDEX, error.what());
  } catch (const std::overflow_error &error) {
    return raise(ctx, NUMPYNI_ERROR_OVERFLOW, error.what());
  } catch (const std::logic_error &error) {
    return raise(ctx, NUMPYNI_ERROR_VALUE, error.what());
  } catch (const std::exception &error) {
    return raise(ctx, NUMPYNI_ERROR_RUNTIME, error.what());
  } catch (...) {
    return raise(ctx, NUMPYNI_ERROR_RUNTIME, "an exception that is no std::exception");
  }
}

// ---- the entries of a function

template <auto F, class Type, class Tuple> struct EntriesOf;
template <auto F, class R, class... A, class... O> struct EntriesOf<F, R (*)(A...), std::tuple<O...>> {
  static constexpr std::uint64_t written() {
    std::uint64_t bits = 0, bit = 1;
    ((bits |= Argument<A>::written ? bit : 0, bit <<= 1), ...);
    return bits;
  }
  static constexpr auto signature() {
    return (literal("(") + ... + (Output<O>::spelled() + literal(", "))) +
           (literal(")(") + ... + (Argument<A>::spelled() + literal(", "))) + literal(")");
  }
  static constexpr auto text = signature();

  static std::int32_t typed(NumPyNI_Context *ctx, typename Argument<A>::Passed... given, typename Output<O>::Place *...place) {
    return run(ctx, [&]() -> std::int32_t {
      if constexpr (std::is_void_v<R>) {
        F(Argument<A>::take(given)...);
        return 0;
      } else if constexpr (std::is_same_v<R, std::tuple<O...>>) {
        R results = F(Argument<A>::take(given)...);
        return std::apply([&](auto &...each) { return first({Output<O>::put(ctx, each, place)...}); }, results);
      } else {
        R result = F(Argument<A>::take(given)...);
        return first({Output<O>::put(ctx, result, place)...});
      }
    });
  }
  static std::int32_t packed(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) {
    return unpack(ctx, args, results, std::index_sequence_for<A...>(), std::index_sequence_for<O...>());
  }

 private:
  static std::int32_t first(std::initializer_list<std::int32_t> statuses) {
    for (std::int32_t status : statuses)
      if (status) return status;
    return 0;
  }
  template <std::size_t... I, std::size_t... K>
  static std::int32_t unpack(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results,
                             std::index_sequence<I...>, std::index_sequence<K...>) {
    (void)args, (void)results;
    return typed(ctx, Argument<A>::unpack(args[I])...,
                 static_cast<typename Output<O>::Place *>(numpyni_result(results, static_cast<int>(K)))...);
  }
};

template <auto F, class R, class... A> EntriesOf<F, R (*)(A...), typename Results<R>::Tuple> entries(R (*)(A...));

// A text that stays as long as the library.
inline const char *keep(std::string text) {
  static std::deque<std::string> kept;
  return kept.emplace_back(std::move(text)).c_str();
}

// Of "asum(x, n)" the name, and the signature with a name behind each argument's type.
inline std::pair<const char *, const char *> named(const char *head, const char *signature) {
  std::string text = head, spelled = signature;
  std::size_t from = text.find('('), at = spelled.find(")(") + 2;
  if (from == std::string::npos) return {head, signature};
  const char *name = keep(text.substr(0, from));
  while ((at = spelled.find(", ", at)) != std::string::npos) {
    std::size_t begin = text.find_first_not_of(", ", from + 1);
    from = text.find_first_of(",)", begin);
    if (from == std::string::npos) throw std::logic_error(std::string("a name for each argument is needed: ") + head);
    std::string argument = ' ' + text.substr(begin, from - begin);
    spelled.insert(at, argument), at += argument.size() + 2;
  }
  return {name, keep(spelled)};
}

}  // namespace detail

// The entry of the table for a function, from its head: "asum", or with names for its arguments, "asum(x)". `effects` as
// NUMPYNI_RELEASES_GIL.
template <auto F> NumPyNI_Function function(const char *head, const char *doc, std::uint32_t effects = 0) {
  using Entries = decltype(detail::entries<F>(F));
  auto [name, signature] = detail::named(head, Entries::text.text);
  NumPyNI_Function function{};
  function.struct_size = sizeof function, function.effects = effects, function.name = name, function.doc = doc;
  function.signature = signature, function.typed = reinterpret_cast<NumPyNI_Fn>(Entries::typed);
  function.packed = Entries::packed, function.written = Entries::written();
  return function;
}

}  // namespace numpyni

#endif
