//! Layouts, indexing, copies and typed views against the ndarray crate, over random layouts and every kind.

use ndarray::{ArrayD, Axis, IxDyn, Slice, SliceInfoElem};
use numpyni::{
    Array, Casting, CopyOrder, Copying, DType, Error, Index, Kind, Layout, Operand, Order, Result, Scalar, Selected, View, Weak,
};

/// A random number generator of three lines (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 16
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }
}

/// The same array twice: of small integers, with random axes cut, turned round and swapped.
fn random_pair(random: &mut Random) -> (Array, ArrayD<f64>) {
    let shape: Vec<usize> = (0..random.below(5)).map(|_| random.below(6)).collect();
    let size: usize = shape.iter().product();
    let mut theirs = ArrayD::from_shape_vec(IxDyn(&shape), (0..size).map(|i| i as f64).collect()).unwrap();
    let mut ours = Array::try_from(theirs.clone()).unwrap();
    for axis in 0..shape.len() {
        let step = [1, 2, -1, -2][random.below(4)];
        let start = random.below(shape[axis] + 1);
        theirs.slice_axis_inplace(Axis(axis), Slice::new(start as isize, None, step as isize));
        let mut items = vec![Index::ALL; axis];
        // ndarray cuts first and turns round afterwards.
        items.push(Index::Slice { start: Some(start as i64), stop: None, step: 1 });
        ours = ours.index(&items).unwrap();
        items[axis] = Index::Slice { start: None, stop: None, step };
        ours = ours.index(&items).unwrap();
    }
    if shape.len() > 1 && random.below(2) == 0 {
        let (a, b) = (random.below(shape.len()), random.below(shape.len()));
        theirs.swap_axes(a, b);
        let mut axes: Vec<i64> = (0..shape.len() as i64).collect();
        axes.swap(a, b);
        ours = ours.transpose(Some(&axes)).unwrap();
    }
    (ours, theirs)
}

fn elements(array: &Array) -> Vec<f64> {
    array.view::<f64>().unwrap().to_vec()
}

#[test]
fn views_go_to_ndarray_and_back() {
    let mut random = Random(1);
    for _ in 0..2000 {
        let (ours, theirs) = random_pair(&mut random);
        let view = ours.view::<f64>().unwrap();
        assert_eq!(view.to_ndarray().unwrap(), theirs);
        let back = View::try_from(theirs.view()).unwrap();
        assert_eq!(back.shape(), ours.shape());
        assert!(view.iter().eq(theirs.iter().copied()) && back.iter().eq(view.iter()));
        for (index, &value) in theirs.indexed_iter() {
            assert_eq!(view.get(ndarray::Dimension::slice(&index)), Some(value));
        }
        assert_eq!(view.get(ours.shape()), if ours.ndim() == 0 { Some(0.0) } else { None });
        assert_eq!(view.as_slice().is_some(), ours.is_c_contiguous());
        assert_eq!(elements(&Array::try_from(&*theirs).unwrap()), elements(&ours));
    }
}

#[test]
fn basic_indexing_selects_what_ndarray_does() {
    let mut random = Random(2);
    for _ in 0..3000 {
        let (ours, theirs) = random_pair(&mut random);
        let mut items = Vec::new();
        let mut their_items = Vec::new();
        for &length in ours.shape() {
            while random.below(6) == 0 {
                items.push(Index::NewAxis);
                their_items.push(SliceInfoElem::NewAxis);
            }
            if length > 0 && random.below(3) == 0 {
                let place = random.between(-(length as i64), length as i64 - 1);
                items.push(Index::Integer(place));
                their_items.push(SliceInfoElem::Index(place as isize));
            } else {
                let start = random.below(length + 1);
                let stop = start + random.below(length + 1 - start);
                items.push(Index::Slice { start: Some(start as i64), stop: Some(stop as i64), step: 1 });
                their_items.push(SliceInfoElem::Slice { start: start as isize, end: Some(stop as isize), step: 1 });
            }
        }
        let expected = theirs.slice(their_items.as_slice());
        let selected = ours.index(&items).unwrap();
        assert_eq!(selected.view::<f64>().unwrap().to_ndarray().unwrap(), expected, "{items:?}");
    }
}

