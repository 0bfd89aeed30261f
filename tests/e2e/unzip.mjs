// What is in a ZIP that was downloaded.
import zlib from "node:zlib";

/** The files of a ZIP, by its central directory (APPNOTE 4.3.12); sizes below 4 GiB. */
export const unzip = (zip) => {
  const files = new Map();
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    files.set(zip.toString("utf8", at + 46, at + 46 + name), method === 8 ? zlib.inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return files;
};
