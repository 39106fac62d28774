// How this PC and the county come to trust each other, in three steps, each on paper: take in the county's pack and type its
// code; print 附件1 with this PC's code and have it sealed; wait until the county has approved it.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { TrustStateView } from "../../../../src-main/api/trust/contract.ts";
import { query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Tag, type Tone } from "../../../ui/tag.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { PickButton } from "../../../widgets/drives/pick-button.tsx";
import { useWork, type ResultOf } from "../../../widgets/tasks/use-work.ts";
import { Strangers } from "../../../widgets/trust/strangers.tsx";
import { PackImport } from "./pack-import.tsx";
import { RootDoubts } from "./root-doubts.tsx";
import { Step } from "./step.tsx";

const TONES: Readonly<Record<TrustStateView["enrolment"], Tone>> = {
  none: "warn",
  requested: "warn",
  approved: "ok",
  revoked: "bad",
};

export function TrustSettings() {
  const standing = useQuery(query.trust.standing.queryOptions());
  if (standing.isError) return <ProblemNotice problem={problemOf(standing.error)} />;
  if (standing.data === undefined) return <Loading />;
  return (
    <div className="steps">
      <RootDoubts doubts={standing.data.doubts} />
      <PackStep standing={standing.data} />
      <PaperStep standing={standing.data} />
      <RequestStep standing={standing.data} />
      <Strangers />
    </div>
  );
}

function PackStep({ standing }: Readonly<{ standing: TrustStateView }>) {
  const { t } = useTranslation("settings");
  const dates = useDates();
  const pinned = standing.pinned;
  return (
    <Step
      number={1}
      title={t("pack")}
      state={<Tag tone={pinned === null ? "warn" : "ok"}>{t(pinned === null ? "pack.none" : "pack.pinned")}</Tag>}
    >
      {pinned === null ? (
        <p className="muted">{t("pack.what")}</p>
      ) : (
        <p className="muted">
          <Foreign
            text={t("pack.facts", { county: pinned.county, version: pinned.campaignVersion, at: dates.instant(pinned.atMs) })}
          />
        </p>
      )}
      <PackImport takesOpened />
    </Step>
  );
}

function PaperStep({ standing }: Readonly<{ standing: TrustStateView }>) {
  const { t } = useTranslation("settings");
  const [, go] = useLocation();
  return (
    <Step number={2} title={t("paper")} state={undefined}>
      <p className="muted">{t("paper.what")}</p>
      <div>
        <div className="muted small">{t("ownCode", { device: standing.device })}</div>
        <div className="own-code">{standing.ownCode}</div>
      </div>
      <div className="row tight">
        <Button icon={<Icon name="person" size={16} />} onClick={() => go("/settings/liaison")}>
          {t("fillLiaison")}
        </Button>
        <Button icon={<Icon name="print" size={16} />} onClick={() => go("/paper/attachment1")}>
          {t("printAttachment1")}
        </Button>
      </div>
    </Step>
  );
}

function RequestStep({ standing }: Readonly<{ standing: TrustStateView }>) {
  const { t } = useTranslation("settings");
  const { start, result, running, problem } = useWork("request", query.trust.exportRequest.mutationOptions());
  return (
    <Step
      number={3}
      title={t("request")}
      state={<Tag tone={TONES[standing.enrolment]}>{t(`enrolment.${standing.enrolment}`)}</Tag>}
    >
      <p className="muted">{t(`request.what.${standing.enrolment}`)}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {result !== undefined && <RequestDone done={result} />}
      {standing.enrolment !== "approved" && standing.enrolment !== "revoked" && (
        <div>
          <PickButton
            icon="handIn"
            purpose="folder"
            title={t("request.folder")}
            confirm={t("exportHere")}
            loading={running}
            onPick={([folder]) => start({ folder })}
          >
            {t("exportRequest")}
          </PickButton>
        </div>
      )}
    </Step>
  );
}

function RequestDone({ done: { folder, files, liaison } }: Readonly<{ done: ResultOf<"request"> }>) {
  const { t } = useTranslation("settings");
  return (
    <div>
      <p className="all-well">
        <Icon name="tick" size={18} /> {t("request.done", { folder, file: files.map(({ name }) => name).join(t("request.and")) })}
      </p>
      <p className={liaison === "sent" || liaison === "known" ? "muted" : "warn-ink"}>{t(`request.liaison.${liaison}`)}</p>
    </div>
  );
}
