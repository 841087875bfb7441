// Pythran's functions as entries of a universal extension: how its types are taken from views and given as results. Included by what
// `python -m numpyni pythran` writes, behind Pythran's own headers. Nothing here is part of the ABI.
#ifndef NUMPYNI_PYTHRAN_HPP
#define NUMPYNI_PYTHRAN_HPP

#include <limits>
#include <memory>

#include "pythonic/include/types/exceptions.hpp"
#include "numpyni.hpp"

namespace numpyni {
namespace pythran {

namespace types = pythonic::types;

// ---- arguments

inline void expect(bool holds, const char *what) {
  if (!holds) throw Error(NUMPYNI_ERROR_VALUE, what);
}

// The shape of a view as Pythran's, whose constant lengths are checked. `reversed`: of the transposed array.
template <class Shape, std::size_t... I>
Shape shape(const NumPyNI_View *view, bool reversed, std::index_sequence<I...>) {
  Shape made;
  auto put = [&](auto &place, std::size_t axis) {
    std::int64_t length = view->shape[reversed ? sizeof...(I) - 1 - axis : axis];
    if constexpr (std::is_assignable_v<decltype(place), long>)
      place = length;
    else
      expect(length == place, "an array of another shape is expected");
  };
  (put(std::get<I>(made), I), ...);
  return made;
}

// A row-major array over the memory of a view.
template <class Array> Array borrow(const NumPyNI_View *view, bool reversed = false) {
  using Shape = typename Array::shape_t;
  Array array(static_cast<typename Array::dtype *>(view->data),
              shape<Shape>(view, reversed, std::make_index_sequence<Array::value>()), types::ownership::external);
  array.mem.external(const_cast<NumPyNI_View *>(view));
  return array;
}

// A slice of an array whose rows lie as those of the view do; its last axis is stepped through by the slice.
template <class Array, class... S, std::size_t... I>
types::numpy_gexpr<Array, S...> strided(const NumPyNI_View *view, std::index_sequence<I...>) {
  constexpr std::size_t last = sizeof...(I) - 1;
  constexpr std::int64_t size = sizeof(typename Array::dtype);
  Array array = borrow<Array>(view);
  auto along = [&](std::size_t axis, auto &place) {
    std::int64_t length = view->shape[axis], stride = length > 1 ? view->strides[axis] / size : 1;
    expect(length <= 1 || (stride && view->strides[axis] % size == 0),
           "strides that are multiples of the itemsize, and not zero, are expected");
    if (axis == last) return types::normalized_slice(0, length * stride, stride);
    if constexpr (std::is_assignable_v<decltype(place), long>) place = stride;
    return types::normalized_slice(0, length, 1);
  };
  std::tuple<S...> slices{along(I, std::get<I>(array._strides))...};
  return types::details::_make_gexpr<Array, S...>(array, slices);
}

// ---- results

// A row-major array of Pythran's; who gets it owns it.
template <class T, int N> struct Given {
  types::ndarray<T, types::array_tuple<long, N>> array;
};

template <class R> struct is_tuple : std::false_type {};
template <class... R> struct is_tuple<std::tuple<R...>> : std::true_type {};
template <class T, std::size_t N, class V> struct is_tuple<types::array_base<T, N, V>>
    : std::bool_constant<std::is_same_v<V, types::tuple_version>> {};
template <class... R> struct is_tuple<types::pshape<R...>> : std::true_type {};
template <class R> struct always_false : std::false_type {};

template <class R> auto result(R &&given);
template <class R, std::size_t... I> auto results(const R &given, std::index_sequence<I...>) {
  static_assert(!(is_tuple<std::tuple_element_t<I, R>>::value || ...), "a tuple in a tuple cannot be a result");
  return std::make_tuple(result(std::get<I>(given))...);
}

// What a kernel gives, in the types that numpyni.hpp knows: numbers, `Given` or tuples of such; nothing for None.
template <class R> auto result(R &&given) {
  using Type = std::decay_t<R>;
  if constexpr (std::is_same_v<Type, types::none_type>) {
    return;
  } else if constexpr (std::is_integral_v<Type> && !std::is_same_v<Type, bool>) {
    if (std::is_unsigned_v<Type> && static_cast<std::uint64_t>(given) > std::numeric_limits<std::int64_t>::max())
      throw Error(NUMPYNI_ERROR_OVERFLOW, "the result is too big for an int64");
    return static_cast<std::int64_t>(given);
  } else if constexpr (std::is_floating_point_v<Type> || types::is_complex<Type>::value || std::is_same_v<Type, bool>) {
    return given;
  } else if constexpr (is_tuple<Type>::value) {
    return results(given, std::make_index_sequence<std::tuple_size_v<Type>>());
  } else if constexpr (types::is_array<Type>::value) {
    using T = typename Type::dtype;
    constexpr int N = Type::value;
    types::ndarray<T, types::array_tuple<long, N>> array(given);
    if (array.mem.get_foreign()) array = pythonic::numpy::functor::copy{}(array);  // memory of an argument
    return Given<T, N>{array};
  } else {
    static_assert(always_false<Type>::value, "a result is a number, an array, None, or a tuple of numbers and arrays");
  }
}

// ---- exceptions

// Runs a kernel; Pythran's exceptions become those of numpyni.hpp.
template <class Body> auto run(Body body) {
  auto fail = [](std::int32_t kind, const char *name, const types::BaseException &error) {
    std::string text = error.args.size() ? error.args[0].c_str() : "";
    throw Error(kind, *name ? std::string(name) + (text.empty() ? "" : ": ") + text : text);
  };
  try {
    return result(body());
  } catch (const types::IndexError &error) {
    fail(NUMPYNI_ERROR_INDEX, "", error);
  } catch (const types::ValueError &error) {
    fail(NUMPYNI_ERROR_VALUE, "", error);
  } catch (const types::TypeError &error) {
    fail(NUMPYNI_ERROR_TYPE, "", error);
  } catch (const types::OverflowError &error) {
    fail(NUMPYNI_ERROR_OVERFLOW, "", error);
  } catch (const types::MemoryError &error) {
    fail(NUMPYNI_ERROR_MEMORY, "", error);
  } catch (const types::NotImplementedError &error) {
    fail(NUMPYNI_ERROR_NOT_IMPLEMENTED, "", error);
  } catch (const types::RuntimeError &error) {
    fail(NUMPYNI_ERROR_RUNTIME, "", error);
  } catch (const types::AssertionError &error) {
    fail(NUMPYNI_ERROR_RUNTIME, "AssertionError", error);
  } catch (const types::KeyError &error) {
    fail(NUMPYNI_ERROR_RUNTIME, "KeyError", error);
  } catch (const types::ZeroDivisionError &error) {
    fail(NUMPYNI_ERROR_RUNTIME, "ZeroDivisionError", error);
  } catch (const types::BaseException &error) {
    fail(NUMPYNI_ERROR_RUNTIME, "an exception", error);
  }
  throw std::logic_error("unreachable");
}

// The entry of a function that writes the arguments whose bits are set.
template <auto F> NumPyNI_Function function(const char *head, const char *doc, std::uint64_t written, std::uint32_t effects) {
  NumPyNI_Function made = numpyni::function<F>(head, doc, effects);
  made.written = written;
  return made;
}

}  // namespace pythran

namespace detail {

// "float64[:,::1]" for row-major, "float64[::1,:]" for column-major arrays.
template <int N> constexpr auto ordered(int axis) {
  Text<2 * N + 3> text;
  int at = 0;
  text.text[at++] = '[';
  for (int i = 0; i < N; i++) {
    text.text[at++] = ':';
    if (i == axis) text.text[at++] = ':', text.text[at++] = '1';
    text.text[at++] = i + 1 < N ? ',' : ']';
  }
  return text;
}

template <class T, class S> struct Argument<pythonic::types::ndarray<T, S>> : Argument<View<const T, 1>> {
  using Array = pythonic::types::ndarray<T, S>;
  static constexpr auto spelled() { return name<T>() + ordered<Array::value>(Array::value - 1); }
  static Array take(const NumPyNI_View *view) { return pythran::borrow<Array>(view); }
};
template <class Array> struct Argument<pythonic::types::numpy_texpr<Array>> : Argument<View<const typename Array::dtype, 1>> {
  static constexpr auto spelled() { return name<typename Array::dtype>() + ordered<Array::value>(0); }
  static pythonic::types::numpy_texpr<Array> take(const NumPyNI_View *view) {
    return pythonic::types::numpy_texpr<Array>(pythran::borrow<Array>(view, true));
  }
};
template <class Array, class... S>
struct Argument<pythonic::types::numpy_gexpr<Array, S...>> : Argument<View<const typename Array::dtype, 1>> {
  static constexpr auto spelled() { return name<typename Array::dtype>() + brackets<Array::value>(); }
  static auto take(const NumPyNI_View *view) { return pythran::strided<Array, S...>(view, std::index_sequence_for<S...>()); }
};
// Integers of other sizes are an int64 that fits.
template <class T> struct SmallInteger : Argument<std::int64_t> {
  static T take(std::int64_t value) {
    if (static_cast<std::int64_t>(static_cast<T>(value)) != value || (std::is_unsigned_v<T> && value < 0))
      throw Error(NUMPYNI_ERROR_OVERFLOW, "an integer is out of the bounds of its type");
    return static_cast<T>(value);
  }
};
template <> struct Argument<std::int8_t> : SmallInteger<std::int8_t> {};
template <> struct Argument<std::int16_t> : SmallInteger<std::int16_t> {};
template <> struct Argument<std::int32_t> : SmallInteger<std::int32_t> {};
template <> struct Argument<std::uint8_t> : SmallInteger<std::uint8_t> {};
template <> struct Argument<std::uint16_t> : SmallInteger<std::uint16_t> {};
template <> struct Argument<std::uint32_t> : SmallInteger<std::uint32_t> {};
template <> struct Argument<std::uint64_t> : SmallInteger<std::uint64_t> {};

template <class T, int N> struct Output<pythran::Given<T, N>> {
  using Place = NumPyNI_Handle;
  using Array = decltype(pythran::Given<T, N>::array);
  static constexpr auto spelled() { return name<T>() + brackets<N>(); }
  static std::int32_t put(NumPyNI_Context *ctx, const pythran::Given<T, N> &given, Place *place) {
    auto owner = std::make_unique<Array>(given.array);
    std::array<std::int64_t, N> shape, strides;
    for (int axis = 0; axis < N; axis++) {
      shape[axis] = owner->_shape[axis];
      strides[axis] = sizeof(T);
      for (int inner = axis + 1; inner < N; inner++) strides[axis] *= owner->_shape[inner];
    }
    NumPyNI_View view{};
    view.struct_size = sizeof view, view.data = owner->buffer, view.dtype = DType<T>::word();
    view.ndim = N, view.device_type = NUMPYNI_DEVICE_CPU, view.shape = shape.data(), view.strides = strides.data();
    std::int32_t status = ctx->api->array_from_memory(ctx, &view, release, owner.get(), place);
    if (!status) owner.release();
    return status;
  }
  static void release(void *owner) { delete static_cast<Array *>(owner); }
};

}  // namespace detail
}  // namespace numpyni

#endif
