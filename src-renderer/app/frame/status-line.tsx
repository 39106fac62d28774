// The line at the bottom: what is saved, backed up and received.
import { useTranslation } from "react-i18next";
import type { Frame } from "../../../src-main/api/session/contract.ts";
import { useDates, useSession, useWords } from "../../rpc/context.tsx";

export function StatusLine({ facts }: Readonly<{ facts: Frame | undefined }>) {
  const { t } = useTranslation("frame");
  const session = useSession();
  const say = useWords();
  const dates = useDates();
  const now = facts?.nowMs ?? 0;
  const at = (instant: number | null | undefined): string =>
    instant === null || instant === undefined ? "" : dates.moment(instant, now);
  return (
    <footer className="status">
      {facts !== undefined && (
        <>
          <span>{facts.savedAtMs === null ? t("status.nothingSaved") : t("status.saved", { at: at(facts.savedAtMs) })}</span>
          <Backup facts={facts} at={at} />
          {session.role === "unit" ? <Receipt facts={facts} at={at} /> : <LastImport facts={facts} at={at} />}
        </>
      )}
      <span className="push" />
      {session.campaign.disclaimer !== undefined && (
        <span className="status-disclaimer" title={say(session.campaign.disclaimer)}>
          {say(session.campaign.disclaimer)}
        </span>
      )}
      <span>{t("status.offline")}</span>
    </footer>
  );
}

type PartProps = Readonly<{ facts: Frame; at: (instant: number) => string }>;

/** Only a whole backup on another drive is one. */
function Backup({ facts, at }: PartProps) {
  const { t } = useTranslation("frame");
  const { away, here } = facts.lastBackups;
  if (away !== null) return <span>{t("status.backup", { at: at(away) })}</span>;
  return <span className="warn-ink">{here === null ? t("status.noBackup") : t("status.backupHere", { at: at(here) })}</span>;
}

function Receipt({ facts, at }: PartProps) {
  const { t } = useTranslation("frame");
  const receipt = facts.lastReceipt;
  return (
    <span>
      {receipt === null ? t("status.noReceipt") : t("status.receipt", { at: at(receipt.atMs), bundle: receipt.bundle })}
    </span>
  );
}

function LastImport({ facts, at }: PartProps) {
  const { t } = useTranslation("frame");
  const last = facts.lastImport;
  return <span>{last === null ? t("status.noImport") : t("status.import", { at: at(last.atMs), bundles: last.bundles })}</span>;
}
