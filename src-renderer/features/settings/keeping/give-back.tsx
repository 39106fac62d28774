// 归还给单位: the county writes what it holds of a unit back to it, for a PC that was lost.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Field } from "../../../ui/field.tsx";
import { TypeAhead } from "../../../ui/input/type-ahead.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";
import { WriteTo } from "../../../widgets/tasks/write-to.tsx";

export function GiveBack() {
  const { t } = useTranslation("keeping");
  const { campaign } = useSession();
  const units = useQuery(query.session.units.queryOptions({ input: { campaign: campaign.id } }));
  const [unit, setUnit] = useState<string>();
  const [asked, setAsked] = useState(false);
  const { start, result, ...work } = useWork("return", query.keeping.giveBack.mutationOptions());
  const choices = (units.data ?? []).map((one) => ({ value: one.code, text: one.name, beside: one.code }));
  return (
    <Sheet title={t("return")}>
      <div className="stack">
        <p className="muted">{t("return.what")}</p>
        {units.isError && <ProblemNotice problem={problemOf(units.error)} />}
        {units.isPending && <Loading />}
        <div className="give-back">
          <Field inline label={t("return.unit")} required error={asked && unit === undefined ? t("return.noUnit") : undefined}>
            <TypeAhead choices={choices} value={unit} onChange={setUnit} />
          </Field>
        </div>
        <WriteTo
          work={work}
          done={result && t("return.done", { folder: result.folder, file: result.files[0]?.name ?? "" })}
          icon="drive"
          label={t("return.write")}
          title={t("return.folder")}
          confirm={t("return.here")}
          mayPick={() => {
            if (unit === undefined) setAsked(true);
            return unit !== undefined;
          }}
          onFolder={(folder) => unit !== undefined && start({ unit, folder })}
        />
      </div>
    </Sheet>
  );
}
