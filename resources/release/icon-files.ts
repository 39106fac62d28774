// The two containers of icons: Windows' .ico and macOS's .icns, both holding PNGs. Pure.

/** A drawn size. */
export type DrawnIcon = Readonly<{ pixels: number; png: Uint8Array }>;

/** A file for Windows; at most 256 pixels. @see https://learn.microsoft.com/windows/win32/menurc/newheader */
export function icoFile(icons: readonly DrawnIcon[]): Buffer {
  const head = Buffer.alloc(6 + 16 * icons.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(icons.length, 4);
  const starts = placesAfter(head.byteLength, icons);
  icons.forEach(({ pixels, png }, index) => {
    const at = 6 + 16 * index;
    // 256 does not fit into the byte and is written as 0.
    head.writeUInt8(pixels % 256, at);
    head.writeUInt8(pixels % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.byteLength, at + 8);
    head.writeUInt32LE(starts[index] ?? 0, at + 12);
  });
  return Buffer.concat([head, ...icons.map(({ png }) => png)]);
}

function placesAfter(first: number, icons: readonly DrawnIcon[]): readonly number[] {
  return icons.map((_, index) => first + icons.slice(0, index).reduce((sum, { png }) => sum + png.byteLength, 0));
}

/** Types of macOS by their pixels; those of twice the density share a size with the next one. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ["icp4"],
  32: ["icp5", "ic11"],
  64: ["icp6", "ic12"],
  128: ["ic07"],
  256: ["ic08", "ic13"],
  512: ["ic09", "ic14"],
  1024: ["ic10"],
};

/** A file for macOS. */
export function icnsFile(icons: readonly DrawnIcon[]): Buffer {
  const parts = icons.flatMap(({ pixels, png }) => (ICNS_TYPES[pixels] ?? []).map((type) => icnsPart(type, png)));
  return icnsPart("icns", Buffer.concat(parts));
}

function icnsPart(type: string, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(8 + bytes.byteLength, 4);
  return Buffer.concat([head, bytes]);
}