#[test]
fn every_kind_survives_every_layout_and_byte_order() {
    let mut random = Random(3);
    for kind in Kind::all() {
        for _ in 0..40 {
            let (ours, _) = random_pair(&mut random);
            let plain = ours.astype(kind, CopyOrder::C, Casting::Unsafe, Copying::Always).unwrap();
            let swapped = DType::new(kind).byteswapped();
            for order in [CopyOrder::K, CopyOrder::C, CopyOrder::F, CopyOrder::A] {
                let there = ours.astype(swapped, order, Casting::Unsafe, Copying::Always).unwrap();
                let back = there.astype(kind, CopyOrder::C, Casting::Equiv, Copying::IfNeeded).unwrap();
                assert_eq!(bytes(&back), bytes(&plain), "{kind:?} {order:?}");
                for i in 0..ours.size() as i64 {
                    assert_eq!(there.item(i).unwrap(), plain.item(i).unwrap());
                }
            }
        }
    }
}

fn bytes(array: &Array) -> Vec<u8> {
    assert!(array.is_c_contiguous());
    // SAFETY: a contiguous array that nobody writes.
    unsafe { std::slice::from_raw_parts(array.as_ptr(), array.size() * array.itemsize()) }.to_vec()
}

#[test]
fn reshape_keeps_the_elements_in_order() {
    let mut random = Random(4);
    for _ in 0..2000 {
        let (ours, _) = random_pair(&mut random);
        let mut shape: Vec<i64> = ours.shape().iter().map(|&n| n as i64).collect();
        if shape.len() > 1 {
            let at = random.below(shape.len() - 1);
            shape[at] *= shape.remove(at + 1);
        }
        if ours.size() > 0 && !shape.is_empty() {
            let at = random.below(shape.len());
            shape[at] = -1;
        }
        let reshaped = ours.reshape(&shape, CopyOrder::C, Copying::IfNeeded).unwrap();
        assert_eq!(elements(&reshaped), elements(&ours));
        match ours.reshape(&shape, CopyOrder::C, Copying::Never) {
            Ok(view) => assert!(view.buffer().same(ours.buffer())),
            Err(error) => assert_eq!(error.to_string(), "Unable to avoid creating a copy while reshaping."),
        }
        let flat = ours.reshape(&[ours.size() as i64], CopyOrder::F, Copying::IfNeeded).unwrap();
        let turned = ours.transpose(None).unwrap();
        assert_eq!(elements(&flat), elements(&turned));
    }
}

#[test]
fn index_arrays_select_and_assign_element_by_element() {
    let mut random = Random(5);
    for _ in 0..1000 {
        let (ours, _) = random_pair(&mut random);
        let Some(axis) = (0..ours.ndim()).find(|_| random.below(2) == 0) else { continue };
        let length = ours.shape()[axis];
        if length == 0 {
            continue;
        }
        let places: Vec<i64> = (0..random.below(5)).map(|_| random.between(-(length as i64), length as i64 - 1)).collect();
        let indices = Array::from_slice(&places);
        let mut items = vec![Index::ALL; axis];
        items.push(Index::Array(&indices));
        let selected = ours.index(&items).unwrap();
        for (k, &place) in places.iter().enumerate() {
            let pick = |i| [&items[..axis], &[Index::Integer(i)]].concat();
            let one = ours.index(&pick(place)).unwrap();
            assert_eq!(elements(&selected.index(&pick(k as i64)).unwrap()), elements(&one));
        }
        let mut target = ours.copy(CopyOrder::K).unwrap();
        target.set(&items, Operand::Array(&selected)).unwrap();
        assert_eq!(elements(&target), elements(&ours));
        target.set(&items, Weak::Float(-1.0).into()).unwrap();
        assert!(elements(&target.index(&items).unwrap()).iter().all(|&x| x == -1.0));
    }
}

