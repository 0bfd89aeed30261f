//! Fetches the page assets' packages by their lock file and bundles them into `OUT_DIR`; nothing is
//! written into the repository. Runs only when an asset, the lock file or this file changed.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const INPUTS: [&str; 5] = ["assets", "package.json", "package-lock.json", "bundle.mjs", "build.rs"];

fn main() -> Result<(), Box<dyn Error>> {
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
    }
    if let Err(error) = build() {
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
    }
    Ok(())
}

fn build() -> Result<(), Box<dyn Error>> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let work = out.join("npm");
    fs::create_dir_all(&work)?;
    let fresh = copy_if_different(&source.join("package-lock.json"), &work.join("package-lock.json"))?;
    copy_if_different(&source.join("package.json"), &work.join("package.json"))?;
    copy_if_different(&source.join("bundle.mjs"), &work.join("bundle.mjs"))?;
    // The mark stands only after a whole `npm ci`, so one that was interrupted is repeated.
    let installed = work.join("installed");
    if fresh || !installed.exists() {
        let _ = fs::remove_file(&installed);
        let mut npm = npm();
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&work);
        run(&mut npm, "npm ci")?;
        fs::write(&installed, "")?;
    }
    let dist = out.join("assets");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    let mut node = Command::new("node");
    node.arg("bundle.mjs").arg(source.join("assets")).arg(&dist).current_dir(&work);
    run(&mut node, "node bundle.mjs")
}

fn npm() -> Command {
    if cfg!(windows) { Command::new("npm.cmd") } else { Command::new("npm") }
}

fn run(command: &mut Command, name: &str) -> Result<(), Box<dyn Error>> {
    let Output { status, stdout, stderr } = command.output().map_err(|cause| {
        format!("Deskhero's pages are bundled with Node.js 20 or newer and npm: install them (Debian: apt-get install nodejs npm), then build again; `{name}` could not be started: {cause}")
    })?;
    if status.success() {
        return Ok(());
    }
    let said = [stdout, stderr].concat();
    Err(format!(
        "Deskhero's pages could not be bundled: `{name}` failed. It needs Node.js 20 or newer, npm, and the npm registry or its cache. It said:\n{}",
        String::from_utf8_lossy(&said)
    )
    .into())
}

fn copy_if_different(from: &Path, to: &Path) -> Result<bool, Box<dyn Error>> {
    let wanted = fs::read(from)?;
    if fs::read(to).is_ok_and(|there| there == wanted) {
        return Ok(false);
    }
    fs::write(to, wanted)?;
    Ok(true)
}
