// What nearly every screen needs to know: who sits here, the campaign, the language, the campaign's clock.
import { useSuspenseQuery } from "@tanstack/react-query";
import { createContext, use, useCallback, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual } from "../../src-main/api/contract-parts.ts";
import type { Ready } from "../../src-main/api/session/contract.ts";
import type { Campaign } from "../../src-main/domain/campaign/schema.ts";
import { sayDay, sayDeadline, sayDueDay, sayInstant, sayLocal, sayMoment } from "../format/dates.ts";
import { query } from "./api.ts";

const SessionContext = createContext<Ready | undefined>(undefined);
const CampaignContext = createContext<Campaign | undefined>(undefined);

/** Gives the screens inside it the session and the campaign in force. */
export function Workspace({ session, children }: Readonly<{ session: Ready; children: ReactNode }>) {
  const { data } = useSuspenseQuery(query.campaign.current.queryOptions({ staleTime: Infinity }));
  return (
    <SessionContext value={session}>
      <CampaignContext value={data}>{children}</CampaignContext>
    </SessionContext>
  );
}

/** The session, inside the frame. */
export function useSession(): Ready {
  const session = use(SessionContext);
  if (session === undefined) throw new Error("outside the workspace");
  return session;
}

/** The campaign in force. */
export function useCampaign(): Campaign {
  const campaign = use(CampaignContext);
  if (campaign === undefined) throw new Error("outside the workspace");
  return campaign;
}

/** Chooses a campaign's text in the screen's language. */
export function useWords(): (text: Bilingual) => string {
  const { i18n } = useTranslation();
  const english = i18n.language === "en";
  return useCallback((text) => (english ? text.en : text.zh), [english]);
}

/** Says days and instants in the screen's language on the campaign's clock. */
export function useDates() {
  const { i18n } = useTranslation();
  const campaign = use(CampaignContext);
  const offset = campaign?.calendar.offsetMinutes ?? 480;
  const year = campaign?.year;
  const language = i18n.language;
  return useMemo(() => {
    const words = { language };
    return {
      offset,
      year: year ?? 2000,
      day: (day: string) => sayDay(day, words, year),
      local: (local: string) => sayLocal(local, words, year),
      instant: (atMs: number) => sayInstant(atMs, offset, words, year),
      deadline: (atMs: number) => sayDeadline(atMs, offset, words),
      dueDay: (atMs: number) => sayDueDay(atMs, offset, words),
      moment: (atMs: number, nowMs: number) => sayMoment(atMs, nowMs, offset, words),
    };
  }, [language, offset, year]);
}
