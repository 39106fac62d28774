// 复制诊断信息: what whoever maintains the program asks for, without names, records and PIN.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { shellBridge } from "../../rpc/shell.ts";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

/** @returns the text where this window may not write to the clipboard: it is then shown to be marked. */
async function copyDiagnostics(): Promise<string | null> {
  const shell = shellBridge();
  if (shell !== undefined) return shell.copyDiagnostics().then(() => null);
  const { text } = await api.settings.diagnostics();
  return navigator.clipboard.writeText(text).then(
    () => null,
    () => text,
  );
}

export function CopyDiagnostics() {
  const { t } = useTranslation("settings");
  const copy = useMutation({ mutationFn: copyDiagnostics });
  return (
    <Sheet title={t("diagnostics.title")}>
      <div className="stack">
        <p className="muted">{t("diagnostics.what")}</p>
        {copy.isError && <ProblemNotice problem={problemOf(copy.error)} />}
        {copy.data === null && <Note tone="ok">{t("diagnostics.copied")}</Note>}
        {typeof copy.data === "string" && <pre className="diagnostics">{copy.data}</pre>}
        <div>
          <Button icon={<Icon name="file" size={16} />} loading={copy.isPending} onClick={() => copy.mutate()}>
            {t("diagnostics.copy")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
