//! The scripts that wasm-bindgen and the splitter write around the page's wasm, made to fit a smaller one. They
//! are texts of pinned versions, and whatever in them is not as expected is an error.

use std::collections::BTreeMap;

use crate::Failure;

/// Classes of `wasm_streams`, which Leptos links and the page does not use: streams that wasm feeds.
const UNUSED: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// The one module that everything is imported from when names are short.
const MODULE: &str = "a";

/// How an item of a list that wasm imports begins: its name follows, then a colon.
const ITEM: &str = "\n        ";

/// The module from which wasm imports what fetches the second file.
const LOADER: &str = "./__wasm_split.js";

/// How the second file is fetched: by the sum of its bytes, which `sealed.rs` writes. Where that fails, it is asked why:
/// where the file is no longer there, or a page is in its place, a newer page has been put there, and `src/extras.rs`
/// says so. The mark is on what both have: nothing is to be on `window`. Both have twenty seconds.
const SEALED: &str = ", { integrity: \"sha256-split_extras.wasm\", signal }).catch(async (error) => {
        const answer = await fetch(file, { method: \"HEAD\", signal });
        const gone = [403, 404].includes(answer.status) || /html/.test(answer.headers.get(\"Content-Type\"));
        if (gone) getSharedImports().__wasm_split.memory.gone = 1;
        throw error;
    })";

/// Old names and the short ones that wasm-opt gave them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    imports: BTreeMap<String, String>,
    /// Of what fetches the second file.
    loaders: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

/// Whether the page can do without an export.
pub(crate) fn is_unused(export: &str) -> bool {
    let name = export.strip_prefix("__wbg_").unwrap_or(export);
    ["intounderlying", "_WASM_SPLIT_MARKER", "__data_end", "__heap_base"].iter().any(|start| name.starts_with(start))
}

impl Names {
    /// Reads what wasm-opt prints: `["module", "old", "new"]` for an import, `["old", "new"]` for an export.
    pub(crate) fn read(text: &str) -> Result<Self, Failure> {
        let mut names = Self::default();
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("[\"")) {
            let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            let old = match quoted[..] {
                [LOADER, old, new] => names.loaders.insert(old.to_owned(), new.to_owned()),
                [_, old, new] => names.imports.insert(old.to_owned(), new.to_owned()),
                [old, new] => names.exports.insert(old.to_owned(), new.to_owned()),
                _ => return Err(format!("wasm-opt renamed in a way that is not understood: {line}")),
            };
            if old.is_some() {
                return Err(format!("wasm-opt renamed twice: {line}"));
            }
        }
        if names.imports.is_empty() || names.exports.is_empty() {
            return Err("wasm-opt did not say what it renamed.".into());
        }
        Ok(names)
    }

    /// Wasm-bindgen's script with the short names, and without what wasm no longer asks for.
    pub(crate) fn fit(&self, glue: &str) -> Result<String, Failure> {
        let mut glue = glue.to_owned();
        for class in UNUSED {
            cut(&mut glue, &format!("export class {class} {{\n"), "\n}\n")?;
            cut(&mut glue, &format!("if (Symbol.dispose) {class}."), ";\n")?;
            cut(&mut glue, &format!("const {class}Finalization = "), ";\n")?;
        }
        cut(&mut glue, &format!("        \"{LOADER}\": import1,"), "\n")?;
        let (before, after) = around(&glue, "export { initSync, __wbg_init as default };")?;
        self.exports(&self.imports(&format!("{before}export {{ wasm, __wbg_init as default }};{after}"))?)
    }

    /// The functions that wasm imports, all as one module.
    fn imports(&self, glue: &str) -> Result<String, Failure> {
        let (before, rest) = around(glue, "    const import0 = {\n        __proto__: null,")?;
        let (list, rest) = around(rest, "\n    };\n    return {\n        __proto__: null,\n        \"./")?;
        let (_, after) = around(rest, "\": import0,\n")?;
        let (mut kept, mut count) = (String::new(), 0);
        for item in items(list) {
            let (name, function) = item.split_once(": ").ok_or_else(|| changed(item))?;
            if let Some(short) = self.imports.get(name) {
                kept.push_str(&format!("{ITEM}{short}: {function}"));
                count += 1;
            }
        }
        if count != self.imports.len() {
            return Err(format!("wasm imports {} functions, the script has {count} of them.", self.imports.len()));
        }
        for (name, short) in &self.loaders {
            kept.push_str(&format!("{ITEM}{short}: import1.{name},"));
        }
        let kept = format!("    const import0 = {{ __proto__: null,{kept}\n    }};");
        Ok(format!("{before}{kept}\n    return {{\n        __proto__: null,\n        {MODULE}: import0,\n{after}"))
    }

    /// The splitter's script with the short names of what the second file shares with the first.
    pub(crate) fn fit_loader(&self, loader: &str) -> Result<String, Failure> {
        let (before, rest) = around(loader, "const src = fetch(new URL(")?;
        let (address, after) = around(rest, ", import.meta.url));")?;
        let fetched = format!(
            "const file = new URL({address}, import.meta.url), signal = AbortSignal.timeout(20000);\n    const src = fetch(file{SEALED};"
        );
        let loader = format!("{before}{fetched}{after}");
        let (before, rest) = around(&loader, "import { initSync } from")?;
        let (between, rest) = around(rest, "        const { ")?;
        let (shared, after) = around(rest, " } = initSync(undefined, undefined);")?;
        let mut named = String::new();
        for name in shared.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            named.push_str(&format!("{}: {name}, ", self.export(name)?));
        }
        Ok(format!("{before}import {{ wasm }} from{between}        const {{ {named}}} = wasm;{after}"))
    }

    fn export(&self, name: &str) -> Result<&str, Failure> {
        let short = self.exports.get(name).map(String::as_str);
        short.ok_or_else(|| format!("a script uses `{name}` of the page's wasm, which has no such export."))
    }

    /// What the script uses of wasm: `wasm.name`.
    fn exports(&self, glue: &str) -> Result<String, Failure> {
        let mut parts = glue.split("wasm.");
        let mut done = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c| !is_of_name(c)).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            done.push_str("wasm.");
            if name.is_empty() {
                done.push_str(rest);
                continue;
            }
            done.push_str(self.export(name)?);
            done.push_str(rest);
        }
        Ok(done)
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// The items of a list, each with all of its lines.
fn items(list: &str) -> Vec<&str> {
    let starts = list.match_indices(ITEM).map(|(at, _)| at).filter(|at| {
        let rest = &list[at + ITEM.len()..];
        let name = rest.find(|c| !is_of_name(c)).unwrap_or_default();
        name > 0 && rest[name..].starts_with(": ")
    });
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([list.len()]);
    starts.iter().zip(ends).map(|(start, end)| &list[start + ITEM.len()..end]).collect()
}

