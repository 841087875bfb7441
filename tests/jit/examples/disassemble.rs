//! Prints the machine code of the loops.

fn main() {
    let mut jit = jit::Jit::default();
    for (name, code) in [
        ("asum", jit::loops::asum(&mut jit)),
        ("scale", jit::loops::scale(&mut jit)),
        ("jacobi", jit::loops::jacobi(&mut jit)),
    ] {
        println!("---- {name}\n{}", code.disassembly);
    }
}
