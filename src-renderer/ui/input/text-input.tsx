// A text field inside a `Field`: tied to its label, marked when it is wrong; one line, several, or secret.
import { Input } from "antd";
import type { CSSProperties } from "react";
import { useFieldAttributes } from "../field.tsx";

type TextProps = Readonly<{
  value: string;
  onChange: (text: string) => void;
  onLeave?: () => void;
  maxLength?: number;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  secret?: boolean;
  /** At least so many lines, growing to three times as many. */
  lines?: number;
}>;

export function TextInput({
  value,
  onChange,
  onLeave,
  maxLength,
  placeholder,
  autoComplete = "off",
  autoFocus = false,
  secret = false,
  lines,
}: TextProps) {
  const attributes = useFieldAttributes();
  const common = {
    ...attributes,
    value,
    placeholder,
    autoFocus,
    autoComplete,
    maxLength,
    status: attributes["aria-invalid"] ? ("error" as const) : ("" as const),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    onBlur: onLeave,
  };
  if (secret) return <Input.Password {...common} />;
  return lines === undefined ? (
    <Input {...common} />
  ) : (
    <Input.TextArea {...common} rows={lines} className="growing" style={heightOf(lines)} />
  );
}

/** With the padding and border of a field. */
function heightOf(lines: number): CSSProperties {
  return { minHeight: `calc(${lines}lh + 10px)`, maxHeight: `calc(${lines * 3}lh + 10px)` };
}
