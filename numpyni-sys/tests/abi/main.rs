//! The generated forms of the ABI, compared with the declarations in `src/`.
//!
//! `UPDATE_GOLDEN=1 cargo test -p numpyni-sys` rewrites the C header, the Cython, cffi and ctypes declarations and the lock
//! file. Without it, a difference fails; only in the lock file may new slots follow the recorded ones.

mod declarations;
mod layout;

use declarations::{Declarations, Type};
use std::{env, fs, path::PathBuf, process::Command};

const COMMAND: &str = "UPDATE_GOLDEN=1 cargo test -p numpyni-sys";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// cbindgen's text for `src/`, in one of three dresses.
fn bindings(language: cbindgen::Language, bare: bool) -> String {
    let mut config = cbindgen::Config { language, no_includes: bare, cpp_compat: !bare, ..Default::default() };
    config.style = if language == cbindgen::Language::C { cbindgen::Style::Both } else { cbindgen::Style::Tag };
    config.documentation = !bare;
    config.documentation_style = cbindgen::DocumentationStyle::C99;
    config.usize_is_size_t = false;
    config.export.exclude = DTYPE_WORDS.iter().map(|(name, _, _)| format!("NUMPYNI_{name}")).collect();
    config.export.include = declarations::EXPORTED.iter().map(|name| name.to_string()).collect();
    config.line_length = 120;
    if !bare {
        config.header = Some(format!("{} {COMMAND}; DO NOT EDIT", if language == cbindgen::Language::C { "//" } else { "#" }));
    }
    if language == cbindgen::Language::C && !bare {
        config.no_includes = true;
        config.sys_includes = vec!["stdint.h".into(), "stddef.h".into()];
        config.include_guard = Some("NUMPYNI_H".into());
        config.after_includes = Some(declarations::FORWARD.map(|name| format!("typedef struct {name} {name};\n")).concat());
        config.trailer = Some(words_and_entry());
    }
    if language == cbindgen::Language::Cython {
        config.cython.header = Some("\"numpyni.h\"".into());
    }
    let mut text = Vec::new();
    cbindgen::Builder::new().with_crate(root()).with_config(config).generate().expect("cbindgen reads src/").write(&mut text);
    String::from_utf8(text).expect("cbindgen writes UTF-8")
}

/// The dtype words, which cbindgen cannot evaluate: name, code, bits.
const DTYPE_WORDS: [(&str, &str, u8); 15] = [
    ("BOOL", "BOOL", 8),
    ("INT8", "INT", 8),
    ("INT16", "INT", 16),
    ("INT32", "INT", 32),
    ("INT64", "INT", 64),
    ("UINT8", "UINT", 8),
    ("UINT16", "UINT", 16),
    ("UINT32", "UINT", 32),
    ("UINT64", "UINT", 64),
    ("FLOAT16", "FLOAT", 16),
    ("BFLOAT16", "BFLOAT", 16),
    ("FLOAT32", "FLOAT", 32),
    ("FLOAT64", "FLOAT", 64),
    ("COMPLEX64", "COMPLEX", 64),
    ("COMPLEX128", "COMPLEX", 128),
];

fn words_and_entry() -> String {
    // cbindgen's own guard ends before its trailer.
    let mut text = String::from("#ifndef NUMPYNI_WORDS_H\n#define NUMPYNI_WORDS_H\n\n");
    for (name, code, bits) in DTYPE_WORDS {
        text += &format!("static const NumPyNI_DType NUMPYNI_{name} = {{ NUMPYNI_TYPE_{code}, {bits}, 1, 0 }};\n");
    }
    text + "\n#ifdef __cplusplus\nextern \"C\"\n#else\nextern\n#endif\n\
            const NumPyNI_Api *NumPyNI_GetApi(uint32_t min_major, uint32_t max_major);\n\n#endif\n"
}

