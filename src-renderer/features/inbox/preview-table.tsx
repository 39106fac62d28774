// The bundles that were found, one a row: what is new, changed, already there, conflicting; what is wrong.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportPreview, PreviewedBundle } from "../../../src-main/api/inbox/contract.ts";
import { useListMark } from "../../i18n/use-list-mark.ts";
import { useDates } from "../../rpc/context.tsx";
import { useProblemClauses } from "../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { BundleNumber } from "../../widgets/bundles/bundle-number.tsx";
import { useSayMedia } from "../../widgets/media/say-media.ts";
import { outcomesSaid } from "./outcomes-said.ts";

type TableProps = Readonly<{
  bundles: readonly PreviewedBundle[];
  sum: ImportPreview["sum"];
  chosen: ReadonlySet<string>;
  shown: string | undefined;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onShow: (bundle: string) => void;
}>;

const TONES: Readonly<Record<PreviewedBundle["outcome"], Tone>> = {
  ready: "ok",
  conflict: "conflict",
  gap: "warn",
  held: "warn",
  waiting: "warn",
  ended: "warn",
  already: "quiet",
  refused: "bad",
};

export function PreviewTable({ bundles, sum, chosen, shown, onChoose, onShow }: TableProps) {
  const { t } = useTranslation("inbox");
  const choose = (bundle: string, is: boolean): void => {
    const next = new Set(chosen);
    if (is) next.add(bundle);
    else next.delete(bundle);
    onChoose(next);
  };
  return (
    <table className="plain preview">
      <thead>
        <tr>
          <th>
            <span className="visually-hidden">{t("column.choose")}</span>
          </th>
          <th>{t("column.unit")}</th>
          <th>{t("column.bundle")}</th>
          <th>{t("column.contents")}</th>
          <th>{t("column.exported")}</th>
          <th className="num">{t("column.added")}</th>
          <th className="num">{t("column.changed")}</th>
          <th className="num">{t("column.already")}</th>
          <th className="num">{t("column.conflicts")}</th>
          <th>{t("column.media")}</th>
          <th>{t("column.result")}</th>
        </tr>
        {bundles.length > 1 && <Sum sum={sum} />}
      </thead>
      <tbody>
        {bundles.map((bundle) => (
          <Row
            key={bundle.bundle}
            bundle={bundle}
            chosen={chosen.has(bundle.bundle)}
            shown={shown === bundle.bundle}
            onChoose={(is) => choose(bundle.bundle, is)}
            onShow={() => onShow(bundle.bundle)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** All of them together: what lies in several bundles counts once. */
function Sum({ sum }: Readonly<{ sum: ImportPreview["sum"] }>) {
  const { t } = useTranslation("keeping");
  return (
    <tr className="preview-sum">
      <td colSpan={5}>
        {t("sum")} <span className="muted small">{t("sum.what")}</span>
      </td>
      <td className="num">{sum.added}</td>
      <td className="num">{sum.changed}</td>
      <td className="num">{sum.already}</td>
      <td className="num">{sum.conflicts === 0 ? "—" : sum.conflicts}</td>
      <td colSpan={2}>—</td>
    </tr>
  );
}

type RowProps = Readonly<{
  bundle: PreviewedBundle;
  chosen: boolean;
  shown: boolean;
  onChoose: (is: boolean) => void;
  onShow: () => void;
}>;

function Row({ bundle, chosen, shown, onChoose, onShow }: RowProps) {
  const { t } = useTranslation("inbox");
  const mark = useListMark();
  const dates = useDates();
  const sayMedia = useSayMedia();
  const unit = bundle.sender?.unitName ?? bundle.fileName;
  const name = bundle.outcome === "held" ? t("claims", { unit }) : unit;
  const read = bundle.outcome !== "refused";
  const number = (value: number): string => (read ? String(value) : "—");
  const contents = useContents(bundle);
  const media = [
    bundle.missingVolumes.length > 0 ? t("missingVolumes", { volumes: bundle.missingVolumes.join(mark) }) : "",
    sayMedia(bundle.media),
  ]
    .filter((part) => part !== "")
    .join(" · ");
  return (
    <tr className={`press ${shown ? "preview-on" : ""} preview-${bundle.outcome}`} onClick={onShow}>
      <td onClick={(event) => event.stopPropagation()}>
        <Checkbox
          checked={chosen}
          disabled={!read || bundle.outcome === "already"}
          aria-label={t("chooseBundle", { name, number: bundle.number ?? "" })}
          onChange={(event) => onChoose(event.target.checked)}
        />
      </td>
      <td>
        <button type="button" className="plain" onClick={onShow} aria-pressed={shown}>
          <Foreign text={name} />
        </button>
      </td>
      <td>
        <BundleNumber number={bundle.number} volumes={bundle.volumes} />
      </td>
      <td>{contents === "" ? "—" : contents}</td>
      <td>{bundle.exportedAtMs === null ? "—" : dates.instant(bundle.exportedAtMs)}</td>
      <td className="num">{number(bundle.added)}</td>
      <td className="num">{number(bundle.changed)}</td>
      <td className="num">{number(bundle.already)}</td>
      <td className={bundle.conflicts > 0 ? "num conflict-ink" : "num"}>{bundle.conflicts > 0 ? bundle.conflicts : "—"}</td>
      <td>{media === "" ? "—" : media}</td>
      <td>
        <Outcome bundle={bundle} />
      </td>
    </tr>
  );
}

/** 报送：活动 12、报告 1. Kinds that carry only the workings (keys, feeds) are not told. */
function useContents({ purpose, kinds }: PreviewedBundle): string {
  const { t } = useTranslation("inbox");
  const mark = useListMark();
  const told = kinds
    .map(({ kind, count }) => t(`kind.${kind}`, { ns: "hand-in", count, defaultValue: "" }))
    .filter((one) => one !== "");
  const what = purpose === "" ? "" : t(`purpose.${purpose}`);
  return told.length === 0 ? what : t("contents", { what, records: told.join(mark) });
}

function Outcome({ bundle }: Readonly<{ bundle: PreviewedBundle }>) {
  const { t } = useTranslation("inbox");
  const mark = useListMark();
  const clauses = useProblemClauses();
  if (bundle.problem !== null)
    return <Tag tone="bad">{t("outcome.refused", { why: clauses(bundle.problem).first.replace(/[。.]$/u, "") })}</Tag>;
  const device = bundle.sender?.device ?? "";
  const values = { device, count: bundle.conflicts, missing: bundle.missingBundles.join(mark) };
  return (
    <span className="row tight">
      {outcomesSaid(bundle).map((outcome) => (
        <Tag key={outcome} tone={TONES[outcome]}>
          {t(`outcome.${outcome}`, values)}
        </Tag>
      ))}
    </span>
  );
}
