// Moving the county's key: what it means, the typed code, and the reason. Neither can be undone.
import { useMutation } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../../rpc/api.ts";
import { problemOf } from "../../../rpc/failure.ts";
import { KeyCodeInput, wrongGroup } from "../../../ui/input/key-code-input.tsx";
import { Note } from "../../../ui/note.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";

/** Handed over by the PC that holds it, or taken over because that PC is lost. */
export type Move = "hand-over" | "take-over";

export function MoveRoot({ move, onClose }: Readonly<{ move: Move; onClose: () => void }>) {
  const { t } = useTranslation("office");
  const [code, setCode] = useState("");
  const [reason, setReason] = useState("");
  const handOver = useMutation(query.county.handOver.mutationOptions({ onSuccess: onClose }));
  const takeOver = useMutation(query.county.takeOver.mutationOptions({ onSuccess: onClose }));
  const mutation = move === "hand-over" ? handOver : takeOver;
  const wrong = wrongGroup(code);
  /** What was wrong before is not said of what is typed now. */
  const typed = (change: () => void): void => {
    mutation.reset();
    change();
  };
  const submit = (): void => mutation.mutate({ code, reason: reason.trim() });
  return (
    <Modal
      open
      width={680}
      title={t(`${move}.title`)}
      okText={t(`${move}.do`)}
      okButtonProps={{ danger: true }}
      confirmLoading={mutation.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="stack">
        <Note tone="warn">
          <ul className="plain-list">
            {[1, 2, 3].map((line) => (
              <li key={line}>{t(`${move}.means${line}`)}</li>
            ))}
          </ul>
        </Note>
        <p>{t(`${move}.code`)}</p>
        <KeyCodeInput
          value={code}
          onChange={(next) => typed(() => setCode(next))}
          groupLabel={(group) => t("codeGroup", { group })}
          scanLabel={t("codeScanned")}
          onEnter={() => undefined}
        />
        {wrong !== undefined && <p className="bad-ink">{t("codeGroupWrong", { group: wrong })}</p>}
        <Input
          value={reason}
          maxLength={200}
          placeholder={t(`${move}.reason`)}
          aria-label={t(`${move}.reason`)}
          onChange={({ target }) => typed(() => setReason(target.value))}
        />
        {mutation.isError && <ProblemNotice problem={problemOf(mutation.error)} />}
      </div>
    </Modal>
  );
}
