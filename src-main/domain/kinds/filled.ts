// Whether a field holds something: what a form asks for, what a version leaves out, what a plain bundle keeps back. Pure.

/** Blanks, nothing, and lists of nothing do not. */
export function isFilled(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.some(isFilled);
  return value !== undefined && value !== null;
}

/** Whether a record of this `level` must have a ledger's field. */
export function isAsked(field: Readonly<{ required: boolean; level?: string | undefined }>, level: unknown): boolean {
  return field.required || (field.level !== undefined && field.level === level);
}
