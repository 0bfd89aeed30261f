// Bundles the page assets: esbuild, names by content hash, brotli beside each file, and a Rust table of all.
// node bundle.mjs SOURCE DIST
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const [source, dist] = process.argv.slice(2);
const TYPES = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};
const common = {
  bundle: true,
  minify: true,
  write: false,
  target: ["es2022"],
  legalComments: "none",
  logLevel: "warning",
  nodePaths: [path.resolve("node_modules")],
};

const one = async (entry, options = {}) => {
  const result = await build({ ...common, entryPoints: [path.join(source, entry)], ...options });
  return Buffer.from(result.outputFiles[0].contents);
};

mkdirSync(dist, { recursive: true });
const rows = [];
const add = (name, bytes) => {
  const ext = path.extname(name).slice(1);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const file = `${path.basename(name, `.${ext}`)}.${hash}.${ext}`;
  writeFileSync(path.join(dist, file), bytes);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(path.join(dist, `${file}.br`), brotli);
  rows.push(`    Asset { name: ${JSON.stringify(name)}, file: ${JSON.stringify(file)}, content_type: ${JSON.stringify(TYPES[ext])}, bytes: include_bytes!(${JSON.stringify(path.join(dist, file))}), brotli: include_bytes!(${JSON.stringify(path.join(dist, `${file}.br`))}) },`);
};

add("main.js", await one("main.ts", { format: "esm" }));
// Fetched by the page when it is first asked for.
add("palette.js", await one("palette.ts", { format: "esm" }));
add("editor.js", await one("editor.ts", { format: "esm" }));
add("saved.js", await one("saved_menu.ts", { format: "esm" }));
add("main.css", await one("main.css"));
for (const image of readdirSync(path.join(source, "images")).sort()) {
  add(image, readFileSync(path.join(source, "images", image)));
}

// The one script that may run inside a mail's frame: inline, allowed by its hash and by nothing else.
const frame = (await one("frame/measure.ts", { format: "iife" })).toString("utf8").trim();
const frameHash = createHash("sha256").update(frame).digest("base64");
const frameStyle = (await one("frame/frame.css")).toString("utf8").trim();

writeFileSync(
  path.join(dist, "assets.rs"),
  `/// Every asset of the pages.
pub static ASSETS: &[Asset] = &[
${rows.join("\n")}
];
/// The script that measures a mail inside its frame.
pub const FRAME_SCRIPT: &str = ${JSON.stringify(frame)};
/// Its hash, as a Content-Security-Policy source.
pub const FRAME_SCRIPT_SOURCE: &str = ${JSON.stringify(`'sha256-${frameHash}'`)};
/// How a mail looks that does not say so itself.
pub const FRAME_STYLE: &str = ${JSON.stringify(frameStyle)};
`,
);
