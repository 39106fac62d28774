// An update that was copied and checked: a button where the program can install it, else the steps for whoever may.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { UpdateState, WaitingUpdate } from "../../../../src-main/api/updates/contract.ts";
import { installsItself } from "../../../../src-main/domain/installed-as.ts";
import { saySize } from "../../../format/amounts.ts";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { hasInstaller, installUpdate } from "../../../rpc/install.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { shellQuoted } from "../trust/shell-quoted.ts";

type WaitingProps = Readonly<{ waiting: WaitingUpdate; state: Extract<UpdateState, { offered: true }> }>;

export function WaitingSheet({ waiting, state }: WaitingProps) {
  const { t } = useTranslation("updates");
  const client = useQueryClient();
  const discard = useMutation(
    query.updates.discard.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: query.updates.state.key() }),
    }),
  );
  const isAble = hasInstaller() && installsItself(state.installedAs);
  return (
    <Sheet title={t("waiting", { version: waiting.version })} beside={saySize(waiting.sizeBytes)}>
      <div className="stack">
        <p className="all-well" role="status">
          <Icon name="tick" size={18} /> {t("waiting.checked")}
        </p>
        {discard.isError && <ProblemNotice problem={problemOf(discard.error)} />}
        {isAble ? <InstallNow /> : <ByHand waiting={waiting} state={state} />}
        <div>
          <Button loading={discard.isPending} onClick={() => discard.mutate(undefined)}>
            {t("waiting.discard")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

function InstallNow() {
  const { t } = useTranslation("updates");
  const install = useMutation({ mutationFn: installUpdate });
  const problem = install.isError ? problemOf(install.error) : install.data;
  return (
    <>
      <p>{t("install.what")}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <div>
        <Button type="primary" loading={install.isPending} onClick={() => install.mutate()}>
          {t("install")}
        </Button>
      </div>
    </>
  );
}

/** `checkout` takes the installer of its system; the steps are those of that installer, and the sources stay as they are. */
function ByHand({ waiting, state }: WaitingProps) {
  const { t } = useTranslation("updates");
  const command = `sudo dpkg -i ${shellQuoted(waiting.path)}`;
  return (
    <>
      <p>{t(`byHand.${state.installedAs}`)}</p>
      <p>
        {t("byHand.file")} <code className="path">{waiting.path}</code>
      </p>
      {state.installedAs === "deb" && (
        <p>
          {t("byHand.command")} <code className="path">{command}</code>
        </p>
      )}
    </>
  );
}
