// The bytes of a paper, read as far as its pages are looked at; never the whole of it.
import { PDFDataRangeTransport } from "pdfjs-dist/legacy/build/pdf.mjs";

/** @param onBroken is told when bytes cannot be had. */
export function bytesOf(url: string, sizeBytes: number, onBroken: () => void): PDFDataRangeTransport {
  const stop = new AbortController();
  const bytes = new PDFDataRangeTransport(sizeBytes, null);
  bytes.requestDataRange = (begin, end) => {
    void readRange(url, begin, end, stop.signal).then((chunk) => bytes.onDataRange(begin, chunk), onBroken);
  };
  bytes.abort = () => stop.abort();
  return bytes;
}

async function readRange(url: string, begin: number, end: number, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await fetch(url, { headers: { range: `bytes=${begin}-${end - 1}` }, signal });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.status !== 206 || bytes.length !== end - begin) throw new Error("not the bytes asked for");
  return bytes;
}
