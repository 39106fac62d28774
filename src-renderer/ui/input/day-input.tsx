// A day, typed as it comes to mind: 6.3, 0603, 今天. Shown as it was understood once the field is left.
import { Input } from "antd";
import { sayDay, sayWeekday } from "../../format/dates.ts";
import { useFieldAttributes } from "../field.tsx";
import { parseDay } from "./parse-day.ts";
import { useTyped } from "./use-typed.ts";

type DayProps = Readonly<{
  /** `YYYY-MM-DD` */
  value: string | undefined;
  today: string;
  year: number;
  language: string;
  raw?: string | undefined;
  placeholder?: string;
  onChange: (day: string | undefined) => void;
  /** The text could not be understood as a day. */
  onRefused: (text: string) => void;
}>;

export function DayInput({ value, today, year, language, raw, placeholder, onChange, onRefused }: DayProps) {
  const words = { language };
  const attributes = useFieldAttributes();
  const typed = useTyped<string>({
    shown: value === undefined ? (raw ?? "") : `${sayDay(value, words, year)} ${sayWeekday(value, words)}`,
    understand: (text) => {
      const parsed = parseDay(withoutWeekday(text), today, year);
      if (parsed.kind === "unclear") return { kind: "refused", reason: "not-a-date", text };
      return { kind: "value", value: parsed.kind === "day" ? parsed.day : undefined, text };
    },
    onUnderstood: (understood) => (understood.kind === "value" ? onChange(understood.value) : onRefused(understood.text)),
  });
  return (
    <Input
      {...attributes}
      {...typed}
      placeholder={placeholder ?? "6.3"}
      status={attributes["aria-invalid"] ? "error" : ""}
      autoComplete="off"
    />
  );
}

/** What the field itself shows may be typed back. */
function withoutWeekday(text: string): string {
  return text.replace(/\s*周[一二三四五六日]$/u, "");
}
