//! Signatures: `"float64(float64[:,:] x, int64 n)"`.

use std::ffi::CString;
use std::fmt;

use numpyni_sys as abi;

use crate::{DType, Kind, MAXDIMS};

/// A parsed signature.
#[derive(Debug, PartialEq)]
pub struct Signature {
    pub arguments: Vec<Parameter>,
    pub results: Vec<Parameter>,
}

/// An argument or a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub kind: Kind,
    /// None: a scalar.
    pub array: Option<Form>,
    pub name: Option<CString>,
}

/// What an array must look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// None: any number of dimensions.
    pub ndim: Option<usize>,
    /// `NUMPYNI_C_CONTIGUOUS`, `NUMPYNI_F_CONTIGUOUS` or none.
    pub layout: u32,
}

/// The types of scalars, with their slots.
const SCALARS: [(Kind, u32); 6] = [
    (Kind::Bool, abi::NUMPYNI_SLOT_BOOL),
    (Kind::Int64, abi::NUMPYNI_SLOT_INT64),
    (Kind::Float32, abi::NUMPYNI_SLOT_FLOAT32),
    (Kind::Float64, abi::NUMPYNI_SLOT_FLOAT64),
    (Kind::Complex64, abi::NUMPYNI_SLOT_COMPLEX64),
    (Kind::Complex128, abi::NUMPYNI_SLOT_COMPLEX128),
];

impl Parameter {
    /// The tag of the slot of a scalar; zero for an array.
    pub fn scalar_tag(&self) -> u32 {
        let found = SCALARS.iter().find(|(kind, _)| self.array.is_none() && *kind == self.kind);
        found.map_or(abi::NUMPYNI_SLOT_NONE, |&(_, tag)| tag)
    }
}

/// The type, as the signature spells it.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        let Some(form) = self.array else { return Ok(()) };
        let Some(ndim) = form.ndim else { return f.write_str("[...]") };
        let mut axes = vec![":"; ndim];
        match form.layout {
            abi::NUMPYNI_C_CONTIGUOUS => axes[ndim - 1] = "::1",
            abi::NUMPYNI_F_CONTIGUOUS => axes[0] = "::1",
            _ => {}
        }
        write!(f, "[{}]", axes.join(","))
    }
}

impl Signature {
    /// The first scalar that has no slot.
    pub fn without_slot(&self) -> Option<&Parameter> {
        let all = self.arguments.iter().chain(&self.results);
        all.into_iter().find(|each| each.array.is_none() && each.scalar_tag() == abi::NUMPYNI_SLOT_NONE)
    }

    /// Reads a signature; the error says what was expected, and where.
    pub fn parse(text: &str) -> Result<Signature, String> {
        let mut reader = Reader { text, at: 0 };
        let results = reader.results()?;
        reader.expect("(")?;
        let arguments = reader.list()?;
        reader.skip_space();
        if reader.at < text.len() {
            return Err(reader.wanted("the end"));
        }
        if arguments.len() > abi::NUMPYNI_MAXARGS as usize || results.len() > abi::NUMPYNI_MAXRESULTS as usize {
            return Err(format!("more than {} arguments or {} results", abi::NUMPYNI_MAXARGS, abi::NUMPYNI_MAXRESULTS));
        }
        Ok(Signature { arguments, results })
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn wanted(&self, what: &str) -> String {
        format!("{what} is expected at column {} of '{}'", self.at + 1, self.text)
    }

    /// Takes `token`, if it is next.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(self.wanted(&format!("'{token}'"))) }
    }

    /// A name, or nothing.
    fn word(&mut self) -> &'a str {
        self.skip_space();
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn results(&mut self) -> Result<Vec<Parameter>, String> {
        if self.take("(") {
            return self.list();
        }
        let start = self.at;
        if matches!(self.word(), "void" | "none") {
            return Ok(vec![]);
        }
        self.at = start;
        Ok(vec![self.parameter()?])
    }

    /// Parameters up to the closing parenthesis.
    fn list(&mut self) -> Result<Vec<Parameter>, String> {
        let mut list = vec![];
        while !self.take(")") {
            if !list.is_empty() {
                self.expect(",")?;
                // a comma may stand at the end
                if self.take(")") {
                    break;
                }
            }
            list.push(self.parameter()?);
        }
        Ok(list)
    }

