//! The core signature of a generalised ufunc, as NumPy writes it: "(m,n),(n,p)->(m,p)".

/// The most operands of a generalised ufunc.
pub const MAX_OPERANDS: usize = 8;
/// The most core dimensions of an operand.
pub const MAX_CORE: usize = 4;
/// The most different core dimensions of a signature.
pub const MAX_DIMENSIONS: usize = 8;

/// A parsed signature.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    text: &'static str,
    nin: usize,
    nargs: usize,
    operands: [Core; MAX_OPERANDS],
    ndim: usize,
    dimensions: [Dimension; MAX_DIMENSIONS],
}

/// The core dimensions of an operand: places in the signature's list.
#[derive(Clone, Copy, Debug)]
pub struct Core {
    ndim: usize,
    places: [usize; MAX_CORE],
}

/// A core dimension.
#[derive(Clone, Copy, Debug)]
pub struct Dimension {
    /// Where its name stands in the text.
    start: usize,
    end: usize,
    /// "n?": operands may lack it, all of them or none.
    pub optional: bool,
    /// "3": the length it must have.
    pub fixed: Option<usize>,
}

impl Core {
    /// Places of the dimensions in the signature's list.
    #[inline]
    pub fn places(&self) -> &[usize] {
        &self.places[..self.ndim]
    }
}

impl Signature {
    /// Reads a signature; None where it is none, or where it is larger than the limits of this module.
    pub const fn parse(text: &'static str) -> Option<Signature> {
        let mut signature = Signature {
            text,
            nin: 0,
            nargs: 0,
            operands: [Core { ndim: 0, places: [0; MAX_CORE] }; MAX_OPERANDS],
            ndim: 0,
            dimensions: [Dimension { start: 0, end: 0, optional: false, fixed: None }; MAX_DIMENSIONS],
        };
        let mut at = skip(text, 0);
        let mut arrow = false;
        loop {
            if byte(text, at) == b'(' {
                at = match signature.operand(skip(text, at + 1)) {
                    Some(next) => skip(text, next),
                    None => return None,
                };
            } else if arrow || signature.nargs > 0 {
                return None;
            }
            match byte(text, at) {
                b',' => at = skip(text, at + 1),
                b'-' if !arrow && byte(text, at + 1) == b'>' => {
                    arrow = true;
                    signature.nin = signature.nargs;
                    at = skip(text, at + 2);
                }
                0 if arrow && signature.nargs > signature.nin => return Some(signature),
                _ => return None,
            }
        }
    }

    /// Reads the dimensions of one operand, behind its parenthesis; gives where the text goes on.
    const fn operand(&mut self, start: usize) -> Option<usize> {
        if self.nargs == MAX_OPERANDS {
            return None;
        }
        let mut core = Core { ndim: 0, places: [0; MAX_CORE] };
        let mut at = start;
        while byte(self.text, at) != b')' {
            if core.ndim > 0 {
                if byte(self.text, at) != b',' {
                    return None;
                }
                at = skip(self.text, at + 1);
            }
            let end = word(self.text, at);
            if end == at || core.ndim == MAX_CORE {
                return None;
            }
            let mut next = skip(self.text, end);
            let optional = byte(self.text, next) == b'?';
            if optional {
                next = skip(self.text, next + 1);
            }
            core.places[core.ndim] = match self.dimension(at, end, optional) {
                Some(place) => place,
                None => return None,
            };
            core.ndim += 1;
            at = next;
        }
        self.operands[self.nargs] = core;
        self.nargs += 1;
        Some(at + 1)
    }

    /// The place of a dimension in the list, to which a new one is added.
    const fn dimension(&mut self, start: usize, end: usize, optional: bool) -> Option<usize> {
        let mut place = 0;
        while place < self.ndim {
            let known = self.dimensions[place];
            if same(self.text, start, end, known.start, known.end) {
                return if known.optional == optional { Some(place) } else { None };
            }
            place += 1;
        }
        if self.ndim == MAX_DIMENSIONS {
            return None;
        }
        let fixed = match number(self.text, start, end) {
            Some(0) => return None,
            fixed => fixed,
        };
        self.dimensions[place] = Dimension { start, end, optional, fixed };
        self.ndim += 1;
        Some(place)
    }

    /// The signature as it was written.
    #[inline]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Number of inputs.
    #[inline]
    pub const fn nin(&self) -> usize {
        self.nin
    }

    /// Number of outputs.
    #[inline]
    pub const fn nout(&self) -> usize {
        self.nargs - self.nin
    }

    /// The operands, inputs before outputs.
    #[inline]
    pub fn operands(&self) -> &[Core] {
        &self.operands[..self.nargs]
    }

    /// The different core dimensions, in the order in which they appear.
    #[inline]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions[..self.ndim]
    }
}

/// The byte at `at`, zero behind the end.
const fn byte(text: &str, at: usize) -> u8 {
    if at < text.len() { text.as_bytes()[at] } else { 0 }
}

const fn skip(text: &str, mut at: usize) -> usize {
    while byte(text, at).is_ascii_whitespace() {
        at += 1;
    }
    at
}

/// Where the word that begins at `at` ends.
const fn word(text: &str, mut at: usize) -> usize {
    while byte(text, at).is_ascii_alphanumeric() || byte(text, at) == b'_' {
        at += 1;
    }
    at
}

const fn same(text: &str, a: usize, a_end: usize, b: usize, b_end: usize) -> bool {
    let mut i = 0;
    while a + i < a_end && b + i < b_end && byte(text, a + i) == byte(text, b + i) {
        i += 1;
    }
    a + i == a_end && b + i == b_end
}

/// The number that a word is.
const fn number(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut value = 0usize;
    let mut at = start;
    while at < end {
        let digit = byte(text, at);
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value.saturating_mul(10).saturating_add((digit - b'0') as usize);
        at += 1;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &'static str) -> Option<Vec<Vec<usize>>> {
        Signature::parse(text).map(|signature| signature.operands().iter().map(|core| core.places().to_vec()).collect())
    }

    #[test]
    fn signatures_are_read_as_numpy_writes_them() {
        assert_eq!(places("(m,n),(n,p)->(m,p)").unwrap(), [[0, 1], [1, 2], [0, 2]]);
        assert_eq!(places(" ( n ) , ( n ) -> ( ) ").unwrap(), [vec![0], vec![0], vec![]]);
        assert_eq!(places("->(n)").unwrap(), [[0]]);
        let matmul = Signature::parse("(n?,k),(k,m?)->(n?,m?)").unwrap();
        assert_eq!(matmul.dimensions().iter().map(|d| d.optional).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!((matmul.nin(), matmul.nout()), (2, 1));
        assert_eq!(Signature::parse("(3),(3)->(3)").unwrap().dimensions()[0].fixed, Some(3));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        for text in ["", "(n)", "(n)->", "n->(n)", "(n),->(n)", "(n)->(n)->(n)", "(n,)->()", "(n m)->()", "(n?),(n)->()", "(0)->()",
                     "(a,b,c,d,e)->()", "(n)->()x"] {
            assert!(places(text).is_none(), "{text}");
        }
    }
}
