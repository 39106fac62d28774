// What the next hand-in comes to with these files, and whether a USB stick holds it; files larger than the campaign likes are named.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { stickFit, type StickFit } from "../../../../src-main/domain/bundle/stick-fit.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { useCampaign } from "../../../rpc/context.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";

/** @param busy files are on their way: it is reckoned once when all of them are there. */
export function Budget({ files, busy }: Readonly<{ files: readonly MediaItem[]; busy: boolean }>) {
  const { t } = useTranslation("media");
  const named = files.map(({ sha256 }) => sha256).sort();
  // Kept while the next answer comes: the line does not jump with each picture of three hundred.
  const size = useQuery(
    query.drafts.budget.queryOptions({ input: { files: named }, placeholderData: (was) => was, enabled: !busy }),
  );
  const roots = useQuery(query.system.roots.queryOptions());
  const { photoSuggestedBytes, videoSuggestedBytes } = useCampaign().media;
  const most = { photo: photoSuggestedBytes, video: videoSuggestedBytes };
  const large = files.filter((file) => isKind(file.class, most) && file.sizeBytes > most[file.class]);
  if (size.data === undefined || roots.data === undefined) return null;
  const fit = stickFit(
    size.data.estimateBytes,
    roots.data.filter(({ kind }) => kind === "removable"),
  );
  const [first] = large;
  return (
    <div className="stack tight small muted budget">
      <p className={fit.kind === "too-full" ? "warn" : undefined}>{sayBudget(t, size.data.estimateBytes, fit)}</p>
      {first !== undefined && isKind(first.class, most) && (
        <p>{t("largeFiles", { name: visibleText(first.name), count: large.length, size: saySize(most[first.class]) })}</p>
      )}
    </div>
  );
}

function isKind<Kind extends string>(name: string, kinds: Readonly<Record<Kind, number>>): name is Kind {
  return Object.hasOwn(kinds, name);
}

type Say = ReturnType<typeof useTranslation<"media">>["t"];

function sayBudget(t: Say, neededBytes: number, fit: StickFit): string {
  const size = saySize(neededBytes);
  if (fit.kind === "any-stick") return t("budget.any-stick", { size });
  if (fit.kind === "large") return t("budget.large", { size, count: fit.volumes });
  const name = visibleText(fit.name);
  if (fit.kind === "in-volumes") return t("budget.in-volumes", { size, name, count: fit.volumes });
  return t(`budget.${fit.kind}`, { size, name, free: saySize(fit.freeBytes) });
}
