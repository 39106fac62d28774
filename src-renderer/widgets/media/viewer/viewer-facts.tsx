// 拍摄信息: what the original says of itself, read on this PC; until it is here, what its unit said.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import type { FileFactsView } from "../../../../src-main/api/media/contract.ts";
import { cautionsOf, percentSeen } from "../../../../src-main/domain/file-cautions.ts";
import { lengthText } from "../../../../src-main/domain/kinds/length-text.ts";
import { saySize } from "../../../format/amounts.ts";
import { sayZone } from "../../../format/dates.ts";
import { query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { CautionLines } from "../cautions.tsx";
import { SmallerTools } from "../smaller/smaller-tools.tsx";

export function ViewerFacts({ item }: Readonly<{ item: MediaItem }>) {
  const { t } = useTranslation("media");
  const { sha256 } = item;
  const { data } = useQuery(query.media.facts.queryOptions({ input: { sha256 }, enabled: item.state === "here" }));
  const read = data?.facts ?? undefined;
  const facts: FileFactsView = read ?? item;
  return (
    <aside className="viewer-facts" aria-label={t("facts")}>
      <h2>{t("facts")}</h2>
      <dl>
        <Fact label={t("fact.name")}>
          <Foreign text={item.name} />
        </Fact>
        <Fact label={t("fact.size")}>{saySize(item.sizeBytes)}</Fact>
        {facts.widthPx !== undefined && facts.heightPx !== undefined && (
          <Fact label={t("fact.pixels")}>{`${facts.widthPx} × ${facts.heightPx}`}</Fact>
        )}
        {isClip(item) && (
          <Fact label={t("fact.length")}>
            {facts.durationMs === undefined ? t("lengthUnknown") : lengthText(facts.durationMs)}
          </Fact>
        )}
        {item.class !== "document" && <TakenAt facts={facts} />}
        {facts.gpsE6 !== undefined && <Fact label={t("fact.place")}>{sayPlace(facts.gpsE6)}</Fact>}
        <Said label={t("fact.camera")} text={facts.camera} />
        <Said label={t("fact.software")} text={facts.software} />
        <Said label={t("fact.codec")} text={facts.codec} />
      </dl>
      <SmallerTools items={[item]} saving />
      <CautionLines {...cautionsShown(item, read)} />
      {item.selfReported && read === undefined && (
        <p className="small muted">
          <Tag tone="warn">{t("selfReported")}</Tag> {t("selfReportedWhy")}
        </p>
      )}
    </aside>
  );
}

function TakenAt({ facts: { takenAt, takenOffsetMin } }: Readonly<{ facts: FileFactsView }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  if (takenAt === undefined) return <Fact label={t("fact.takenAt")}>{t("notSaid")}</Fact>;
  const zone = takenOffsetMin === undefined ? "" : t("zone", { zone: sayZone(takenOffsetMin) });
  return <Fact label={t("fact.takenAt")}>{`${dates.local(takenAt)}${takenAt.slice(16)}${zone}`}</Fact>;
}

/** As they were read just now, or as the list has them. */
function cautionsShown(item: MediaItem, read: FileFactsView | undefined): Pick<MediaItem, "cautions" | "seenPercent"> {
  if (read === undefined) return item;
  const seenPercent = percentSeen(read);
  return { cautions: cautionsOf(item.mime, read), ...(seenPercent !== undefined && { seenPercent }) };
}

function Said({ label, text }: Readonly<{ label: string; text: string | undefined }>) {
  if (text === undefined) return null;
  return (
    <Fact label={label}>
      <Foreign text={text} />
    </Fact>
  );
}

function Fact({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function isClip({ class: kind }: MediaItem): boolean {
  return kind === "video" || kind === "audio";
}

/** As maps take it when it is pasted. */
function sayPlace({ lat, lon }: Readonly<{ lat: number; lon: number }>): string {
  return `${(lat / 1e6).toFixed(6)}, ${(lon / 1e6).toFixed(6)}`;
}
