// 压缩版: made of photos and videos that are here, beside their originals; how large they were and are.
import { useQuery } from "@tanstack/react-query";
import { Button, Progress, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { renditionSizes, VIDEO_HEIGHTS } from "../../../../src-main/domain/renditions/renditions.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { useCampaign, useSession } from "../../../rpc/context.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import { useSave } from "../save.ts";
import { smallName } from "./small-name.ts";
import { useSmaller, type NotMade, type Small } from "./use-smaller.ts";

type ToolsProps = Readonly<{ items: readonly MediaItem[]; saving?: boolean }>;

/** Shown at a unit where something can be made smaller. `saving`: the one that is made can be saved elsewhere. */
export function SmallerTools({ items, saving = false }: ToolsProps) {
  const { role } = useSession();
  const made = items.filter(({ class: kind, originalUrl }) => originalUrl !== null && (kind === "photo" || kind === "video"));
  if (role !== "unit" || made.length === 0) return null;
  return <Tools items={made} saving={saving} />;
}

function Tools({ items, saving }: Required<ToolsProps>) {
  const { t } = useTranslation("media");
  const small = useSmallOnes(items);
  const { running, notMade, make, cancel } = useSmaller();
  const [height, setHeight] = useVideoHeight();
  const left = items.filter(({ sha256 }) => small[sha256] === undefined);
  return (
    <div role="group" className="smaller stack tight small" aria-label={t("smaller.title")}>
      <div className="row wrap tight">
        <Button size="small" disabled={running !== undefined} onClick={() => void make(left.length > 0 ? left : items, height)}>
          {t(left.length > 0 ? "smaller.make" : "smaller.again")}
        </Button>
        {items.some(({ class: kind }) => kind === "video") && (
          <Segmented
            size="small"
            aria-label={t("smaller.height")}
            value={height}
            onChange={setHeight}
            options={heightsOf(height).map((value) => ({ value, label: `${value}p` }))}
            disabled={running !== undefined}
          />
        )}
        {running === undefined && <Made items={items} small={small} />}
        {saving && running === undefined && <SaveSmall items={items} small={small} />}
      </div>
      {running !== undefined && (
        <div className="row tight" role="status">
          <Progress
            percent={Math.floor(((running.at + running.part) / running.count) * 100)}
            size="small"
            aria-label={t("smaller.running", { done: running.at + 1, count: running.count })}
          />
          <span className="muted nowrap">{t("smaller.running", { done: running.at + 1, count: running.count })}</span>
          <Button size="small" type="text" onClick={cancel}>
            {t("cancel")}
          </Button>
        </div>
      )}
      <NotMadeList notMade={notMade} />
    </div>
  );
}

type SmallOnes = Readonly<Record<string, Small>>;

function useSmallOnes(items: readonly MediaItem[]): SmallOnes {
  const files = items.map(({ sha256 }) => sha256);
  const { data } = useQuery(query.media.smallOnes.queryOptions({ input: { files }, placeholderData: (was) => was }));
  return data ?? {};
}

function useVideoHeight() {
  const { video } = renditionSizes(useCampaign());
  return useState<number>(video.heightPx);
}

/** The campaign's height stands among the usual ones. */
function heightsOf(chosen: number): readonly number[] {
  return [...new Set<number>([chosen, ...VIDEO_HEIGHTS])].sort((a, b) => b - a);
}

function Made({ items, small }: Readonly<{ items: readonly MediaItem[]; small: SmallOnes }>) {
  const { t } = useTranslation("media");
  const made = items.filter(({ sha256 }) => small[sha256] !== undefined);
  if (made.length === 0) return <span className="muted">{t("smaller.what")}</span>;
  const from = made.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const to = made.reduce((sum, { sha256 }) => sum + (small[sha256]?.sizeBytes ?? 0), 0);
  return <span>{t("smaller.made", { count: made.length, from: saySize(from), to: saySize(to) })}</span>;
}

function SaveSmall({ items: [item], small }: Readonly<{ items: readonly MediaItem[]; small: SmallOnes }>) {
  const { t } = useTranslation("media");
  const { save, busy, problem } = useSave();
  const one = item === undefined ? undefined : small[item.sha256];
  if (item === undefined || one === undefined) return null;
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={busy}
        onClick={() => save({ url: one.url, name: smallName(item.name, one.mime) })}
      >
        {t("smaller.save")}
      </Button>
      {problem !== undefined && <ProblemNotice problem={problem} />}
    </>
  );
}

function NotMadeList({ notMade }: Readonly<{ notMade: readonly NotMade[] }>) {
  const { t } = useTranslation("media");
  return notMade.map(({ name, why }) =>
    typeof why === "string" ? (
      <p key={name} className="muted">
        {t(`smaller.not.${why}`, { name: visibleText(name) })}
      </p>
    ) : (
      <ProblemNotice key={name} problem={why} />
    ),
  );
}