    fn parameter(&mut self) -> Result<Parameter, String> {
        self.skip_space();
        let start = self.at;
        let word = self.word();
        let Some(kind) = Kind::all().find(|kind| kind.name() == word) else {
            self.at = start;
            return Err(self.wanted("a dtype"));
        };
        let array = if self.take("[") { Some(self.form()?) } else { None };
        let name = self.word();
        let name = if name.is_empty() { None } else { CString::new(name).ok() };
        Ok(Parameter { kind, array, name })
    }

    /// What stands in the brackets: axes, of which the first or the last may be `::1`.
    fn form(&mut self) -> Result<Form, String> {
        if self.take("...") {
            self.expect("]")?;
            return Ok(Form { ndim: None, layout: 0 });
        }
        let (mut ndim, mut first, mut last) = (0, false, false);
        while !self.take("]") {
            if ndim > 0 {
                self.expect(",")?;
            }
            if last && ndim > 1 {
                return Err(self.wanted("']' behind '::1'"));
            }
            last = self.take("::1");
            first |= last && ndim == 0;
            if !last {
                self.expect(":")?;
            }
            ndim += 1;
        }
        if ndim > MAXDIMS || (first && last && ndim > 1) {
            return Err(self.wanted("an array of at most 64 dimensions, one of them contiguous,"));
        }
        let layout = match (first, last) {
            (_, true) => abi::NUMPYNI_C_CONTIGUOUS,
            (true, _) => abi::NUMPYNI_F_CONTIGUOUS,
            _ => 0,
        };
        Ok(Form { ndim: Some(ndim), layout })
    }
}

/// What the ABI says of a parameter. Its name stays in `parameter`.
pub fn describe(parameter: &Parameter, is_result: bool, flags: u32, written: bool) -> abi::NumPyNI_Parameter {
    let (tag, ndim, flags) = match parameter.array {
        None => (parameter.scalar_tag(), 0, 0),
        Some(form) => {
            let tag = if is_result { abi::NUMPYNI_SLOT_HANDLE } else { abi::NUMPYNI_SLOT_VIEW };
            let always = abi::NUMPYNI_ALIGNED | abi::NUMPYNI_NATIVE_ENDIAN;
            (tag, form.ndim.map_or(-1, |ndim| ndim as i32), flags | form.layout | always)
        }
    };
    abi::NumPyNI_Parameter {
        tag,
        ndim,
        dtype: DType::from(parameter.kind).word(),
        flags,
        written: written.into(),
        name: parameter.name.as_ref().map_or(std::ptr::null(), |name| name.as_ptr()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_parsed_is_printed_again() {
        for text in ["float64[:]", "int8[:,::1]", "complex128[::1,:,:]", "uint16[...]", "bool", "float32[]", "float16[::1]"] {
            let parsed = Signature::parse(&format!("void({text})")).unwrap();
            assert_eq!(parsed.arguments[0].to_string(), text);
        }
    }

    #[test]
    fn results_and_names_are_read() {
        let parsed = Signature::parse(" ( float64 , int64[:] best )( float64[:, :] x,int64 n , ) ").unwrap();
        assert_eq!(parsed.results.len(), 2);
        assert_eq!(parsed.results[1].name.as_deref(), Some(c"best"));
        assert_eq!(parsed.arguments[0].array, Some(Form { ndim: Some(2), layout: 0 }));
        assert_eq!(parsed.arguments[1].name.as_deref(), Some(c"n"));
        assert_eq!(Signature::parse("void()").unwrap(), Signature { arguments: vec![], results: vec![] });
    }

    #[test]
    fn nonsense_is_told_with_its_place() {
        for text in [
            "", "float64", "float64(", "float64)", "double(float64)", "float64(float65)", "void(float64[)",
            "void(float64[::1,::1])", "void(float64[:,::1,:])", "void(float64[1])", "void(float64) x", "void(float64[:]",
            "void(,)", "float64[:,", "((float64)(float64)", "void(float64 x y)", "é(float64)", "void(float64[...,:])",
        ] {
            assert!(Signature::parse(text).is_err(), "{text}");
        }
        let message = Signature::parse("float64(float65)").unwrap_err();
        assert_eq!(message, "a dtype is expected at column 9 of 'float64(float65)'");
    }
}
