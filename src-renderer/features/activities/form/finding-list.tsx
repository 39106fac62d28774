// Soft rules that do not hold for what is typed so far; a 说明 may be written, and travels with the record.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../../../src-main/api/contract-parts.ts";
import { useWords } from "../../../rpc/context.tsx";
import { TextInput } from "../../../ui/input/text-input.tsx";
import { Note } from "../../../ui/note.tsx";
import { useDraftTools } from "./draft-context.ts";

export function FindingList({ findings }: Readonly<{ findings: readonly Finding[] }>) {
  if (findings.length === 0) return null;
  return (
    <>
      {findings.map((finding) => (
        <OneFinding key={finding.id} finding={finding} />
      ))}
    </>
  );
}

function OneFinding({ finding }: Readonly<{ finding: Finding }>) {
  const say = useWords();
  return (
    <Note tone={finding.level === "error" ? "bad" : finding.level === "warning" ? "warn" : "quiet"}>
      {say(finding.sentence)} <Explaining finding={finding} />
    </Note>
  );
}

/** The way to a 说明, or the 说明 itself; nothing where none is asked for. */
export function Explaining({ finding }: Readonly<{ finding: Finding }>) {
  const { t } = useTranslation("activities");
  const { value, change } = useDraftTools();
  const text = value.explanations[finding.check] ?? "";
  const [open, setOpen] = useState(text !== "");
  return (
    <>
      {finding.explainable && !open && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {t("explain")}
        </button>
      )}
      {open && (
        <TextInput
          lines={2}
          autoFocus={text === ""}
          placeholder={t("explanation")}
          value={text}
          maxLength={2000}
          onChange={(typed) => change((was) => ({ ...was, explanations: { ...was.explanations, [finding.check]: typed } }))}
        />
      )}
    </>
  );
}
