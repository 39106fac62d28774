// 程序更新: what runs, what waits to be installed, and the two places where a newer one may come from.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UpdateState } from "../../../../src-main/api/updates/contract.ts";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { setUpdateAddress } from "../../../rpc/update-address.ts";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { PickButton } from "../../../widgets/drives/pick-button.tsx";
import { UpdateLook } from "./update-look.tsx";
import { WaitingSheet } from "./waiting-update.tsx";

export type Offered = Extract<UpdateState, { offered: true }>;

export function UpdateSettings() {
  const state = useQuery(query.updates.state.queryOptions({ staleTime: 0 }));
  if (state.isError) return <ProblemNotice problem={problemOf(state.error)} />;
  if (state.data?.offered !== true) return null;
  return (
    <div className="stack updates">
      <RunningSheet state={state.data} />
      {state.data.waiting !== null && <WaitingSheet waiting={state.data.waiting} state={state.data} />}
      <AddressSheet key={state.data.address} address={state.data.address} />
      <FolderSheet />
    </div>
  );
}

function RunningSheet({ state }: Readonly<{ state: Offered }>) {
  const { t } = useTranslation("updates");
  return (
    <Sheet title={t("running")}>
      <dl className="facts">
        <dt>{t("version")}</dt>
        <dd>{state.version}</dd>
        <dt>{t("system")}</dt>
        <dd>{`${t(`platform.${state.platform}`)} · ${state.processor} · ${t(`as.${state.installedAs}`)}`}</dd>
      </dl>
    </Sheet>
  );
}

function AddressSheet({ address }: Readonly<{ address: string }>) {
  const { t } = useTranslation("updates");
  const client = useQueryClient();
  const [typed, setTyped] = useState(address);
  const set = useMutation({
    mutationFn: setUpdateAddress,
    onSuccess: () => client.invalidateQueries({ queryKey: query.updates.state.key() }),
  });
  const refused = set.data?.kind === "refused" ? set.data.problem : undefined;
  const problem = set.isError ? problemOf(set.error) : refused;
  return (
    <Sheet title={t("fromAddress")} beside={address === "" ? t("address.none") : undefined}>
      <div className="stack">
        <p className="muted">{t("address.what")}</p>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <div className="row tight">
          <Input
            aria-label={t("address")}
            placeholder={t("address.example")}
            value={typed}
            maxLength={500}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={() => set.mutate(typed)}
          />
          <Button disabled={typed.trim() === address} loading={set.isPending} onClick={() => set.mutate(typed)}>
            {t("address.save")}
          </Button>
        </div>
        {address !== "" && <UpdateLook from={{ from: "address" }} look={t("check")} take={t("download")} />}
      </div>
    </Sheet>
  );
}

function FolderSheet() {
  const { t } = useTranslation("updates");
  const [path, setPath] = useState<string>();
  return (
    <Sheet title={t("fromFolder")}>
      <div className="stack">
        <p className="muted">{t("folder.what")}</p>
        <div>
          <PickButton
            icon="drive"
            purpose="look"
            title={t("folder.title")}
            confirm={t("folder.here")}
            onPick={([folder]) => setPath(folder)}
          >
            {t("folder.pick")}
          </PickButton>
        </div>
        {path !== undefined && (
          <UpdateLook key={path} from={{ from: "folder", path }} look={t("lookAgain")} take={t("copy")} at={path} />
        )}
      </div>
    </Sheet>
  );
}
