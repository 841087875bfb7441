//! `#[kernel]`: the entries of a function, as universal extensions have them.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::{Expr, ExprLit, FnArg, GenericArgument, ItemFn, Lit, Meta, Pat, PathArguments, ReturnType, Type};

/// Makes a function callable from Python, once `extension!` lists it. Its arguments are scalars (bool, i64, f32, f64, Complex), and
/// views (`View<f64, Ix2>`, `ViewMut<f64, Ix1>`); its result is a scalar, an array of ndarray, a tuple of such, or nothing; or a
/// `Result` of these. The documentation comment is the function's; the arguments keep their names.
///
/// `#[kernel(releases_gil)]` lets other threads of the interpreter run during the call.
#[proc_macro_attribute]
pub fn kernel(options: TokenStream, item: TokenStream) -> TokenStream {
    let function = syn::parse_macro_input!(item as ItemFn);
    expand(&options.to_string(), &function).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expand(options: &str, function: &ItemFn) -> syn::Result<Tokens> {
    let refuse = |what: &str| Err(syn::Error::new_spanned(&function.sig, what));
    let releases_gil = match options {
        "" => false,
        "releases_gil" => true,
        _ => return refuse("the only option is releases_gil"),
    };
    if !function.sig.generics.params.is_empty() || function.sig.asyncness.is_some() || function.sig.unsafety.is_some() {
        return refuse("a kernel is a plain function");
    }
    // A name of underscores alone is none.
    let (mut names, mut types) = (vec![], vec![]);
    for argument in &function.sig.inputs {
        match argument {
            FnArg::Typed(typed) => {
                let Pat::Ident(name) = &*typed.pat else { return refuse("an argument has a name") };
                let text = name.ident.to_string();
                names.push(text.trim_start_matches("r#").trim_start_matches('_').to_string());
                types.push(&*typed.ty);
            }
            FnArg::Receiver(_) => return refuse("a kernel is a plain function"),
        }
    }
    let results = results(&function.sig.output);
    let name = &function.sig.ident;
    let (visibility, text, doc) = (&function.vis, name.to_string(), documentation(function));
    let slots: Vec<Tokens> = (0..types.len()).map(|i| quote!(unsafe { *args.add(#i) })).collect();
    let places: Vec<Tokens> =
        (0..results.len()).map(|i| quote!(::numpyni::entry::place(unsafe { &mut *results.add(#i) }))).collect();
    let given: Vec<_> = (0..types.len()).map(|i| format_ident!("x{i}")).collect();
    let into: Vec<_> = (0..results.len()).map(|i| format_ident!("r{i}")).collect();
    let counted: Vec<_> = (0..types.len()).collect();
    let body = quote! {
        // SAFETY: what the signature promises.
        let result = #name(#(unsafe { <#types as Argument>::take(#given, #counted) }?),*);
        // SAFETY: the caller's places of the results.
        unsafe { Returned::store(result, ctx, [#(#into.cast()),*]) }
    };
    Ok(quote! {
        #function

        #[doc(hidden)]
        #[allow(unsafe_op_in_unsafe_fn, clippy::all)]
        #visibility mod #name {
            use super::*;
            use ::numpyni::entry::{Argument, Context, Output, Returned, Slot, run};

            #[allow(clippy::too_many_arguments)]
            unsafe extern "C" fn typed(
                ctx: *mut Context, #(#given: <#types as Argument>::Passed,)* #(#into: *mut <#results as Output>::Place,)*
            ) -> i32 {
                run(ctx, #text, || { #body })
            }

            unsafe extern "C" fn packed(ctx: *mut Context, args: *const Slot, results: *mut Slot) -> i32 {
                run(ctx, #text, || {
                    // SAFETY: the slots that the signature promises.
                    #(let #given = <#types as Argument>::unpack(#slots);)*
                    // SAFETY: as above.
                    #(let #into: *mut u8 = #places;)*
                    #body
                })
            }

            const PARTS: &[&str] = &[
                "(", #(<#results as Output>::SPELLED, ", ",)* ")(", #(<#types as Argument>::SPELLED, " ", #names, ", ",)* ")\0",
            ];
            const SIGNATURE: [u8; ::numpyni::entry::length(PARTS)] = ::numpyni::entry::joined(PARTS);

            pub const FUNCTION: ::numpyni::entry::Function = ::numpyni::entry::function(
                concat!(#text, "\0"), concat!(#doc, "\0"), &SIGNATURE,
                // SAFETY: an entry is carried without its prototype.
                unsafe { ::core::mem::transmute(typed as *const ()) },
                packed, ::numpyni::entry::bits(&[#(<#types as Argument>::WRITTEN),*]), #releases_gil,
            );
        }
    })
}

/// The types of the results: none, one, or those of a tuple; inside a `Result` or not.
fn results(output: &ReturnType) -> Vec<Type> {
    let ReturnType::Type(_, of) = output else { return vec![] };
    let mut of = &**of;
    if let Type::Path(path) = of
        && let Some(last) = path.path.segments.last()
        && last.ident == "Result"
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        of = inner;
    }
    match of {
        Type::Tuple(tuple) => tuple.elems.iter().cloned().collect(),
        one => vec![one.clone()],
    }
}

/// The text of the documentation comments.
fn documentation(function: &ItemFn) -> String {
    let lines = function.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_string()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}
