// A document that the county waits for: until when, and the way to the hand-in that carries it.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { Note } from "../../ui/note.tsx";

export function DutyNote({ kind }: Readonly<{ kind: string }>) {
  const { t } = useTranslation("ledgers");
  const say = useWords();
  const dates = useDates();
  const [, go] = useLocation();
  const home = useQuery(query.home.unit.queryOptions());
  const duty = home.data?.duties.find((one) => one.type === kind);
  if (duty === undefined) return null;
  return (
    <Note tone={duty.state === "overdue" ? "bad" : "quiet"}>
      <span className="row tight">
        {t("duty", { title: say(duty.title), at: dates.deadline(duty.dueAtMs) })}
        <Button size="small" onClick={() => go(`/hand-in/${encodeURIComponent(duty.obligation)}`)}>
          {t("toHandIn")}
        </Button>
      </span>
    </Note>
  );
}
