// Why the county returned a record: in sight where it is read and where it is mended.
import { useTranslation } from "react-i18next";
import type { Draft } from "../../../src-main/api/drafts/contract.ts";
import { useDates } from "../../rpc/context.tsx";
import { Note } from "../../ui/note.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

export function ReturnedNote({ returned }: Readonly<{ returned: Draft["returned"] }>) {
  const { t } = useTranslation("activities");
  const dates = useDates();
  if (returned === null) return null;
  return (
    <Note tone="bad">
      <strong>{t("returnedBy", { by: returned.by, at: dates.instant(returned.atMs) })}</strong> <Foreign text={returned.reason} />
    </Note>
  );
}