#[test]
fn a_mask_selects_its_true_places() -> Result<()> {
    let a = Array::from_slice(&[1.0, 2.0, 3.0, 4.0]).reshape(&[2, 2], CopyOrder::C, Copying::Never)?;
    let mask = Array::from_slice(&[true, false, false, true].map(numpyni::Bool::from));
    let mask = mask.reshape(&[2, 2], CopyOrder::C, Copying::Never)?;
    assert_eq!(elements(&a.index(&[Index::Array(&mask)])?), [1.0, 4.0]);
    assert_eq!(mask.nonzero()?.view::<i64>()?.to_vec(), [0, 1, 0, 1]);
    assert_eq!(a.index(&[Index::Array(&Array::from(true))])?.shape(), [1, 2, 2]);
    let wrong = Array::from_slice(&[numpyni::Bool::from(true); 3]);
    assert_eq!(a.index(&[Index::Array(&wrong)]).unwrap_err(), Error::MaskShape { axis: 0, length: 2, mask: 3 });
    Ok(())
}

#[test]
fn nothing_is_written_when_an_index_is_wrong() {
    let mut a = Array::from_slice(&[0i32; 4]);
    let indices = Array::from_slice(&[1i64, 9]);
    let error = a.set(&[Index::Array(&indices)], Weak::Int(5).into()).unwrap_err();
    assert_eq!(error, Error::IndexOutOfBounds { index: 9, axis: 0, length: 4 });
    assert_eq!(a.view::<i32>().unwrap().to_vec(), [0; 4]);
}

#[test]
fn overlapping_assignment_reads_before_it_writes() {
    let a = Array::from_slice(&[0i64, 1, 2, 3, 4]);
    let tail = a.index(&[Index::Slice { start: Some(1), stop: None, step: 1 }]).unwrap();
    let head = a.index(&[Index::Slice { start: None, stop: Some(-1), step: 1 }]).unwrap();
    // SAFETY: one thread, and no slices.
    unsafe { tail.assign_shared(Operand::Array(&head), Casting::Safe, None) }.unwrap();
    assert_eq!(a.view::<i64>().unwrap().to_vec(), [0, 0, 1, 2, 3]);
    let turned = a.index(&[Index::Slice { start: None, stop: None, step: -1 }]).unwrap();
    // SAFETY: as above.
    unsafe { a.assign_shared(Operand::Array(&turned), Casting::Safe, None) }.unwrap();
    assert_eq!(a.view::<i64>().unwrap().to_vec(), [3, 2, 1, 0, 0]);
}

#[test]
fn only_a_lone_array_is_written_by_safe_code() {
    let mut a = Array::zeros(Kind::Int32, &[3], Order::C).unwrap();
    assert!(a.view_mut::<f32>().is_err(), "another type");
    a.view_mut::<i32>().unwrap().fill(4);
    let shared = a.clone();
    assert_eq!(a.view_mut::<i32>().unwrap_err(), Error::Shared);
    assert_eq!(a.assign(Weak::Int(1).into(), Casting::Safe, None), Err(Error::Shared));
    assert_eq!(a.set(&[], Weak::Int(1).into()), Err(Error::Shared));
    drop(shared);
    a.set(&[Index::Integer(-1)], Weak::Int(9).into()).unwrap();
    let mut view = a.view_mut::<i32>().unwrap();
    assert!(view.set(&[3], 0).is_err() && view.set(&[0, 0], 0).is_err());
    view.as_mut_slice().unwrap()[0] = 7;
    view.into_ndarray().unwrap()[1] = 8;
    assert_eq!(a.view::<i32>().unwrap().as_slice(), Some(&[7, 8, 9][..]));
    let mut fixed = a.into_readonly();
    assert!(matches!(fixed.view_mut::<i32>(), Err(Error::ReadOnly { .. })));
}