/// Takes out what stands once, from its start to its end.
fn cut(glue: &mut String, start: &str, end: &str) -> Result<(), Failure> {
    let (before, rest) = around(glue, start)?;
    let (_, after) = rest.split_once(end).ok_or_else(|| changed(start))?;
    *glue = format!("{before}{after}");
    Ok(())
}

/// What is before and after something that must stand exactly once.
fn around<'a>(text: &'a str, mark: &str) -> Result<(&'a str, &'a str), Failure> {
    match text.split_once(mark) {
        Some((before, after)) if !after.contains(mark) => Ok((before, after)),
        _ => Err(changed(mark)),
    }
}

fn changed(what: &str) -> Failure {
    format!(
        "A script around the page's wasm is not as the pinned version of its tool writes it: xtask/src/glue.rs has \
         to be made to fit. It looked for `{}`.",
        what.trim()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = r#"{
 "imports": [
  ["./vitrine_bg.js", "__wbg_get_1", "c"],
  ["./__wasm_split.js", "__wasm_split_load_extras", "f"]
 ],
"exports": [
  ["memory", "d"],
  ["__wbindgen_start", "e"]
 ]
}"#;

    fn script() -> String {
        let mut script = String::new();
        for class in UNUSED {
            script.push_str(&format!("export class {class} {{\n    free() {{\n    }}\n}}\n"));
            script.push_str(&format!("if (Symbol.dispose) {class}.prototype[Symbol.dispose] = 1;\n"));
            script.push_str(&format!("const {class}Finalization = new FinalizationRegistry(1);\n"));
        }
        script
            + r#"    const import0 = {
        __proto__: null,
        __wbg_get_1: function(arg0) {
            return wasm.memory;
        },
        __wbg_old_2: function() { return handleError(function (arg0) {
            arg0.old();
        }, arguments); },
    };
    return {
        __proto__: null,
        "./vitrine_bg.js": import0,
        "./__wasm_split.js": import1,
    };
    wasm.__wbindgen_start();
    new URL('vitrine_bg.wasm', import.meta.url);
export { initSync, __wbg_init as default };
"#
    }

    #[test]
    fn the_script_gets_short_names_and_loses_what_is_unused() -> Result<(), Failure> {
        let fitted = Names::read(MAPPING)?.fit(&script())?;
        let expected = "    const import0 = { __proto__: null,
        c: function(arg0) {
            return wasm.d;
        },
        f: import1.__wasm_split_load_extras,
    };
    return {
        __proto__: null,
        a: import0,
    };
    wasm.e();
    new URL('vitrine_bg.wasm', import.meta.url);
export { wasm, __wbg_init as default };
";
        assert_eq!(fitted, expected);
        Ok(())
    }

    #[test]
    fn the_second_file_gets_what_it_shares() -> Result<(), Failure> {
        let loader = "import { initSync } from \"./vitrine.js\";
        const { memory,  } = initSync(undefined, undefined);
    const src = fetch(new URL(\"./split_extras.wasm\", import.meta.url));\n";
        let expected = format!(
            "import {{ wasm }} from \"./vitrine.js\";\n        const {{ d: memory, }} = wasm;
    const file = new URL(\"./split_extras.wasm\", import.meta.url), signal = AbortSignal.timeout(20000);\n    const src = fetch(file{SEALED};\n"
        );
        let names = Names::read(MAPPING)?;
        assert_eq!(names.fit_loader(loader)?, expected);
        assert!(names.fit_loader(&loader.replace("memory", "table")).is_err());
        assert!(names.fit_loader("").is_err());
        Ok(())
    }

    #[test]
    fn another_script_is_refused() -> Result<(), Failure> {
        let names = Names::read(MAPPING)?;
        for (old, new) in [
            ("export class IntoUnderlyingSink {", "class IntoUnderlyingSink {"),
            ("__wbg_get_1", "__wbg_get_3"),
            ("__wbindgen_start", "__wbindgen_begin"),
            ("import0", "import1"),
        ] {
            assert!(names.fit(&script().replace(old, new)).is_err(), "{old}");
        }
        assert!(Names::read("nothing").is_err() && Names::read("[\"a\"]").is_err());
        Ok(())
    }

    #[test]
    fn what_streams_need_is_unused() {
        assert!(is_unused("intounderlyingsink_abort") && is_unused("__wbg_intounderlyingsource_free"));
        assert!(!is_unused("memory") && !is_unused("__wbindgen_malloc"));
    }
}
