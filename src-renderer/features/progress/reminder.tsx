// 催报: the text for the group, ready to copy, for all that are missing or for the one unit that is pointed at.
import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Matrix } from "../../../src-main/api/contract/progress.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

const AWAITED = new Set(["missing", "pending", "incomplete", "returned"]);

export function Reminder({ matrix, chosen }: Readonly<{ matrix: Matrix; chosen: string | undefined }>) {
  const { t } = useTranslation("progress");
  const say = useWords();
  const { message } = App.useApp();
  const [picked, setPicked] = useState<string>();
  const obligation = picked ?? (chosen === "" ? undefined : chosen) ?? currentOf(matrix);
  const text = useQuery(
    query.progress.reminder.queryOptions({
      input: { obligation: obligation ?? "", units: [] },
      enabled: obligation !== undefined,
    }),
  );
  const copy = (): void => {
    void navigator.clipboard.writeText(text.data?.text ?? "").then(() => message.success(t("copied")));
  };
  return (
    <Sheet title={t("reminder")} beside={text.data && t("reminderUnits", { count: text.data.units })}>
      <div className="stack tight">
        <TypeAhead
          label={t("obligation")}
          clearable={false}
          choices={matrix.obligations.map((one) => ({ value: one.obligation, text: say(one.title) }))}
          value={obligation}
          onChange={setPicked}
        />
        {text.isError && <ProblemNotice problem={problemOf(text.error)} />}
        <div className="reminder-text" role="region" aria-label={t("reminder")} tabIndex={0}>
          {text.data === undefined || text.data.units === 0 ? (
            <span className="muted">{t("nobody")}</span>
          ) : (
            visibleText(text.data.text)
          )}
        </div>
        <div className="row tight">
          <Button onClick={copy}>{t("copy")}</Button>
        </div>
      </div>
    </Sheet>
  );
}

/** The first obligation that some unit still owes. */
function currentOf(matrix: Matrix): string | undefined {
  return (
    matrix.obligations.find((_, index) => matrix.rows.some((row) => AWAITED.has(row.cells[index]?.state ?? "")))?.obligation ??
    matrix.obligations[0]?.obligation
  );
}
