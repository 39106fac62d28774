// A time of day: 9, 930, 9:30, 下午2点.
import { Input } from "antd";
import { useFieldAttributes } from "../field.tsx";
import { parseTime } from "./parse-time.ts";
import { useTyped } from "./use-typed.ts";

type TimeProps = Readonly<{
  /** `HH:mm` */
  value: string | undefined;
  /** What was typed and not understood, where it is kept. */
  raw?: string | undefined;
  /** Whether what stands in it was not understood. */
  odd: boolean;
  label: string;
  placeholder?: string;
  onChange: (time: string | undefined) => void;
  onRefused: (text: string) => void;
}>;

export function TimeInput({ value, raw, odd, label, placeholder, onChange, onRefused }: TimeProps) {
  const attributes = useFieldAttributes();
  const typed = useTyped<string>({
    shown: value === undefined ? (raw ?? "") : value.replace(/^0/, ""),
    understand: (text) => {
      const parsed = parseTime(text);
      if (parsed.kind === "unclear") return { kind: "refused", reason: "not-a-time", text };
      return { kind: "value", value: parsed.kind === "time" ? parsed.time : undefined, text };
    },
    onUnderstood: (understood) => (understood.kind === "value" ? onChange(understood.value) : onRefused(understood.text)),
  });
  return (
    <Input
      {...typed}
      aria-label={label}
      aria-describedby={attributes["aria-describedby"]}
      placeholder={placeholder ?? "9:00"}
      status={odd ? "error" : ""}
      autoComplete="off"
    />
  );
}
