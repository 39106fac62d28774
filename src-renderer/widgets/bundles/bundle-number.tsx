// 第3包 2/4 卷: a bundle's number, and how many of its volumes are here where it came in several.
import { useTranslation } from "react-i18next";
import type { PreviewedBundle } from "../../../src-main/api/inbox/contract.ts";

export function BundleNumber({ number, volumes }: Readonly<Pick<PreviewedBundle, "number" | "volumes">>) {
  const { t } = useTranslation("inbox");
  if (number === null) return "—";
  return (
    <>
      {t("bundle", { number })}
      {volumes.total > 1 && (
        <span className="muted small"> {t("of", { ns: "volumes", here: volumes.here, total: volumes.total })}</span>
      )}
    </>
  );
}
