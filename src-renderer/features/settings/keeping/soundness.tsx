// 数据检查: what the last look at the data found, record by record, and the button that mends it.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { DamageView, Soundness } from "../../../../src-main/api/keeping/contract.ts";
import { query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Note } from "../../../ui/note.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { PickButton } from "../../../widgets/drives/pick-button.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";

export function SoundnessSheet() {
  const { t } = useTranslation("keeping");
  const state = useQuery(query.keeping.soundness.queryOptions({ staleTime: 0 }));
  const check = useWork("check", query.keeping.check.mutationOptions());
  const mend = useWork("mend", query.keeping.mend.mutationOptions());
  // What is said is of the last press.
  const look = () => (mend.reset(), check.start({}));
  const repair = (backups: readonly string[]) => (check.reset(), mend.start({ backups: [...backups] }));
  const busy = check.running || mend.running;
  const problem = mend.problem ?? check.problem;
  const mended = mend.result;
  const found = (state.data?.last?.count ?? 0) > 0;
  return (
    <Sheet title={t("sound")}>
      <div className="stack">
        <p className="muted">{t("sound.what")}</p>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        {mended !== undefined && <Note tone={mended.left === 0 ? "accent" : "warn"}>{t("sound.mended", { ...mended })}</Note>}
        {state.data !== undefined && <Found state={state.data} />}
        <div className="row tight">
          {found && (
            <>
              <Button type="primary" loading={busy} onClick={() => repair([])}>
                {t("sound.mend")}
              </Button>
              <PickButton purpose="bundles" title={t("sound.pick")} confirm={t("sound.pickHere")} disabled={busy} onPick={repair}>
                {t("sound.mendFrom")}
              </PickButton>
            </>
          )}
          <Button loading={!found && busy} disabled={busy} onClick={look}>
            {t("sound.now")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function Found({ state: { running, last } }: Readonly<{ state: Soundness }>) {
  const { t } = useTranslation("keeping");
  const dates = useDates();
  if (running) return <p className="muted">{t("sound.running")}</p>;
  if (last === null) return <p className="muted">{t("sound.never")}</p>;
  const at = dates.instant(last.atMs);
  if (last.count === 0)
    return (
      <p className="all-well" role="status">
        <Icon name="tick" size={18} /> {t("sound.well", { at })}
      </p>
    );
  return (
    <>
      <Note tone="bad">{t("sound.found", { at, count: last.count })}</Note>
      <DamageTable damages={last.damages} />
      {last.count > last.damages.length && <p className="muted">{t("sound.more", { count: last.damages.length })}</p>}
    </>
  );
}

function DamageTable({ damages }: Readonly<{ damages: readonly DamageView[] }>) {
  const { t } = useTranslation("keeping");
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("damage.where")}</th>
          <th>{t("damage.what")}</th>
          <th>{t("damage.do")}</th>
        </tr>
      </thead>
      <tbody>
        {damages.map((damage, index) => (
          <DamageRow key={index} damage={damage} />
        ))}
      </tbody>
    </table>
  );
}

function DamageRow({ damage: { kind, record, file } }: Readonly<{ damage: DamageView }>) {
  const { t } = useTranslation("keeping");
  const named =
    record === null ? "—" : t("damage.record", { day: record.day?.slice(0, 10) ?? "", title: record.title ?? record.kind });
  return (
    <tr>
      <td>
        <Foreign text={named} />
      </td>
      <td>
        <Foreign text={t(`damage.${kind}`, { file: file === null ? "" : `“${file}”` })} />
      </td>
      <td>{t(`damage.${kind}.do`)}</td>
    </tr>
  );
}
