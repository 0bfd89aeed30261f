//! Lists the catalogues, so that a new language is only a new folder below `locales`.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("locales");
    let mut code = String::from("/// Locale, file name and text of every catalogue.\n");
    code.push_str("pub(crate) static CATALOGUES: &[(&str, &str, &str)] = &[\n");
    let mut locales: Vec<_> = fs::read_dir(&root)?.collect::<Result<_, _>>()?;
    locales.sort_by_key(fs::DirEntry::file_name);
    for locale in locales {
        let mut files: Vec<_> = fs::read_dir(locale.path())?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            writeln!(
                code,
                "    ({:?}, {:?}, include_str!({:?})),",
                locale.file_name().to_string_lossy(),
                file.file_name().to_string_lossy(),
                file.path().to_string_lossy()
            )?;
        }
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalogues.rs"), code)?;
    Ok(())
}
