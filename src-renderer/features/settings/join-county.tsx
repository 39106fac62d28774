// How this PC joins a county that exists: it asks, the first PC approves it by the code on this screen, and a person compares the
// county's code here.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CountyOffice } from "../../../src-main/api/contract/county.ts";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { FolderPicker } from "../../widgets/folder-picker.tsx";
import { OwnKey } from "../../widgets/own-key.tsx";
import { PackImport } from "./pack-import.tsx";
import { Step } from "./step.tsx";

export function JoinCounty({ office }: Readonly<{ office: CountyOffice }>) {
  const { t } = useTranslation("office");
  const isPinned = office.standing === "waiting";
  return (
    <div className="steps">
      <AskStep />
      <Step number={2} title={t("join.approve")} state={<Tag tone="warn">{t("join.notYet")}</Tag>}>
        <p className="muted">{t("join.approveWhat")}</p>
        <OwnKey code={office.ownCode} qrText={office.ownQr} />
      </Step>
      <Step
        number={3}
        title={t("join.take")}
        state={<Tag tone={isPinned ? "ok" : "warn"}>{t(isPinned ? "join.pinned" : "join.notPinned")}</Tag>}
      >
        <p className="muted">{t(isPinned ? "join.takeAgain" : "join.takeWhat")}</p>
        <PackImport isExchange />
      </Step>
    </div>
  );
}

function AskStep() {
  const { t } = useTranslation("office");
  const { trust } = useSession();
  const [picking, setPicking] = useState(false);
  const begin = useMutation(query.trust.exportRequest.mutationOptions());
  const task = useTask(begin.data?.task);
  const done = task?.result?.kind === "request" ? task.result : undefined;
  const problem = begin.isError ? problemOf(begin.error) : (task?.problem ?? undefined);
  const asked = done !== undefined || trust.enrolment === "requested";
  return (
    <Step
      number={1}
      title={t("join.ask")}
      state={<Tag tone={asked ? "ok" : "warn"}>{t(asked ? "join.asked" : "join.notAsked")}</Tag>}
    >
      <p className="muted">{t("join.askWhat")}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {done !== undefined && (
        <p className="all-well" role="status">
          <Icon name="tick" size={18} />{" "}
          <Foreign text={t("join.askDone", { folder: done.folder, file: done.files[0]?.name ?? "" })} />
        </p>
      )}
      <div>
        <Button
          icon={<Icon name="handIn" size={16} />}
          loading={begin.isPending || task?.state === "running"}
          onClick={() => setPicking(true)}
        >
          {t("join.export")}
        </Button>
      </div>
      {picking && (
        <FolderPicker
          purpose="folder"
          title={t("join.folder")}
          confirm={t("exportHere")}
          onCancel={() => setPicking(false)}
          onPick={([folder]) => {
            setPicking(false);
            if (folder !== undefined) begin.mutate({ folder });
          }}
        />
      )}
    </Step>
  );
}
