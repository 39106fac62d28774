// How this PC joins a county that exists: it asks, the first PC approves it by the code on this screen, and a person compares the
// county's code here.
import { useTranslation } from "react-i18next";
import type { CountyOffice } from "../../../../src-main/api/county/contract.ts";
import { query } from "../../../rpc/api.ts";
import { useSession } from "../../../rpc/context.tsx";
import { Tag } from "../../../ui/tag.tsx";
import { useWork } from "../../../widgets/tasks/use-work.ts";
import { WriteTo } from "../../../widgets/tasks/write-to.tsx";
import { OwnKey } from "../../../widgets/trust/own-key.tsx";
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
  const { start, result, ...work } = useWork("request", query.trust.exportRequest.mutationOptions());
  const asked = result !== undefined || trust.enrolment === "requested";
  return (
    <Step
      number={1}
      title={t("join.ask")}
      state={<Tag tone={asked ? "ok" : "warn"}>{t(asked ? "join.asked" : "join.notAsked")}</Tag>}
    >
      <p className="muted">{t("join.askWhat")}</p>
      <WriteTo
        work={work}
        done={result && t("join.askDone", { folder: result.folder, file: result.files[0]?.name ?? "" })}
        icon="handIn"
        label={t("join.export")}
        title={t("join.folder")}
        confirm={t("exportHere")}
        onFolder={(folder) => start({ folder })}
      />
    </Step>
  );
}
