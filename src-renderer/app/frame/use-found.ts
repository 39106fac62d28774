// What the window of Ctrl+K finds: records by their words, screens by their names.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { SearchHit } from "../../../src-main/api/surroundings/contract.ts";
import { query } from "../../rpc/api.ts";
import { useCampaign, useDates, useSession, useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import type { IconName } from "../../ui/icons.tsx";
import { pathOfRecord } from "../../widgets/records/record-path.ts";
import { RAILS } from "../rail-items.ts";

/** `open`: the address that it leads to. */
export type Found = Readonly<{ key: string; icon: IconName; title: string; beside: string; excerpt: string; open: string }>;

const PAGE = 20;

/** `isCurrent`: it is what was typed that was found; until then what was found before stays listed. `first`: how many records are listed, where there are more. */
export function useFound(typed: string) {
  const text = useDeferredValue(typed.trim());
  const hits = useQuery(
    query.search.find.queryOptions({ input: { text, limit: PAGE }, enabled: text !== "", placeholderData: keepPreviousData }),
  );
  const foundOf = useFoundOf();
  const places = usePlaces(text);
  const isIdle = text === "";
  const records = isIdle ? [] : (hits.data?.hits ?? []);
  return {
    found: [...records.map(foundOf), ...places],
    isCurrent: text === typed.trim() && (isIdle || hits.isError || (hits.isSuccess && !hits.isPlaceholderData)),
    first: !isIdle && hits.data?.more === true ? records.length : undefined,
    problem: hits.isError ? problemOf(hits.error) : undefined,
  };
}

function usePlaces(text: string): readonly Found[] {
  const { t } = useTranslation("frame");
  const { role } = useSession();
  const places = RAILS[role].map(({ path, icon, word }): Found => ({
    key: path,
    icon,
    title: t(`rail.${word}`),
    beside: t("search.screen"),
    excerpt: "",
    open: path,
  }));
  return places.filter(({ title }) => text === "" || title.includes(text));
}

function useFoundOf(): (hit: SearchHit) => Found {
  const { t } = useTranslation("activities");
  const { role } = useSession();
  const dates = useDates();
  const say = useWords();
  const { ledgers } = useCampaign();
  return (hit) => {
    const ledger = ledgers.find(({ kind }) => kind === hit.kind);
    const beside = [
      ledger === undefined ? "" : say(ledger.title),
      role === "county" ? hit.unitName : "",
      hit.date === "" ? "" : dates.local(hit.date),
      t(`state.${hit.state}`),
    ];
    return {
      key: `${hit.unit}/${hit.kind}/${hit.record}`,
      icon: ledger === undefined ? "activity" : "ledger",
      title: hit.title,
      beside: beside.filter((part) => part !== "").join(" · "),
      excerpt: hit.excerpt,
      open: pathOfRecord(hit),
    };
  };
}
