// What the check of the data found, said wherever the person looks first, until it is mended.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { Note } from "../../ui/note.tsx";

export function DamageNote() {
  const { t } = useTranslation("keeping");
  const [, go] = useLocation();
  const state = useQuery(query.keeping.soundness.queryOptions());
  const count = state.data?.last?.count ?? 0;
  if (count === 0) return null;
  return (
    <Note tone="bad">
      <div className="row tight">
        <span className="push">{t("sound.note", { count })}</span>
        <Button size="small" onClick={() => go("/settings/backup")}>
          {t("sound.see")}
        </Button>
      </div>
    </Note>
  );
}
