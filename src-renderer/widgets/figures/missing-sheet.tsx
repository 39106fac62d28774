// 没有收全: volumes and files that have not arrived, unit by unit, with the 补报单 to print.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { MissingOfUnitView } from "../../../src-main/api/volumes/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";

const SHOWN_FILES = 5;

/** Nothing where nothing is missing. */
export function MissingSheet() {
  const { t } = useTranslation("volumes");
  const missing = useQuery(query.volumes.missing.queryOptions());
  if (missing.isError) return <ProblemNotice problem={problemOf(missing.error)} />;
  if (missing.data === undefined || missing.data.length === 0) return null;
  return (
    <Sheet flush title={t("missing")} beside={t("missingWhat")}>
      <table className="plain missing">
        <thead>
          <tr>
            <th>{t("column.unit")}</th>
            <th>{t("column.volumes")}</th>
            <th>{t("column.files")}</th>
            <th>
              <span className="visually-hidden">{t("form")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {missing.data.map((unit) => (
            <OneUnit key={unit.unit} missing={unit} />
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function OneUnit({ missing }: Readonly<{ missing: MissingOfUnitView }>) {
  const { t } = useTranslation("volumes");
  const [, go] = useLocation();
  const [all, setAll] = useState(false);
  const files = all ? missing.files : missing.files.slice(0, SHOWN_FILES);
  return (
    <tr>
      <td className="unit">
        <Foreign text={missing.unitName} />
      </td>
      <td>
        {missing.bundles.length === 0 && "—"}
        {missing.bundles.map((bundle) => (
          <div key={`${bundle.bundle}/${bundle.device}`}>
            {t("arrived", { number: bundle.number, here: bundle.volumes - bundle.missing.length, total: bundle.volumes })}
            {bundle.missing.map((one) => (
              <div key={one.volume} className="small warn-ink">
                {t("lackingVolume", { volume: one.volume })} <Foreign text={one.fileName} />
              </div>
            ))}
            {bundle.parked && <Parked bundle={bundle} unitName={missing.unitName} />}
          </div>
        ))}
      </td>
      <td>
        {missing.fileCount === 0 && "—"}
        {files.map((file) => (
          <div key={`${file.sha256}/${file.record}`}>
            <Foreign text={file.name} /> <span className="muted small">{saySize(file.sizeBytes)}</span>{" "}
            {file.small && <Tag tone="warn">{t("state.small", { ns: "media" })}</Tag>}{" "}
            <span className="muted small">
              <Foreign text={file.title} />
              {file.volumes.map((one) => ` · ${t("inVolume", { number: one.number, volume: one.volume })}`).join("")}
            </span>
          </div>
        ))}
        {!all && missing.fileCount > SHOWN_FILES && (
          <button type="button" className="link" onClick={() => setAll(true)}>
            {t("allFiles", { count: missing.fileCount })}
          </button>
        )}
      </td>
      <td className="num">
        <Button
          size="small"
          icon={<Icon name="print" size={16} />}
          aria-label={t("formOf", { unit: missing.unitName })}
          onClick={() => go(`/paper/missing?unit=${encodeURIComponent(missing.unit)}`)}
        >
          {t("form")}
        </Button>
      </td>
    </tr>
  );
}

/** Volumes without volume 1: kept, and dropped on request. */
function Parked({ bundle, unitName }: Readonly<{ bundle: MissingOfUnitView["bundles"][number]; unitName: string }>) {
  const { t } = useTranslation("volumes");
  const drop = useMutation(query.volumes.dropParked.mutationOptions());
  return (
    <div className="row tight small">
      <span className="muted">{t("parked")}</span>
      <Popconfirm
        title={t("dropParkedSure", { number: bundle.number })}
        description={t("dropParkedWhat")}
        okText={t("dropParkedYes")}
        cancelText={t("dropParkedNo")}
        onConfirm={() => drop.mutate({ bundle: bundle.bundle })}
      >
        <Button size="small" loading={drop.isPending} aria-label={t("dropParkedOf", { unit: unitName, number: bundle.number })}>
          {t("dropParked")}
        </Button>
      </Popconfirm>
      {drop.isError && <ProblemNotice problem={problemOf(drop.error)} />}
    </div>
  );
}
