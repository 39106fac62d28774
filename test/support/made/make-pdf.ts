// Papers as PDF, written by hand: as offices have them, and as somebody writes them who wishes the reader ill.
import { deflateSync } from "node:zlib";

/** Objects by number from 1 on; the first is the catalogue. A stream is a dictionary with bytes. */
export type PdfObject = string | Readonly<{ dictionary: string; bytes: Uint8Array }>;

/** A whole file with its table of places. @param trailer more members of the trailer. */
export function pdfOf(objects: readonly PdfObject[], trailer = ""): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  const places: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, index) => {
    places.push(length());
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), bodyOf(object), Buffer.from("\nendobj\n"));
  });
  const at = length();
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  parts.push(Buffer.from(`${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function bodyOf(object: PdfObject): Buffer {
  if (typeof object === "string") return Buffer.from(object);
  const { dictionary, bytes } = object;
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
    Buffer.from(bytes),
    Buffer.from("\nendstream"),
  ]);
}

/** A fax of 1728 × 16 points, white above and black below, as scanners leave pages (CCITT group 4). */
const FAX = Buffer.from("ff26a0650dffff001001", "hex");

const SONG = [
  "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
  "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R >>",
  "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
];

/** A notice of several A4 pages, its Chinese by a font that is not within it and by a map of characters; each page says its number. */
export function noticePdf(pages: number): Buffer {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  const kids = numbers.map((index) => `${8 + 2 * index} 0 R`).join(" ");
  return pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    "<< >>",
    ...SONG,
    {
      dictionary:
        "/Type /XObject /Subtype /Image /Width 1728 /Height 16 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1728 /Rows 16 >>",
      bytes: FAX,
    },
    ...numbers.flatMap((index): PdfObject[] => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${9 + 2 * index} 0 R /Resources << /Font << /F 4 0 R >> /XObject << /X 7 0 R >> >> >>`,
      { dictionary: "/Filter /FlateDecode", bytes: deflateSync(pageText(`安全生产月活动通知 第${index + 1}页`)) },
    ]),
  ]);
}

function pageText(text: string): Buffer {
  const hex = Buffer.from(text, "utf16le").swap16().toString("hex");
  return Buffer.from(`BT /F 32 Tf 60 700 Td <${hex}> Tj ET q 475 0 0 160 60 440 cm /X Do Q`);
}

/** Papers that are made to hold a reader up, or to break it, by name. */
export function hostilePdfs(): Readonly<Record<string, Buffer>> {
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>";
  const one = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
  const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
  const secret = `<${"5a".repeat(32)}>`;
  const text = { dictionary: "", bytes: Buffer.from("q Q") };
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, "0 0 m 9 9 l S "));
  return {
    "加密.pdf": pdfOf(
      [catalogue, one, page, text, `<< /Filter /Standard /V 1 /R 2 /O ${secret} /U ${secret} /P -4 >>`],
      "/Encrypt 5 0 R /ID [<00> <00>]",
    ),
    "损坏.pdf": Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(4096, 7)]),
    "十万页.pdf": pdfOf([catalogue, `<< /Type /Pages /Count 100000 /Kids [${"3 0 R ".repeat(100_000)}] >>`, page, text]),
    "绕圈.pdf": pdfOf([catalogue, "<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>"]),
    "无尽.pdf": pdfOf([catalogue, one, page, { dictionary: "/Filter /FlateDecode", bytes: bomb }]),
    "巨幅.pdf": pdfOf([catalogue, one, page.replace("[0 0 595 842]", "[0 0 1e9 1e9]"), text]),
    "脚本.pdf": pdfOf([
      `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>`,
      one,
      page,
      text,
    ]),
  };
}
