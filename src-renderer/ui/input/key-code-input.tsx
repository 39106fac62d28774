// The code of a key as it is read off sealed paper: six groups of five digits and a check digit each. Never shows an expected value.
// A hand scanner types the text of the printed QR like a keyboard: its first letter turns the six boxes into one field.
import { Input, type InputRef } from "antd";
import { useLayoutEffect, useRef } from "react";
import { checkKeyCode } from "../../../src-main/domain/trust/key-code.ts";

const GROUPS = 6;
const GROUP_DIGITS = 6;

/** What is typed so far is fine, or the first group (from 1) whose check digit is wrong. */
export function wrongGroup(typed: string): number | undefined {
  const check = checkKeyCode(typed);
  return check.kind === "group" ? check.group : undefined;
}

type KeyCodeProps = Readonly<{
  value: string;
  onChange: (typed: string) => void;
  groupLabel: (group: number) => string;
  scanLabel: string;
  /** A scanner ends with Enter. */
  onEnter: () => void;
}>;

/** Six boxes; typing goes on into the next, pasting fills all, Backspace in an empty one goes back. */
export function KeyCodeInput({ value, onChange, groupLabel, scanLabel, onEnter }: KeyCodeProps) {
  const boxes = useRef<(InputRef | null)[]>([]);
  if (isScan(value)) return <ScanField value={value} onChange={onChange} label={scanLabel} onEnter={onEnter} />;
  const digits = digitsOf(value);
  const wrong = wrongGroup(value);
  const type = (group: number, text: string): void => {
    if (isScan(text)) return onChange(digits.slice(0, group * GROUP_DIGITS).replaceAll(" ", "") + text.trim());
    const typed = digitsOf(text).replaceAll(" ", "");
    const next =
      digits.slice(0, group * GROUP_DIGITS).padEnd(group * GROUP_DIGITS, " ") +
      typed.padEnd(GROUP_DIGITS, " ") +
      digits.slice((group + 1) * GROUP_DIGITS);
    const all = typed.length > GROUP_DIGITS ? typed : next;
    onChange(all.slice(0, GROUPS * GROUP_DIGITS));
    if (typed.length >= GROUP_DIGITS)
      boxes.current[Math.min(GROUPS - 1, typed.length > GROUP_DIGITS ? GROUPS - 1 : group + 1)]?.focus();
  };
  return (
    <div className="code-groups" role="group">
      {Array.from({ length: GROUPS }, (_, group) => (
        <Input
          key={group}
          ref={(box) => void (boxes.current[group] = box)}
          aria-label={groupLabel(group + 1)}
          aria-invalid={wrong === group + 1}
          status={wrong === group + 1 ? "error" : ""}
          value={digits.slice(group * GROUP_DIGITS, (group + 1) * GROUP_DIGITS).trim()}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => type(group, event.target.value)}
          onPressEnter={onEnter}
          onKeyDown={(event) => {
            if (event.key === "Backspace" && event.currentTarget.value === "") boxes.current[Math.max(0, group - 1)]?.focus();
          }}
        />
      ))}
    </div>
  );
}

type ScanProps = Readonly<{ value: string; onChange: (typed: string) => void; label: string; onEnter: () => void }>;

/** Takes the focus at once, so that the scanner's next character is not lost; emptied, the boxes are back. */
function ScanField({ value, onChange, label, onEnter }: ScanProps) {
  const field = useRef<InputRef>(null);
  useLayoutEffect(() => field.current?.focus({ cursor: "end" }), []);
  return (
    <Input
      ref={field}
      className="scanned-code"
      aria-label={label}
      placeholder={label}
      value={value}
      allowClear
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onPressEnter={onEnter}
    />
  );
}

/** A code has no letters. */
function isScan(text: string): boolean {
  return /[a-z:]/i.test(text.normalize("NFKC"));
}

/** Digits in any width; a blank holds an empty place. */
function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/[^\d ]/gu, "");
}
