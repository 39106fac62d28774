// One row of a form: label on the left, right-aligned; the sentence beneath once the field was left.
import { createContext, use, useId, type ReactNode } from "react";
import { useUnlessPressed } from "./pressed.ts";

/** Ids that tie a control to its label and to the sentence beneath it. */
export type FieldIds = Readonly<{ control: string; below: string; invalid: boolean }>;
const FieldContext = createContext<FieldIds>({ control: "", below: "", invalid: false });

type FieldProps = Readonly<{
  label: string;
  required?: boolean;
  error?: string | undefined;
  warning?: ReactNode;
  hint?: ReactNode;
  wide?: boolean;
  /** Among sentences: the label begins where they do. */
  inline?: boolean;
  /** Where the form goes when something is missing here. */
  path?: string;
  children: ReactNode;
}>;

export function Field({
  label,
  required = false,
  error,
  warning,
  hint,
  wide = false,
  inline = false,
  path,
  children,
}: FieldProps) {
  const id = useId();
  const ids = { control: `${id}c`, below: `${id}b`, invalid: error !== undefined };
  const told = useUnlessPressed(error);
  const below = told ?? warning ?? hint;
  const tone = told !== undefined ? "field-error" : warning !== undefined ? "field-warn" : "";
  return (
    <div className={`field${wide ? " wide" : ""}${inline ? " field-inline" : ""}`} data-path={path}>
      <label className={required ? "field-label field-required" : "field-label"} htmlFor={ids.control}>
        {label}
      </label>
      <div className="field-control">
        <FieldContext value={ids}>{children}</FieldContext>
      </div>
      {below !== undefined && below !== null && below !== false && (
        <div className={`field-below ${tone}`} id={ids.below} role={told === undefined ? undefined : "alert"}>
          {below}
        </div>
      )}
    </div>
  );
}

/** What a control inside a field puts on its element. */
export function useFieldAttributes(): { id: string; "aria-invalid": boolean; "aria-describedby": string } {
  const ids = use(FieldContext);
  return { id: ids.control, "aria-invalid": ids.invalid, "aria-describedby": ids.below };
}
