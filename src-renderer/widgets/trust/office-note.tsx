// Told on the first screen of a county PC: it has not finished joining, it has ended, or the county's key is in doubt.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { Note } from "../../ui/note.tsx";

export function OfficeNote() {
  const { t } = useTranslation("office");
  const [, go] = useLocation();
  const office = useQuery(query.county.office.queryOptions());
  if (office.data === undefined) return null;
  const { standing, disputed, claimants } = office.data;
  const isDoubtful = disputed || claimants.length > 0;
  if (!isDoubtful && (standing === "root" || standing === "second")) return null;
  return (
    <Note tone={isDoubtful || standing === "ended" ? "bad" : "warn"}>
      <div className="row tight">
        <span className="push">{t(isDoubtful ? "note.doubt" : `note.${standing}`)}</span>
        <Button size="small" onClick={() => go("/settings/trust")}>
          {t("note.go")}
        </Button>
      </div>
    </Note>
  );
}
