// Taking in the county's pack. Its key is never shown: the code is typed from the printed notice and compared by the program.
import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InspectedPack } from "../../../../src-main/api/trust/contract.ts";
import { api, query } from "../../../rpc/api.ts";
import { useDates } from "../../../rpc/context.tsx";
import { problemOf } from "../../../rpc/failure.ts";
import { Icon } from "../../../ui/icons.tsx";
import { KeyCodeInput, wrongGroup } from "../../../ui/input/key-code-input.tsx";
import { Note } from "../../../ui/note.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Foreign } from "../../../ui/visible-text.tsx";
import { PickButton } from "../../../widgets/drives/pick-button.tsx";
import { useGivenFiles } from "../../../widgets/media/use-given-files.ts";
import { useTakeOpened } from "../../../widgets/tasks/use-opened.ts";

type ImportProps = Readonly<{
  /** The code is typed anew, whoever is trusted already: the county changed its key. */
  asksCode?: boolean;
  /** At a PC of the county, which takes in the exchange of another one. */
  isExchange?: boolean;
  /** Whether a bundle that was opened by a double click is read here. */
  takesOpened?: boolean;
}>;

export function PackImport({ asksCode = false, isExchange = false, takesOpened = false }: ImportProps) {
  const { t } = useTranslation("settings");
  const file = useRef<HTMLInputElement>(null);
  const [pack, setPack] = useState<InspectedPack>();
  const { give } = useGivenFiles();
  const inspect = useMutation({
    mutationFn: async (picked: string | File) => {
      if (typeof picked === "string") return inspectAt(picked);
      const [source] = await give([picked]);
      return source === undefined ? undefined : api.trust.inspectPack({ source, name: picked.name });
    },
    onSuccess: setPack,
  });
  useTakeOpened((path) => inspect.mutate(path), takesOpened && !inspect.isPending && pack === undefined);
  const readsPath = inspect.isPending && typeof inspect.variables === "string";
  const readsFile = inspect.isPending && typeof inspect.variables !== "string";
  return (
    <>
      <div className="row tight">
        <PickButton
          icon="drive"
          purpose="bundles"
          title={t(isExchange ? "pack.pickExchange" : "pack.pick")}
          confirm={t("pack.pickConfirm")}
          loading={readsPath}
          onPick={([path]) => inspect.mutate(path)}
        >
          {t("pack.fromDrive")}
        </PickButton>
        <Button icon={<Icon name="file" size={16} />} loading={readsFile} onClick={() => file.current?.click()}>
          {t("pack.fromFile")}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".anbao,.age"
          aria-label={t("pack.fromFile")}
          onChange={(event) => {
            const picked = event.target.files?.[0];
            if (picked !== undefined) inspect.mutate(picked);
            event.target.value = "";
          }}
        />
      </div>
      {inspect.isError && <ProblemNotice problem={problemOf(inspect.error)} />}
      {pack !== undefined && (
        <TakePack pack={pack} asksCode={asksCode} isExchange={isExchange} onClose={() => setPack(undefined)} />
      )}
    </>
  );
}

function inspectAt(path: string): Promise<InspectedPack> {
  return api.trust.inspectPack({ source: { from: "path", path }, name: path.split(/[/\\]/).at(-1) ?? path });
}

type TakeProps = Required<Omit<ImportProps, "takesOpened">> & Readonly<{ pack: InspectedPack; onClose: () => void }>;

function TakePack({ pack, asksCode, isExchange, onClose }: TakeProps) {
  const { t } = useTranslation("settings");
  const [code, setCode] = useState("");
  const take = useMutation(query.trust.takePack.mutationOptions({ onSuccess: onClose }));
  const needsCode = asksCode || pack.state === "needs-code" || pack.state === "foreign";
  const isOther = take.isError && problemOf(take.error).code === "root-replaces";
  const [replace, setReplace] = useState(asksCode);
  const submit = (): void => take.mutate({ pack: pack.pack, code: needsCode ? code : null, replace });
  const wrong = wrongGroup(code);
  return (
    <Modal
      open
      width={680}
      title={t(isExchange ? "take.titleExchange" : "take.title")}
      okText={t(needsCode ? "take.pin" : "take.update")}
      confirmLoading={take.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="stack">
        <PackFacts pack={pack} />
        {(pack.state === "foreign" || pack.state === "ended" || pack.state === "older") && (
          <Note tone="warn">{t(`take.${pack.state}`)}</Note>
        )}
        {!needsCode && pack.state === "update" && <Note tone="ok">{t("take.known")}</Note>}
        {needsCode && (
          <>
            <Note tone="accent">{t("take.codeWhat")}</Note>
            <KeyCodeInput
              value={code}
              onChange={setCode}
              groupLabel={(group) => t("codeGroup", { group })}
              scanLabel={t("codeScanned")}
              onEnter={submit}
            />
            {wrong !== undefined && <p className="bad-ink">{t("codeGroupWrong", { group: wrong })}</p>}
          </>
        )}
        {(isOther || replace) && !asksCode && (
          <Checkbox checked={replace} onChange={(event) => setReplace(event.target.checked)}>
            {t("take.replace")}
          </Checkbox>
        )}
        {asksCode && <Note tone="warn">{t("take.replaceWhat")}</Note>}
        {take.isError && <ProblemNotice problem={problemOf(take.error)} />}
      </div>
    </Modal>
  );
}

/** The file, and what it says of itself. */
function PackFacts({ pack: { fileName, claims } }: Readonly<{ pack: InspectedPack }>) {
  const { t } = useTranslation("settings");
  const dates = useDates();
  const { county, number, madeAtMs } = claims;
  return (
    <dl className="facts">
      <dt>{t("take.file")}</dt>
      <dd>
        <Foreign text={fileName} />
      </dd>
      <dt>{t("take.claims")}</dt>
      <dd>
        <Foreign text={t("take.claimsFacts", { county, number, at: dates.instant(madeAtMs) })} />
      </dd>
    </dl>
  );
}
