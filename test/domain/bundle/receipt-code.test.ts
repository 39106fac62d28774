// The code for the telephone: what is read out is recognised however it is typed, and one wrong digit never passes.
import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { markedReceiptCode, readReceiptCode, receiptCode } from "../../../src-main/domain/bundle/receipt-code.ts";
import { sha256 } from "../../support/made/make-bundle.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
const codes = fc.tuple(fc.string(), fc.string()).map(([bundle, held]) => receiptCode(sha256, sha256(bundle), sha256(held)));

property.prop([fc.string(), fc.string()], { numRuns: 500 })(
  "holds digits and letters only; a code of an earlier program, which may end in a mark, is still read",
  (bundle, held) => {
    const [code, earlier] = [receiptCode, markedReceiptCode].map((make) => make(sha256, sha256(bundle), sha256(held)));
    expect(code).toMatch(/^[0-9A-Z]{4}( [0-9A-Z]{4}){3}$/);
    expect(readReceiptCode(earlier ?? "")).toEqual({ kind: "right", code: earlier });
    if (/^[0-9A-Z ]+$/.test(earlier ?? "")) expect(code).toBe(earlier);
  },
);

property.prop([codes])("is read as it was made, in small or full-width letters and with O for 0, I for 1", (code) => {
  const full = [...code.toLowerCase()].map((char) =>
    /[a-z0-9]/.test(char) ? String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0) : char,
  );
  const heard = code.replaceAll("0", "o").replaceAll("1", "I").replaceAll(" ", "-");
  for (const typed of [code, code.toLowerCase(), full.join(""), heard])
    expect(readReceiptCode(typed)).toEqual({ kind: "right", code });
});

property.prop([codes, fc.nat({ max: 15 }), fc.constantFrom(...ALPHABET)])("one wrong digit is caught", (code, at, digit) => {
  const plain = [...code.replaceAll(" ", "")];
  if (plain[at] === digit) return;
  plain[at] = digit;
  expect(readReceiptCode(plain.join(""))).toEqual({ kind: "wrong" });
});

property.prop([codes, fc.nat({ max: 14 })])("two neighbours that change places are caught", (code, at) => {
  const plain = [...code.replaceAll(" ", "")];
  const [one, two] = [plain[at] as string, plain[at + 1] as string];
  if (one === two) return;
  plain.splice(at, 2, two, one);
  expect(readReceiptCode(plain.join(""))).toEqual({ kind: "wrong" });
});

test.each([
  ["", 0],
  ["0123 4567", 8],
  ["0".repeat(17), 17],
])("%j is not as long as a code", (typed, digits) => expect(readReceiptCode(typed)).toEqual({ kind: "length", digits }));
