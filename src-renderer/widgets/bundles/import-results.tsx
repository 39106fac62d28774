// What imports left, bundle by bundle: taken in, held, already there, refused; with the code for the telephone.
import { useTranslation } from "react-i18next";
import type { ImportResult } from "../../../src-main/api/inbox/contract.ts";
import { useDates } from "../../rpc/context.tsx";
import { useProblemClauses } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { BundleNumber } from "./bundle-number.tsx";
import { useSayMedia } from "../media/say-media.ts";

type Outcome = ImportResult["bundles"][number]["outcome"];
const TONES: Readonly<Record<Outcome, Tone>> = {
  merged: "ok",
  held: "warn",
  ended: "warn",
  waiting: "warn",
  already: "quiet",
  refused: "bad",
};

export function ImportResults({ imports }: Readonly<{ imports: readonly ImportResult[] }>) {
  const { t } = useTranslation("inbox");
  const dates = useDates();
  const sayMedia = useSayMedia();
  const clauses = useProblemClauses();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("column.received")}</th>
          <th>{t("column.unit")}</th>
          <th>{t("column.bundle")}</th>
          <th className="num">{t("column.added")}</th>
          <th className="num">{t("column.changed")}</th>
          <th className="num">{t("column.conflicts")}</th>
          <th>{t("column.media")}</th>
          <th>{t("column.outcome")}</th>
          <th>{t("column.code")}</th>
        </tr>
      </thead>
      <tbody>
        {imports.flatMap((one) =>
          one.bundles.map((bundle) => (
            <tr key={`${one.import}/${bundle.bundle}`}>
              <td>
                {dates.instant(one.receivedAtMs)} <span className="muted nowrap">{t(`means.${one.means}`)}</span>
              </td>
              <td className="unit">
                <Foreign
                  text={bundle.outcome === "held" ? t("claims", { unit: bundle.unitName }) : bundle.unitName || bundle.fileName}
                />
              </td>
              <td className="nowrap">
                <BundleNumber number={bundle.number} volumes={bundle.volumes} />
              </td>
              <td className="num">{bundle.added}</td>
              <td className="num">{bundle.changed}</td>
              <td className="num">{bundle.conflicts === 0 ? "—" : bundle.conflicts}</td>
              <td>{sayMedia(bundle.media) || "—"}</td>
              <td>
                <Tag tone={TONES[bundle.outcome]}>{t(`result.${bundle.outcome}`)}</Tag>{" "}
                {bundle.problem !== null && <span className="small">{clauses(bundle.problem).first}</span>}
              </td>
              <td>
                {bundle.code === null ? (
                  <span className="muted small">{t(`noCode.${bundle.outcome}`, { defaultValue: "—" })}</span>
                ) : (
                  <code>{bundle.code}</code>
                )}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
