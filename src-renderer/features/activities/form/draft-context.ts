// What the sections of the form share: the draft's value, how to change it, which sentence stands under a field.
import { createContext, use } from "react";
import type { DraftValue } from "../../../../src-main/api/drafts/contract.ts";

export type DraftTools = Readonly<{
  value: DraftValue;
  change: (edit: (value: DraftValue) => DraftValue) => void;
  /** The field was left: its sentence may be shown from now on. */
  leave: (path: string) => void;
  /** The sentence under a field, once it was left or saving was tried. */
  error: (path: string) => string | undefined;
}>;

export const DraftContext = createContext<DraftTools | undefined>(undefined);

export function useDraftTools(): DraftTools {
  const tools = use(DraftContext);
  if (tools === undefined) throw new Error("outside a draft");
  return tools;
}
