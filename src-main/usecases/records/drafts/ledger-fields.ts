// The fields of a ledger's records: its columns that are typed, with what the kind's schema says of them.
import { z } from "zod";
import type { Ledger } from "../../../domain/campaign/ledger-schema.ts";
import { kindOf, type Kind } from "../../../domain/kinds/kinds.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace } from "../../workspace.ts";

/** One field as a form asks for it. `long`: a text of several lines; `level`: asked only of records of that level. */
export type LedgerField = Readonly<{
  id: string;
  label: Ledger["columns"][number]["label"];
  type: "text" | "choice" | "number" | "boolean" | "date" | "list";
  picklist?: string;
  required: boolean;
  level?: string;
  long: boolean;
}>;

/** Texts that may be longer than this are typed in several lines. */
const ONE_LINE = 200;

/** @throws {Problem} `record-unknown-kind` */
export function ledgerOf(ws: Pick<Workspace, "campaign">, kind: string): Ledger {
  const ledger = ws.campaign().ledgers.find((candidate) => candidate.kind === kind);
  if (ledger === undefined || !isTyped(kind)) throw new Problem("record-unknown-kind", { kind });
  return ledger;
}

/** Hand-ins are assembled, not typed. */
function isTyped(kind: string): boolean {
  const known = kindOf(kind);
  return known !== undefined && known.writer === "unit" && memberNames(known).includes("attachments");
}

/** The ledgers whose records a unit of this kind types, in the campaign's order. */
export function typedLedgers(ws: Pick<Workspace, "campaign">, unitKind: string | undefined): readonly Ledger[] {
  return ws
    .campaign()
    .ledgers.filter(
      ({ kind, kinds }) => isTyped(kind) && (unitKind === undefined || kinds === undefined || kinds.includes(unitKind)),
    );
}

/** @throws {Problem} `record-unknown-kind` */
export function ledgerFields(ws: Pick<Workspace, "campaign">, kind: string): readonly LedgerField[] {
  const schema = kindOf(kind);
  return ledgerOf(ws, kind).columns.flatMap(({ id, label, type, picklist, required, requiredForLevel }) => {
    if (type === "computed" || type === "attachments" || type === "period") return [];
    const isSet = schema?.sets[`/${id}`] === "";
    return [
      {
        id,
        label,
        type: isSet ? ("list" as const) : type,
        ...(picklist !== undefined && { picklist }),
        required: required === true,
        ...(requiredForLevel !== undefined && { level: requiredForLevel }),
        long: schema !== undefined && type === "text" && longest(schema, id) > ONE_LINE,
      },
    ];
  });
}

function memberNames({ schema }: Kind): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function longest({ schema }: Kind, member: string): number {
  const found: unknown = schema instanceof z.ZodObject ? schema.shape[member] : undefined;
  const text = found instanceof z.ZodOptional ? found.unwrap() : found;
  return text instanceof z.ZodString ? (text.maxLength ?? 0) : 0;
}
