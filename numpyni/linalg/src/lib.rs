//! Dense linear algebra: operations on one matrix, over the faer crate.
//!
//! A crate of its own because it takes minutes to compile. Everything is computed in double precision: the types are `f64` and
//! [`C128`](kernels::C128), and whoever has single precision casts on the way.

mod eigen;
mod field;
mod qr;
mod solve;
mod svd;

use kernels::C128;
use numpyni_gufunc::{Narrow, Row, entry};

/// Each row: name, operation, documentation. The loops are of `f64` and `C128`.
macro_rules! rows {
    ($($name:literal $module:ident::$Operation:ident $($option:literal)?; $doc:literal)*) => {
        /// The operations as generalised ufuncs.
        pub static ROWS: &[Row] = &[$(Row {
            name: $name,
            doc: $doc,
            entries: &[entry::<$module::$Operation<f64 $(, $option)?>>(), entry::<$module::$Operation<C128 $(, $option)?>>()],
            narrow: Narrow::Single,
        }),*];
    };
}

rows! {
    c"_solve" solve::Solve; c"Solve a @ x == b for the columns of b."
    c"_solve1" solve::SolveVector; c"Solve a @ x == b for a vector b."
    c"_inv" solve::Inv; c"The inverse of a matrix."
    c"_det" solve::Det; c"The determinant of a matrix."
    c"_slogdet" solve::Slogdet; c"Sign and logarithm of the absolute value of the determinant."
    c"_cholesky_lo" solve::Cholesky false; c"The lower Cholesky factor; the lower triangle is read."
    c"_cholesky_up" solve::Cholesky true; c"The upper Cholesky factor; the upper triangle is read."
    c"_eig" eigen::Eig; c"Eigenvalues and right eigenvectors of a matrix."
    c"_eigvals" eigen::Eigvals; c"Eigenvalues of a matrix."
    c"_eigh_lo" eigen::Eigh false; c"Eigenvalues and eigenvectors of a self-adjoint matrix, from the lower triangle."
    c"_eigh_up" eigen::Eigh true; c"Eigenvalues and eigenvectors of a self-adjoint matrix, from the upper triangle."
    c"_eigvalsh_lo" eigen::Eigvalsh false; c"Eigenvalues of a self-adjoint matrix, from the lower triangle."
    c"_eigvalsh_up" eigen::Eigvalsh true; c"Eigenvalues of a self-adjoint matrix, from the upper triangle."
    c"_svd" svd::Svdvals; c"Singular values."
    c"_svd_s" svd::Svd false; c"The thin singular value decomposition."
    c"_svd_f" svd::Svd true; c"The full singular value decomposition."
    c"_qr_r" qr::QrTriangle; c"The triangular factor of the QR decomposition."
    c"_qr_raw" qr::QrRaw; c"The QR decomposition as LAPACK stores it."
    c"_qr_reduced" qr::Qr false; c"The QR decomposition with as many columns as there are."
    c"_qr_complete" qr::Qr true; c"The QR decomposition with a square Q."
}