/// cbindgen writes function pointers without `noexcept nogil`: Cython would take the GIL and look for an exception.
fn cython() -> String {
    let text = bindings(cbindgen::Language::Cython, false);
    let mut open = false;
    let lines = text.lines().map(|line| {
        open |= line.contains("(*");
        let closes = open && (line.ends_with(')') || line.ends_with(");"));
        if !closes {
            return line.to_string();
        }
        open = false;
        let (line, end) = line.strip_suffix(';').map_or((line, ""), |line| (line, ";"));
        format!("{line} noexcept nogil{end}")
    });
    let forward: String = declarations::FORWARD.iter().map(|name| format!("\n  cdef struct {name}")).collect();
    let mut text = lines.collect::<Vec<_>>().join("\n");
    text = text.replacen("cdef extern from \"numpyni.h\":", &format!("cdef extern from \"numpyni.h\":{forward}"), 1);
    text = text.replace("(*raise)", "(*raise_ \"raise\")").replace(" from,", " from_,");
    text += "\n\n  const NumPyNI_Api *NumPyNI_GetApi(uint32_t min_major, uint32_t max_major) noexcept nogil\n";
    for (name, _, _) in DTYPE_WORDS {
        text += &format!("  const NumPyNI_DType NUMPYNI_{name}\n");
    }
    text
}

fn cdef(declarations: &Declarations) -> String {
    format!("{}const NumPyNI_Api *NumPyNI_GetApi(uint32_t, uint32_t);\n", declarations.c_text)
}

/// FNV-1a: enough to see that a file was made from this text.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

fn compare(path: &str, text: &str) {
    let path = root().join(path);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().expect("a golden file has a folder")).expect("the folder can be made");
        fs::write(&path, text).expect("the golden file can be written");
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{} is out of date; run: {COMMAND}", path.display());
}

#[test]
fn the_c_header_is_current() {
    compare("include/numpyni.h", &bindings(cbindgen::Language::C, false));
}

#[test]
fn the_cython_declarations_are_current() {
    compare("include/numpyni.pxd", &cython());
}

#[test]
fn the_table_only_grows() {
    let slots = Declarations::new(&bindings(cbindgen::Language::C, true)).slots();
    let text: Vec<String> = [format!("# {COMMAND}; lines are never changed, only added")].into_iter().chain(slots).collect();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        return compare("include/numpyni.lock", &(text.join("\n") + "\n"));
    }
    let lock = fs::read_to_string(root().join("include/numpyni.lock")).expect("the lock file is there");
    for (number, line) in lock.lines().enumerate() {
        assert_eq!(Some(line), text.get(number).map(String::as_str), "a recorded slot of the table was changed");
    }
}

#[test]
fn the_ctypes_declarations_are_current() {
    let declarations = Declarations::new(&bindings(cbindgen::Language::C, true));
    compare("../python/numpyni/_host/_abi_ctypes.py", &declarations.ctypes(&format!("# {COMMAND}; DO NOT EDIT")));
}

/// cffi compiles the declarations; where it is absent, the fingerprint of what it compiled still tells.
#[test]
fn the_cffi_declarations_are_current() {
    let cdef = cdef(&Declarations::new(&bindings(cbindgen::Language::C, true)));
    let head = format!("# {COMMAND}; DO NOT EDIT; declarations {}\n", fingerprint(&cdef));
    let path = "../python/numpyni/_host/_abi_cffi.py";
    if env::var_os("UPDATE_GOLDEN").is_none() {
        let golden = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(golden.starts_with(&head), "{path} is out of date; run: {COMMAND}");
        return;
    }
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    fs::write(target.join("cdef.h"), &cdef).expect("the declarations can be written");
    let code = "import cffi; f = cffi.FFI(); f.cdef(open('cdef.h').read()); \
                f.set_source('numpyni._host._abi_cffi', None); f.emit_python_code('_abi_cffi.py')";
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let status = Command::new(python).args(["-c", code]).current_dir(&target).status().expect("python3 runs");
    assert!(status.success(), "python3 with cffi is needed to rewrite {path}");
    let made = fs::read_to_string(target.join("_abi_cffi.py")).expect("cffi wrote the module");
    compare(path, &(head + made.split_once('\n').map_or("", |(_, rest)| rest)));
}

