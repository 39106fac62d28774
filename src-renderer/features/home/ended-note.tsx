// Told on the first screen of a unit's PC that the county has ended.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "../../rpc/context.tsx";
import { Note } from "../../ui/note.tsx";

export function EndedNote() {
  const { t } = useTranslation("office");
  const [, go] = useLocation();
  const { trust } = useSession();
  if (trust.enrolment !== "revoked") return null;
  return (
    <Note tone="bad">
      <div className="row tight">
        <span className="push">{t("note.unit-ended")}</span>
        <Button size="small" onClick={() => go("/settings/trust")}>
          {t("note.go")}
        </Button>
      </div>
    </Note>
  );
}
