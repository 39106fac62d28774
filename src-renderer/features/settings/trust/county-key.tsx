// The county's own key: its code goes onto the printed notice; its pack goes to the units on a drive.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Loading } from "../../../ui/loading.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { useSave } from "../../../widgets/media/save.ts";
import { useWork } from "../../../widgets/tasks/use-work.ts";
import { WriteTo } from "../../../widgets/tasks/write-to.tsx";
import { OwnKey } from "../../../widgets/trust/own-key.tsx";
import { JoinCounty } from "./join-county.tsx";
import { OfficePcs } from "./office-pcs.tsx";
import { RootDoubts } from "./root-doubts.tsx";
import { EVERYONE, PackTarget } from "./pack-target.tsx";

export function CountyKey() {
  const { t } = useTranslation("settings");
  const office = useQuery(query.county.office.queryOptions());
  if (office.isError) return <ProblemNotice problem={problemOf(office.error)} />;
  if (office.data === undefined) return <Loading />;
  const { standing } = office.data;
  const isRoot = standing === "root";
  if (standing === "unpinned" || standing === "waiting") return <JoinCounty office={office.data} />;
  return (
    <div className="stack">
      <RootDoubts doubts={office.data} />
      <Sheet title={t(isRoot ? "county.code" : "county.ownCode")}>
        <div className="stack">
          <p className="muted">{t(isRoot ? "county.codeWhat" : "county.ownCodeWhat")}</p>
          <OwnKey code={office.data.ownCode} qrText={office.data.ownQr} />
        </div>
      </Sheet>
      <OfficePcs office={office.data} />
      <PackSheet />
      <Signers />
    </div>
  );
}

/** Handing out the campaign: to all units, or to one of them. */
function PackSheet() {
  const { t } = useTranslation("settings");
  const { start, result, ...work } = useWork("pack", query.enrolment.exportPack.mutationOptions());
  const [target, setTarget] = useState(EVERYONE);
  return (
    <Sheet title={t("county.pack")}>
      <div className="stack">
        <p className="muted">{t("county.packWhat")}</p>
        <PackTarget target={target} onChange={setTarget} />
        <WriteTo
          work={work}
          type="primary"
          icon="pack"
          label={t("county.exportPack")}
          title={t("county.packFolder")}
          confirm={t("exportHere")}
          onFolder={(folder) => start({ folder, ...(target !== EVERYONE && { unit: target }) })}
        >
          {result !== undefined && (
            <p className="all-well">
              <Icon name="tick" size={18} /> {t("county.packDone", { folder: result.folder, count: result.files.length })}
            </p>
          )}
        </WriteTo>
      </div>
    </Sheet>
  );
}

/** The list that an inspector checks bundles against, without this program. */
function Signers() {
  const { t } = useTranslation("settings");
  const { save, busy, problem } = useSave();
  const list = useMutation(
    query.enrolment.signers.mutationOptions({ onSuccess: ({ url }) => save({ url, name: "allowed_signers" }) }),
  );
  return (
    <Sheet title={t("county.signers")}>
      <div className="stack">
        <p className="muted">{t("county.signersWhat")}</p>
        {list.isError && <ProblemNotice problem={problemOf(list.error)} />}
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <div>
          <Button icon={<Icon name="download" size={16} />} loading={list.isPending || busy} onClick={() => list.mutate({})}>
            {t("county.exportSigners")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
