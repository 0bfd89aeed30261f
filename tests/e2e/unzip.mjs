// What is in a ZIP that was downloaded.
import zlib from "node:zlib";

/** The eight-byte sizes and offset that ZIP64 puts in the place of those of four (APPNOTE 4.5.3). */
const long = (zip, at, short, end) => {
  const out = [...short];
  for (let place = at; place < end; place += 4 + zip.readUInt16LE(place + 2)) {
    if (zip.readUInt16LE(place) !== 1) continue;
    let next = place + 4;
    for (const [n, value] of short.entries()) {
      if (value !== 0xffffffff) continue;
      out[n] = Number(zip.readBigUInt64LE(next));
      next += 8;
    }
  }
  return out;
};

/** The files of a ZIP, by its central directory (APPNOTE 4.3.12); fewer than 65,536. */
export const unzip = (zip) => {
  const files = new Map();
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = zip.readUInt16LE(at + 10);
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const short = [24, 20, 42].map((offset) => zip.readUInt32LE(at + offset));
    const [, packed, local] = long(zip, at + 46 + name, short, at + 46 + name + extra);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    files.set(zip.toString("utf8", at + 46, at + 46 + name), method === 8 ? zlib.inflateRawSync(bytes) : bytes);
    at += 46 + name + extra + comment;
  }
  return files;
};
