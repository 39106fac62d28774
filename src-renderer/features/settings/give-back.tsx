// 归还给单位: the county writes what it holds of a unit back to it, for a PC that was lost.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icons.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";

export function GiveBack() {
  const { t } = useTranslation("keeping");
  const { campaign } = useSession();
  const units = useQuery(query.session.units.queryOptions({ input: { campaign: campaign.id } }));
  const [unit, setUnit] = useState<string>();
  const [asked, setAsked] = useState(false);
  const [picking, setPicking] = useState(false);
  const begin = useMutation(query.keeping.giveBack.mutationOptions());
  const task = useTask(begin.data?.task);
  const done = task?.result?.kind === "return" ? task.result : undefined;
  const problem = begin.isError ? problemOf(begin.error) : (task?.problem ?? undefined);
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
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {done !== undefined && (
          <p className="all-well" role="status">
            <Icon name="tick" size={18} />{" "}
            <Foreign text={t("return.done", { folder: done.folder, file: done.files[0]?.name ?? "" })} />
          </p>
        )}
        <div>
          <Button
            icon={<Icon name="drive" size={16} />}
            loading={begin.isPending || task?.state === "running"}
            onClick={() => (unit === undefined ? setAsked(true) : setPicking(true))}
          >
            {t("return.write")}
          </Button>
        </div>
      </div>
      {picking && (
        <FolderPicker
          purpose="folder"
          title={t("return.folder")}
          confirm={t("return.here")}
          onCancel={() => setPicking(false)}
          onPick={([folder]) => {
            setPicking(false);
            if (folder !== undefined && unit !== undefined) begin.mutate({ unit, folder });
          }}
        />
      )}
    </Sheet>
  );
}
