// A font file of nothing but a `name` table, to be found by its family names.

/** An sfnt whose Windows name records are the given families (name id 1). */
export function fontNamed(families: readonly string[]): Uint8Array {
  const strings = families.map((family) => Buffer.from(family, "utf16le").swap16());
  const records = strings.map((bytes, index) => {
    const record = Buffer.alloc(12);
    const offset = strings.slice(0, index).reduce((sum, before) => sum + before.length, 0);
    for (const [at, value] of [3, 1, 0x804, 1, bytes.length, offset].entries()) record.writeUInt16BE(value, at * 2);
    return record;
  });
  const table = Buffer.alloc(6);
  table.writeUInt16BE(records.length, 2);
  table.writeUInt16BE(6 + records.length * 12, 4);
  const body = Buffer.concat([table, ...records, ...strings]);
  const head = Buffer.alloc(28);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(1, 4);
  head.write("name", 12, "latin1");
  head.writeUInt32BE(28, 20);
  head.writeUInt32BE(body.length, 24);
  return new Uint8Array(Buffer.concat([head, body]));
}
