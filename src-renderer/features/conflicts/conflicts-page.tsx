// 填得不同: records that two PCs changed differently, one after the other; every difference gets one value, then it is saved.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import type { OpenRecord } from "../../../src-main/api/conflicts/contract.ts";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { Decision } from "./decision.tsx";
import "./conflicts.css";

const keyOf = ({ unit, kind, record }: OpenRecord): string => `${unit}.${kind}.${record}`;

export default function ConflictsPage() {
  const { t } = useTranslation("conflicts");
  const open = useQuery(query.conflicts.list.queryOptions());
  const [params, setParams] = useSearchParams();
  if (open.isError) {
    return (
      <Page title={t("title")}>
        <ProblemNotice problem={problemOf(open.error)} />
      </Page>
    );
  }
  if (open.data === undefined) return <Loading />;
  const shown = open.data.open.find((one) => keyOf(one) === params.get("record")) ?? open.data.open[0];
  return (
    <Page title={t("title")} beside={t("what")}>
      {shown === undefined ? (
        <section className="sheet">
          <BlankState drawing="calm" what={t("none")} how={t("noneHow")} />
        </section>
      ) : (
        <div className="conflicts">
          <OpenList {...open.data} shown={shown} onShow={(one) => setParams({ record: keyOf(one) }, { replace: true })} />
          <Decision key={`${keyOf(shown)}/${shown.heads.join()}`} record={shown} />
        </div>
      )}
    </Page>
  );
}

type ListProps = Readonly<{
  open: readonly OpenRecord[];
  total: number;
  shown: OpenRecord;
  onShow: (record: OpenRecord) => void;
}>;

function OpenList({ open, total, shown, onShow }: ListProps) {
  const { t } = useTranslation("conflicts");
  const { role } = useSession();
  return (
    <nav className="sheet conflict-list" aria-label={t("title")}>
      {open.map((one) => (
        <button key={keyOf(one)} type="button" className="plain" aria-current={one === shown} onClick={() => onShow(one)}>
          <Foreign text={one.title === "" ? t(`kind.${one.kind}`, { defaultValue: one.kind }) : one.title} />
          <span className="row tight small muted">
            {role === "county" && <Foreign text={one.unitName} />}
            <Tag tone="conflict">
              {one.report !== null
                ? t("twice")
                : one.fields.length > 0
                  ? t("places", { count: one.fields.length })
                  : t("toCheck")}
            </Tag>
          </span>
        </button>
      ))}
      {total > open.length && <p className="small muted">{t("more", { count: total - open.length })}</p>}
    </nav>
  );
}