#[test]
fn elements_that_overlap_are_no_mutable_ndarray() {
    let mut a = Array::from_slice(&[1.0, 2.0, 3.0]);
    let layout = Layout::strided(&[2, 2], &[8, 8], 8).unwrap();
    a = a.view_as(Kind::Float64.into(), layout, 0).unwrap();
    assert!(a.view_mut::<f64>().unwrap().into_ndarray().is_err());
    assert_eq!(a.view::<f64>().unwrap().to_ndarray().unwrap(), ndarray::arr2(&[[1.0, 2.0], [2.0, 3.0]]).into_dyn());
}

#[test]
fn unaligned_elements_are_read() {
    let bytes: Vec<u8> = std::iter::once(0).chain([1i32, -2, 3].iter().flat_map(|x| x.to_ne_bytes())).collect();
    let layout = Layout::contiguous(&[3], 4, Order::C).unwrap();
    let a = Array::from_slice(&bytes).view_as(Kind::Int32.into(), layout, 1).unwrap();
    assert!(!a.is_aligned());
    let view = a.view::<i32>().unwrap();
    assert_eq!((view.as_slice(), view.to_vec()), (None, vec![1, -2, 3]));
    assert!(view.to_ndarray().is_err());
    assert_eq!(a.copy(CopyOrder::C).unwrap().view::<i32>().unwrap().as_slice(), Some(&[1, -2, 3][..]));
}

#[test]
fn exact_overlap_is_what_the_bytes_say() {
    let mut random = Random(6);
    let memory = Array::from_slice(&[0u8; 64]);
    let window = |random: &mut Random| {
        let kind = [Kind::UInt8, Kind::Int16, Kind::Int32][random.below(3)];
        loop {
            let shape: Vec<usize> = (0..random.below(3)).map(|_| random.below(4)).collect();
            let strides: Vec<isize> = shape.iter().map(|_| random.between(-9, 9) as isize).collect();
            let layout = Layout::strided(&shape, &strides, kind.size()).unwrap();
            if let Ok(view) = memory.view_as(kind.into(), layout, random.below(64) as isize) {
                return view;
            }
        }
    };
    let touched = |array: &Array| {
        let mut bytes = std::collections::HashSet::new();
        ndarray::indices(array.shape()).into_iter().for_each(|index| {
            let offset = array.layout().offset_of(ndarray::Dimension::slice(&index)).unwrap();
            bytes.extend((0..array.itemsize()).map(|i| array.as_ptr().wrapping_offset(offset).addr() + i));
        });
        bytes
    };
    for _ in 0..3000 {
        let (x1, x2) = (window(&mut random), window(&mut random));
        assert_eq!(x1.overlaps(&x2), !touched(&x1).is_disjoint(&touched(&x2)), "{x1:?} {x2:?}");
        assert!(x1.may_overlap(&x2) || !x1.overlaps(&x2));
    }
}

#[test]
fn arange_and_concatenate_do_as_numpy() -> Result<()> {
    let a = Array::arange(Kind::Float32, Weak::Int(0).into(), Weak::Float(0.1).into(), 4)?;
    let step = 0.1f32;
    assert_eq!(a.view::<f32>()?.to_vec(), [0.0, step, 2.0 * step, 3.0 * step]);
    let b = Array::arange(Kind::Int8, Weak::Int(5).into(), Weak::Int(-1).into(), 3)?;
    let joined = Array::concatenate(&[&a, &b], -1, None)?;
    assert_eq!(joined.dtype(), Kind::Float32.into());
    assert_eq!(joined.view::<f32>()?.to_vec()[4..], [5.0, 4.0, 3.0]);
    assert!(Array::arange(Kind::Int8, Weak::Int(300).into(), Weak::Int(1).into(), 3).is_err());
    assert!(matches!(Array::concatenate(&[&a, &Array::scalar(1.0)], 0, None), Err(Error::Value(_))));
    Ok(())
}

