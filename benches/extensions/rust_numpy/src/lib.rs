use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

#[pyfunction]
fn one(x: PyReadonlyArray1<f64>) -> f64 {
    let _ = x.as_array();
    1.5
}

#[pymodule]
fn rust_numpy(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(one, module)?)
}
