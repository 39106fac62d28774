// The county's key is in doubt: nobody is followed by itself, a person compares the code of a new sealed notice.
import { useTranslation } from "react-i18next";
import type { TrustStateView } from "../../../../src-main/api/trust/contract.ts";
import { useListMark } from "../../../i18n/use-list-mark.ts";
import { Note } from "../../../ui/note.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { PackImport } from "./pack-import.tsx";

export function RootDoubts({ doubts }: Readonly<{ doubts: TrustStateView["doubts"] }>) {
  const { t } = useTranslation("office");
  const mark = useListMark();
  if (!doubts.disputed && doubts.claimants.length === 0) return null;
  const said = doubts.disputed ? t("disputed") : t("claimed", { device: doubts.claimants.join(mark) });
  return (
    <Note tone="bad">
      <div className="stack">
        <p>
          <Foreign text={said} />
        </p>
        <PackImport asksCode />
      </div>
    </Note>
  );
}