/// A C11 and a C++17 program print every size and offset; they must be what `rustc` laid out.
#[test]
fn c_and_cpp_lay_the_structs_out_alike() {
    let declarations = Declarations::new(&bindings(cbindgen::Language::C, true));
    let rust = layout::of_rust();
    for (name, fields) in &declarations.structs {
        let (_, _, listed) = rust.iter().find(|(n, _, _)| n == name).unwrap_or_else(|| panic!("{name} is not in layout.rs"));
        let listed: Vec<&str> = listed.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), listed, "fields of {name}");
    }
    let expected: String = rust
        .iter()
        .flat_map(|(name, size, fields)| {
            let fields = fields.iter().map(move |(field, offset)| format!("{name}.{field} {offset}\n"));
            [format!("{name} {size}\n")].into_iter().chain(fields)
        })
        .collect();
    let prints: String = rust
        .iter()
        .flat_map(|(name, _, fields)| {
            let fields = fields.iter().map(move |(f, _)| format!("printf(\"{name}.{f} %zu\\n\", offsetof({name}, {f}));\n"));
            [format!("printf(\"{name} %zu\\n\", sizeof({name}));\n")].into_iter().chain(fields)
        })
        .collect();
    let program = format!("#include \"numpyni.h\"\n#include <stdio.h>\nint main(void) {{\n{prints}return 0;\n}}\n");
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    compare("include/numpyni.h", &bindings(cbindgen::Language::C, false));
    for (compiler, standard, file) in [("cc", "-std=c11", "layout.c"), ("c++", "-std=c++17", "layout.cpp")] {
        let (source, binary) = (target.join(file), target.join(format!("{file}.out")));
        fs::write(&source, &program).expect("the program can be written");
        let status = Command::new(compiler)
            .args([standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-I"])
            .arg(root().join("include"))
            .arg(&source)
            .arg("-o")
            .arg(&binary)
            .status()
            .unwrap_or_else(|error| panic!("{compiler}: {error}"));
        assert!(status.success(), "{compiler} {standard}");
        let output = Command::new(&binary).output().expect("the program runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{compiler} {standard}");
    }
}

#[test]
fn the_slots_by_name_are_current() {
    let source = fs::read_to_string(root().join("src/api.rs")).expect("the table is declared");
    compare("../numpyni/cdylib/src/slots.rs", &declarations::by_name(&format!("// {COMMAND}; DO NOT EDIT"), &source));
}

#[test]
fn the_words_of_the_header_are_rusts() {
    use numpyni_sys::*;
    let rust = [
        NUMPYNI_BOOL, NUMPYNI_INT8, NUMPYNI_INT16, NUMPYNI_INT32, NUMPYNI_INT64, NUMPYNI_UINT8, NUMPYNI_UINT16,
        NUMPYNI_UINT32, NUMPYNI_UINT64, NUMPYNI_FLOAT16, NUMPYNI_BFLOAT16, NUMPYNI_FLOAT32, NUMPYNI_FLOAT64,
        NUMPYNI_COMPLEX64, NUMPYNI_COMPLEX128,
    ];
    let codes = [
        ("INT", NUMPYNI_TYPE_INT),
        ("UINT", NUMPYNI_TYPE_UINT),
        ("FLOAT", NUMPYNI_TYPE_FLOAT),
        ("BFLOAT", NUMPYNI_TYPE_BFLOAT),
        ("COMPLEX", NUMPYNI_TYPE_COMPLEX),
        ("BOOL", NUMPYNI_TYPE_BOOL),
    ];
    for ((name, code, bits), word) in DTYPE_WORDS.into_iter().zip(rust) {
        let code = codes.iter().find(|(c, _)| *c == code).map(|(_, c)| *c);
        assert_eq!((code, bits, 1, 0), (Some(word.code), word.bits, word.lanes, word.ext), "{name}");
    }
}

#[test]
fn every_type_of_the_abi_is_known_to_the_generators() {
    let declarations = Declarations::new(&bindings(cbindgen::Language::C, true));
    for (name, fields) in &declarations.structs {
        for field in fields {
            if let Type::Named(kind) = &field.kind {
                assert!(declarations.functions.iter().any(|(f, _)| f == kind), "{name}.{}: {kind}", field.name);
            }
        }
    }
}