#[test]
fn scalars_cast_as_elements_do() {
    assert_eq!(Scalar::new(300i64).cast(Kind::UInt8).get::<u8>(), Some(44));
    assert_eq!(Scalar::new(2.9f64).cast(Kind::Int16).get::<i16>(), Some(2));
    assert_eq!(Scalar::new(2.9f64).get::<f32>(), None);
    let a = Array::full(Scalar::new(7u16), &[2, 2], Order::F).unwrap();
    assert!(matches!(a.get(&[Index::Integer(1), Index::Integer(0)]), Ok(Selected::Element(x)) if x == Scalar::new(7u16)));
}

/// An opaque type of a width, the first of its kind.
fn opaque(width: u32) -> DType {
    let word = numpyni_sys::NumPyNI_DType { code: numpyni_sys::NUMPYNI_TYPE_OPAQUE, bits: 0, lanes: 1, ext: width };
    DType::from_word(word).unwrap()
}

#[test]
fn opaque_elements_of_any_width_are_moved() {
    for width in [0, 1, 3, 8, 16, 17, 100] {
        let size = 24 * width as usize;
        let bytes = Array::from_slice(&(0..size).map(|i| i as u8).collect::<Vec<_>>());
        let a = Array::zeros(opaque(width), &[2, 3, 4], Order::C).unwrap();
        assert_eq!(DType::from_word(a.dtype().word()), Some(a.dtype()));
        // SAFETY: both hold as many bytes, and nobody else has the new array.
        unsafe { a.as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), size) };
        let copy = a.transpose(None).unwrap().copy(CopyOrder::C).unwrap();
        let back = copy.transpose(None).unwrap().copy(CopyOrder::C).unwrap();
        // SAFETY: `size` bytes stand there.
        assert_eq!(unsafe { std::slice::from_raw_parts(back.as_ptr(), size) }, (0..size).map(|i| i as u8).collect::<Vec<_>>());
        let Selected::Array(one) = a.get(&[Index::Integer(1), Index::Integer(2), Index::Integer(3)]).unwrap() else { panic!() };
        assert_eq!((one.shape().len(), one.itemsize()), (0, width as usize));
        let joined = Array::concatenate(&[&a, &a], 1, None).unwrap();
        assert_eq!(joined.shape(), [2, 6, 4]);
        assert_eq!(a.reshape(&[24], CopyOrder::C, Copying::Never).unwrap().itemsize(), width as usize);
    }
}

#[test]
fn opaque_elements_are_not_computed_with() {
    let a = Array::zeros(opaque(8), &[3], Order::C).unwrap();
    let b = Array::zeros(Kind::Int64, &[3], Order::C).unwrap();
    assert!(numpyni::ufunc::add(&a, &a).is_err() && numpyni::ufunc::add(&b, &a).is_err());
    assert!(a.sum().is_err() && a.nonzero().is_err() && a.item(0).is_err());
    assert!(a.astype(Kind::Int64, CopyOrder::K, Casting::Unsafe, Copying::Always).is_err());
    assert!(b.astype(opaque(8), CopyOrder::K, Casting::Unsafe, Copying::Always).is_err());
    assert!(a.astype(opaque(9), CopyOrder::K, Casting::Unsafe, Copying::Always).is_err());
    assert!(Array::concatenate(&[&a, &b], 0, None).is_err());
    let mut c = b.copy(CopyOrder::K).unwrap();
    assert!(c.assign(Operand::Array(&a), Casting::Unsafe, None).is_err());
    assert!(c.set(&[Index::Integer(0)], Operand::Array(&a)).is_err());
    let mut d = a.copy(CopyOrder::K).unwrap();
    assert!(d.set(&[Index::ALL], Operand::Weak(Weak::Int(1))).is_err());
}
