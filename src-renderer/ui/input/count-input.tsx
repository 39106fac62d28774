// A whole number with its unit at the end of the field; full-width digits are taken, 约 and 余 are refused with a sentence.
import { Input } from "antd";
import { sayCount } from "../../format/amounts.ts";
import { useFieldAttributes } from "../field.tsx";
import { parseCount } from "./parse-count.ts";
import { useTyped } from "./use-typed.ts";

/** Why a typed number was refused. */
export type CountRefusal = "approximate" | "rounded" | "unclear" | "too-large";
type CountProps = Readonly<{
  value: number | undefined;
  raw?: string | undefined;
  unit: string;
  doubtful?: boolean;
  onChange: (value: number | undefined) => void;
  onRefused: (reason: CountRefusal, text: string) => void;
}>;

export function CountInput({ value, raw, unit, doubtful = false, onChange, onRefused }: CountProps) {
  const attributes = useFieldAttributes();
  const typed = useTyped<number>({
    shown: value === undefined ? (raw ?? "") : sayCount(value),
    understand: (text) => {
      const parsed = parseCount(text);
      if (parsed.kind === "empty") return { kind: "value", value: undefined, text };
      return parsed.kind === "count"
        ? { kind: "value", value: parsed.value, text }
        : { kind: "refused", reason: parsed.kind, text };
    },
    onUnderstood: (understood) => {
      if (understood.kind === "value") onChange(understood.value);
      else onRefused(understood.reason as CountRefusal, understood.text);
    },
  });
  const status = attributes["aria-invalid"] ? "error" : doubtful ? "warning" : "";
  return (
    <Input
      {...attributes}
      {...typed}
      suffix={<span className="muted">{unit}</span>}
      inputMode="numeric"
      status={status}
      autoComplete="off"
    />
  );
}
