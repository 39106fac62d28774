// 电话确认收到: the code that the county reads out is typed and compared; this screen never shows the one that is expected.
import { useMutation } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

export function ConfirmCode({ bundleNumber }: Readonly<{ bundleNumber: number }>) {
  const { t } = useTranslation("receipts");
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState("");
  const confirm = useMutation(query.receipts.confirm.mutationOptions({ onSuccess: () => setOpen(false) }));
  const send = (): void => confirm.mutate({ bundleNumber, code });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("confirm")}
      </Button>
      <Modal
        open={open}
        title={t("confirmTitle", { number: bundleNumber })}
        okText={t("confirmNow")}
        confirmLoading={confirm.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <div className="stack">
          <p className="muted">{t("confirmWhat")}</p>
          <Input
            autoFocus
            className="typed-code"
            aria-label={t("code")}
            placeholder="0000 0000 0000 0000"
            maxLength={60}
            autoComplete="off"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPressEnter={send}
          />
          {confirm.isError && <ProblemNotice problem={problemOf(confirm.error)} />}
        </div>
      </Modal>
    </>
  );
}
