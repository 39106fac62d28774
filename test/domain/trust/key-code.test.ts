// The code that people read off paper: what a hand or an eye gets wrong is caught, and never passes for another key's.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { checkKeyCode, keyCode, keyQrText, readTypedKey } from "../../../src-main/domain/trust/key-code.ts";

const fingerprint = fc.stringMatching(/^[0-9a-f]{64}$/);
const digitsOf = (code: string): string => code.replaceAll(" ", "");

test.prop([fingerprint])("a printed code is six groups of six digits and is read back as it is", (print) => {
  const code = keyCode(print);
  expect(code).toMatch(/^\d{6}( \d{6}){5}$/);
  expect(checkKeyCode(code)).toEqual({ kind: "ok", code });
});

test.prop([fingerprint])("every single wrong digit is caught in its group", (print) => {
  const digits = digitsOf(keyCode(print));
  for (let at = 0; at < digits.length; at += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      if (String(digit) === digits[at]) continue;
      const typed = digits.slice(0, at) + digit + digits.slice(at + 1);
      expect(checkKeyCode(typed)).toEqual({ kind: "group", group: Math.floor(at / 6) + 1 });
    }
  }
});

test.prop([fingerprint])("every swap of different neighbours within a group is caught", (print) => {
  const digits = digitsOf(keyCode(print));
  for (let at = 0; at + 1 < digits.length; at += 1) {
    if (at % 6 === 5 || digits[at] === digits[at + 1]) continue;
    const typed = digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2);
    expect(checkKeyCode(typed)).toEqual({ kind: "group", group: Math.floor(at / 6) + 1 });
  }
});

test.prop([fingerprint, fc.nat(5), fc.nat(5)])("two groups that were swapped are caught", (print, a, b) => {
  const groups = keyCode(print).split(" ");
  const [first, second] = [groups[a] as string, groups[b] as string];
  if (a === b || first.slice(0, 5) === second.slice(0, 5)) return;
  const swapped = groups.with(a, second).with(b, first).join(" ");
  expect(checkKeyCode(swapped).kind).toBe("group");
});

test.prop([fingerprint, fc.integer({ min: 0, max: 35 })])("a missing or doubled digit is a matter of length", (print, at) => {
  const digits = digitsOf(keyCode(print));
  expect(checkKeyCode(digits.slice(0, at) + digits.slice(at + 1))).toEqual({ kind: "length", digits: 35 });
  expect(checkKeyCode(digits.slice(0, at) + digits[at] + digits.slice(at))).toEqual({ kind: "length", digits: 37 });
});

test.prop([fingerprint, fc.constantFrom("", "-", "－", " ", "　", "—", "．")])(
  "separators and full-width digits do not matter",
  (print, separator) => {
    const wide = digitsOf(keyCode(print)).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect(checkKeyCode((wide.match(/.{6}/gu) ?? []).join(separator))).toEqual({ kind: "ok", code: keyCode(print) });
  },
);

test.prop([fc.string()])("anything at all may be typed", (typed) => {
  expect(["ok", "length", "group"]).toContain(checkKeyCode(typed).kind);
});

test.prop([fingerprint, fingerprint])("two keys have two codes", (a, b) => {
  if (a.slice(0, 25) !== b.slice(0, 25)) expect(keyCode(a)).not.toBe(keyCode(b));
});

test.prop([fingerprint])("a scanner types the whole fingerprint, bare or as the printed QR holds it, in any case", (print) => {
  const read = { kind: "fingerprint", fingerprint: print };
  for (const typed of [
    print,
    print.toUpperCase(),
    keyQrText("620724100", print),
    ` ${keyQrText("620724100", print).toLowerCase()}\n`,
  ])
    expect(readTypedKey(typed)).toEqual(/[a-f]/i.test(print) || typed.length > 64 ? read : expect.anything());
});

test.prop([fingerprint, fc.nat(60), fc.constantFrom("", "g", "00", "：", "-")])(
  "a scan that lost, doubled or bent a character is never taken for a key",
  (print, at, instead) => {
    const scanned = keyQrText("620724100", print);
    const place = scanned.length - 1 - at;
    const bent = scanned.slice(0, place) + instead + scanned.slice(place + 1);
    expect(readTypedKey(bent)).toEqual({ kind: "scan-wrong" });
  },
);

test.prop([fingerprint])("what a person types stays what it was: a code with its groups", (print) => {
  expect(readTypedKey(keyCode(print))).toEqual({ kind: "ok", code: keyCode(print) });
});
