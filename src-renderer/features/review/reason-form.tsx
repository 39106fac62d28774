// Why something is returned: common reasons to choose from, and the clerk's own words.
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/page.tsx";

const STOCK = ["figures", "evidence", "code", "place", "explain", "text"] as const;

export function ReasonForm({ onReturn, onCancel }: Readonly<{ onReturn: (reason: string) => void; onCancel: () => void }>) {
  const { t } = useTranslation("review");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const add = (phrase: string): void => setReason((before) => (before.trim() === "" ? phrase : `${before.trim()}；${phrase}`));
  const press = (): void => {
    setAsked(true);
    if (reason.trim() !== "") onReturn(reason.trim());
  };
  return (
    <Sheet title={t("reason")} beside={t("reasonHint")}>
      <div className="row tight wrap review-stock">
        {STOCK.map((name) => (
          <Button key={name} size="small" onClick={() => add(t(`stock.${name}`))}>
            {t(`stock.${name}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        autoFocus
        aria-label={t("reason")}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") onCancel();
          if (event.key === "Enter" && event.ctrlKey) press();
        }}
      />
      {asked && reason.trim() === "" && <p className="bad-ink">{t("reasonMissing")}</p>}
      <div className="row tight review-buttons">
        <Button type="primary" danger onClick={press}>
          {t("returnNow")}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Sheet>
  );
}
