// What has to be done once before the county can take anything from this PC.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { UnitHome } from "../../../src-main/api/home/contract.ts";
import { Icon } from "../../ui/icons.tsx";

export function SetupSteps({ steps }: Readonly<{ steps: UnitHome["setup"] }>) {
  const { t } = useTranslation("home");
  const [, go] = useLocation();
  if (steps.length === 0) return null;
  return (
    <section className="sheet pad setup" aria-label={t("setup")}>
      {steps.map((step) => (
        <div key={step} className="row">
          <Icon name={step === "await-approval" ? "info" : "pack"} />
          <div className="push">
            <strong>{t(`setup.${step}`)}</strong>
            <p className="muted small">{t(`setup.${step}.what`)}</p>
          </div>
          <Button onClick={() => go("/settings/trust")}>{t(`setup.${step}.do`)}</Button>
        </div>
      ))}
    </section>
  );
}
