//! cbindgen's C, read back: regular enough for thirty lines, and the one source of the ctypes form and of the lock file.

/// Types that no other type reaches.
pub const EXPORTED: [&str; 6] = [
    "NumPyNI_Api", "NumPyNI_Function", "NumPyNI_Slot", "NumPyNI_Loop", "NumPyNI_Packed", "NumPyNI_Index",
];

/// Structs that refer to each other through pointers.
pub const FORWARD: [&str; 2] = ["NumPyNI_Context", "NumPyNI_Api"];

#[derive(Clone, Debug)]
pub enum Type {
    Void,
    Integer(String),
    Double,
    Pointer,
    Struct(String),
    Array(Box<Type>, usize),
    Function(Box<Type>, Vec<Type>),
    /// The name of a function type.
    Named(String),
}

pub struct Field {
    pub name: String,
    pub kind: Type,
    /// The C text, on one line.
    pub text: String,
}

pub struct Declarations {
    /// The C text, without directives: what cffi reads.
    pub c_text: String,
    pub structs: Vec<(String, Vec<Field>)>,
    pub functions: Vec<(String, Type)>,
}

impl Declarations {
    pub fn new(header: &str) -> Declarations {
        let kept: Vec<&str> = header.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
        let forward: String = FORWARD.iter().map(|name| format!("typedef struct {name} {name};\n")).collect();
        let c_text = format!("{forward}{}\n", kept.join("\n"));
        let mut declarations = Declarations { c_text, structs: Vec::new(), functions: Vec::new() };
        for statement in kept.join("\n").split("\n} ").flat_map(top_level) {
            declarations.read(&statement);
        }
        declarations
    }

    fn read(&mut self, statement: &str) {
        if let Some((head, body)) = statement.split_once('{') {
            let name = head.trim().trim_start_matches("typedef struct ").trim().to_string();
            let fields = body.split(';').map(one_line).filter(|text| !text.is_empty());
            self.structs.push((name, fields.map(|text| field(&text)).collect()));
        } else if let Some(text) = statement.trim().strip_prefix("typedef ")
            && text.contains("(*")
        {
            let field = field(&one_line(text.trim_end_matches(';')));
            self.functions.push((field.name, field.kind));
        }
    }

    /// One line for each slot of the table: slot | name | signature.
    pub fn slots(&self) -> Vec<String> {
        let (_, fields) = self.structs.iter().find(|(name, _)| name == "NumPyNI_Api").expect("the table is declared");
        fields.iter().enumerate().map(|(slot, field)| format!("{slot} | {} | {}", field.name, field.text)).collect()
    }

    pub fn ctypes(&self, head: &str) -> String {
        let mut text = format!("{head}\n\"\"\"The structs of the ABI for ctypes.\"\"\"\n\nimport ctypes\n");
        for (name, _) in &self.structs {
            text += &format!("\n\nclass {name}(ctypes.Structure):\n    __slots__ = ()\n");
        }
        text += "\n\n";
        for (name, kind) in &self.functions {
            text += &format!("{name} = {}\n", python(kind));
        }
        for (name, fields) in &self.structs {
            text += &format!("\n\n{name}._fields_ = [\n");
            for field in fields {
                text += &format!("    ({:?}, {}),\n", field.name, python(&field.kind));
            }
            text += "]\n";
        }
        text + "\n\nGetApi = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32)\n"
    }
}

/// A function `NumPyNI_SLOT` for each slot that `src/api.rs` declares, which calls it.
pub fn by_name(head: &str, api: &str) -> String {
    let mut text = format!("{head}\n//! The slots of the table as functions, for those that call by name.\n\n");
    text += "#![allow(clippy::missing_safety_doc)]\n\nuse core::ffi::{c_char, c_void};\n\n";
    text += "use numpyni::capi::TABLE;\nuse numpyni_sys::*;\n";
    for slot in api.split("\n    pub ").skip(1) {
        let Some((name, rest)) = slot.split_once(": unsafe extern \"C\" fn(") else { continue };
        let (arguments, rest) = rest.split_once(')').expect("a slot has arguments");
        let result = rest.split_once(",\n").expect("a slot ends").0;
        let arguments = one_line(arguments.trim_end_matches([' ', ',', '\n']));
        let names: Vec<&str> = arguments.split(", ").filter_map(|argument| Some(argument.split_once(':')?.0)).collect();
        text += &format!(
            "\n#[rustfmt::skip]\n#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn NumPyNI_{name}({arguments}){result} {{\n    \
             // SAFETY: the caller keeps the slot's promise.\n    unsafe {{ (TABLE.{name})({}) }}\n}}\n",
            names.join(", ")
        );
    }
    text
}

/// The statements in a piece that ends where a struct does: typedefs on their own, then the struct's head and body.
fn top_level(piece: &str) -> Vec<String> {
    let Some(at) = piece.find("typedef struct").filter(|at| piece[*at..].contains('{')) else {
        return piece.split(";\n").map(str::to_string).collect();
    };
    let mut statements: Vec<String> = piece[..at].split(";\n").map(str::to_string).collect();
    statements.push(piece[at..].to_string());
    statements
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `int32_t (*name)(args)`, `const char *name`, `uint64_t name[4]`.
fn field(text: &str) -> Field {
    if let Some((result, rest)) = text.split_once("(*") {
        let (name, arguments) = rest.split_once(")(").expect("a function pointer has arguments");
        let arguments = arguments.trim_end_matches(')').split(", ").filter(|a| *a != "void" && !a.is_empty());
        let kind = Type::Function(Box::new(plain(result.trim())), arguments.map(|a| field(a).kind).collect());
        return Field { name: name.to_string(), kind, text: text.to_string() };
    }
    let at = text.rfind([' ', '*']).map_or(0, |at| at + 1);
    let (kind, name) = text.split_at(at);
    let (name, kind) = match name.trim_end_matches(']').split_once('[') {
        Some((name, length)) => {
            (name, Type::Array(Box::new(plain(kind.trim())), length.parse().expect("a length is a number")))
        }
        None => (name, plain(kind.trim())),
    };
    Field { name: name.to_string(), kind, text: text.to_string() }
}

fn plain(text: &str) -> Type {
    if text.ends_with('*') {
        return Type::Pointer;
    }
    let name = text.trim_start_matches("const ").trim_start_matches("struct ");
    match name {
        "void" => Type::Void,
        "double" => Type::Double,
        "uint8_t" | "uint16_t" | "uint32_t" | "uint64_t" | "int32_t" | "int64_t" => {
            Type::Integer(name.trim_end_matches("_t").to_string())
        }
        "uintptr_t" => Type::Integer("size_t".into()),
        _ if text.starts_with("struct ") => Type::Struct(name.to_string()),
        _ => Type::Named(name.to_string()),
    }
}

fn python(kind: &Type) -> String {
    match kind {
        Type::Void => "None".into(),
        Type::Integer(name) => format!("ctypes.c_{name}"),
        Type::Double => "ctypes.c_double".into(),
        Type::Pointer => "ctypes.c_void_p".into(),
        Type::Struct(name) | Type::Named(name) => name.clone(),
        Type::Array(item, length) => format!("{} * {length}", python(item)),
        Type::Function(result, arguments) => {
            let arguments: Vec<String> = [result.as_ref()].into_iter().chain(arguments).map(python).collect();
            format!("ctypes.CFUNCTYPE({})", arguments.join(", "))
        }
    }
}
