// 催报: the text for the group, ready to copy, for all that are missing or for the one unit that is pointed at.
import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Matrix } from "../../../src-main/api/progress/contract.ts";
import { query } from "../../rpc/api.ts";
import { useWords } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";

const AWAITED = new Set(["missing", "pending", "incomplete", "returned"]);

type Awaited = Readonly<{ matrix: Matrix; unit: string | undefined; obligation: string | undefined }>;

export function Reminder({ matrix, unit, obligation: pointedAt }: Awaited) {
  const { t } = useTranslation("progress");
  const say = useWords();
  const [picked, setPicked] = useState<string>();
  const [alone, setAlone] = useState(false);
  const obligation = picked ?? (pointedAt === "" ? undefined : pointedAt) ?? currentOf(matrix);
  const one = matrix.rows.find((row) => row.unit === unit && isAwaited(matrix, row, obligation));
  const text = useQuery(
    query.progress.reminder.queryOptions({
      input: { obligation: obligation ?? "", units: alone && one !== undefined ? [one.unit] : [] },
      enabled: obligation !== undefined,
      placeholderData: (before) => before,
    }),
  );
  const { region, copy } = useCopy();
  return (
    <Sheet title={t("reminder")} beside={text.data && t("reminderUnits", { count: text.data.units })}>
      <div className="stack tight">
        <TypeAhead
          label={t("obligation")}
          clearable={false}
          choices={matrix.obligations.map((choice) => ({ value: choice.obligation, text: say(choice.title) }))}
          value={obligation}
          onChange={setPicked}
        />
        {text.isError && <ProblemNotice problem={problemOf(text.error)} />}
        {text.isLoading && <Loading />}
        <div className="reminder-text" role="region" aria-label={t("reminder")} tabIndex={0} ref={region}>
          {text.data === undefined || text.data.units === 0 ? (
            <span className="muted">{t("nobody")}</span>
          ) : (
            visibleText(text.data.text)
          )}
        </div>
        <div className="row tight">
          {text.data !== undefined && text.data.units > 0 && <Button onClick={copy}>{t("copy")}</Button>}
          {one !== undefined && (
            <Button aria-pressed={alone} type={alone ? "primary" : "default"} onClick={() => setAlone(!alone)}>
              <Foreign text={t("onlyUnit", { unit: one.name })} />
            </Button>
          )}
        </div>
      </div>
    </Sheet>
  );
}

/** Copies what a region says. Where the window may not write to the clipboard, it is marked, ready for Ctrl+C. */
function useCopy(): Readonly<{ region: RefObject<HTMLDivElement | null>; copy: () => void }> {
  const { t } = useTranslation("progress");
  const { message } = App.useApp();
  const region = useRef<HTMLDivElement>(null);
  const copy = (): void => {
    if (region.current === null) return;
    window.getSelection()?.selectAllChildren(region.current);
    navigator.clipboard.writeText(region.current.innerText).then(
      () => message.success(t("copied")),
      () => message.info(t("marked")),
    );
  };
  return { region, copy };
}

function isAwaited(matrix: Matrix, row: Matrix["rows"][number], obligation: string | undefined): boolean {
  const at = matrix.obligations.findIndex((one) => one.obligation === obligation);
  return AWAITED.has(row.cells[at]?.state ?? "");
}

/** The first obligation that some unit still owes. */
function currentOf(matrix: Matrix): string | undefined {
  return (
    matrix.obligations.find(({ obligation }) => matrix.rows.some((row) => isAwaited(matrix, row, obligation)))?.obligation ??
    matrix.obligations[0]?.obligation
  );
}
