//! COVERAGE.md is what the tables hold.

use std::fmt::Write;
use std::path::Path;

use numpyni::gufunc::GUFUNCS;
use numpyni::ufunc::{ReduceOptions, UFUNCS, Ufunc};
use numpyni::{Array, Kind, Order, Reduction};

const COMMAND: &str = "UPDATE_GOLDEN=1 cargo test -p numpyni --test coverage";

fn head(title: &str) -> String {
    let names: Vec<&str> = Kind::all().map(Kind::name).collect();
    format!("| {title} | {} |\n|---|{}\n", names.join(" | "), ":-:|".repeat(names.len()))
}

/// The result's types of the loop whose inputs are all of one kind.
fn own_loop(ufunc: &Ufunc, kind: Kind) -> String {
    let (nin, nout) = (ufunc.nin(), ufunc.nout());
    let own = ufunc.loops().iter().find(|entry| entry.kinds()[..nin].iter().all(|&input| input == kind));
    own.map_or(String::new(), |entry| {
        let results: Vec<&str> = entry.kinds()[nin..nin + nout].iter().map(|kind| kind.name()).collect();
        results.join(", ")
    })
}

/// The loops whose inputs differ.
fn mixed_loops(ufunc: &Ufunc) -> Vec<String> {
    let nin = ufunc.nin();
    let mixed = ufunc.loops().iter().map(|entry| &entry.kinds()[..nin]).filter(|inputs| inputs.iter().any(|kind| *kind != inputs[0]));
    mixed.map(|inputs| inputs.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" x ")).collect()
}

/// The type that a reduction of two elements gives.
fn reduced(reduction: Reduction, kind: Kind) -> String {
    let ones = Array::zeros(kind, &[2], Order::C).unwrap();
    let result = reduction.apply(&ones, &ReduceOptions::default()).and_then(|value| value.into_array());
    result.map_or(String::new(), |array| array.dtype().kind().name().into())
}

fn coverage() -> String {
    let mut text = format!("<!-- {COMMAND} -->\n\n# Coverage\n\n## Ufuncs\n\n");
    text += "The result of the loop whose inputs are all of the type. No entry: no loop of its own; inputs are cast to the first type \
             that has one and holds their values.\n\n";
    let named = || UFUNCS.iter().filter(|ufunc| !ufunc.name().starts_with('_'));
    text += &head("ufunc");
    for ufunc in named() {
        let cells: Vec<String> = Kind::all().map(|kind| own_loop(ufunc, kind)).collect();
        writeln!(text, "| {} | {} |", ufunc.name(), cells.join(" | ")).unwrap();
    }
    text += "\nLoops of several types:\n\n";
    for ufunc in named() {
        let mixed = mixed_loops(ufunc);
        if !mixed.is_empty() {
            writeln!(text, "- {}: {}", ufunc.name(), mixed.join(", ")).unwrap();
        }
    }
    text += "\n## Generalised ufuncs\n\n| gufunc | signature | types |\n|---|---|---|\n";
    for gufunc in GUFUNCS.iter().filter(|gufunc| gufunc.is_public()) {
        let types: Vec<&str> = gufunc.variants().iter().map(|variant| variant.kinds()[0].name()).collect();
        writeln!(text, "| {} | {} | {} |", gufunc.name(), gufunc.signature().text(), types.join(", ")).unwrap();
    }
    text += "\n## Reductions\n\nThe result's type.\n\n";
    text += &head("reduction");
    for reduction in Reduction::ALL {
        let cells: Vec<String> = Kind::all().map(|kind| reduced(reduction, kind)).collect();
        writeln!(text, "| {} | {} |", reduction.name(), cells.join(" | ")).unwrap();
    }
    text
}

/// Where the part begins that tools/coverage_names.py writes.
const NAMES: &str = "\n<!-- python tools/coverage_names.py -->\n";

#[test]
fn the_coverage_table_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../COVERAGE.md");
    let text = coverage();
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let (own, names) = committed.split_once(NAMES).unwrap_or((&committed, ""));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text + NAMES + names).unwrap();
        return;
    }
    assert!(own == text, "COVERAGE.md is out of date: {COMMAND}");
}
