// Whom a pack goes to: all units, or one of them.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { useSession } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Field } from "../../../ui/field.tsx";
import { TypeAhead } from "../../../ui/input/type-ahead.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";

/** Stands for all units. */
export const EVERYONE = "all";

/** `target`: a unit's code, or {@link EVERYONE}. */
export function PackTarget({ target, onChange }: Readonly<{ target: string; onChange: (target: string) => void }>) {
  const { t } = useTranslation("settings");
  const { campaign } = useSession();
  const units = useQuery(query.session.units.queryOptions({ input: { campaign: campaign.id } }));
  const choices = (units.data ?? []).map((one) => ({ value: one.code, text: one.name, beside: one.code }));
  return (
    <div className="give-back">
      {units.isError && <ProblemNotice problem={problemOf(units.error)} />}
      {units.isPending && <Loading />}
      <Field inline label={t("county.packTo")}>
        <TypeAhead
          choices={[{ value: EVERYONE, text: t("county.packAll") }, ...choices]}
          value={target}
          onChange={(value) => onChange(value ?? EVERYONE)}
        />
      </Field>
    </div>
  );
}
