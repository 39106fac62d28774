// A file that was opened by a double click goes to the screen that reads it: bundles to 收件, or to where a unit reads them; a backup is
// restored only after a question.
import { Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Ready } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";
import { useSession } from "../../rpc/context.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { RestoreTask, useRestore } from "../../widgets/tasks/restore-task.tsx";
import { useOpened, type Opened } from "../../widgets/tasks/use-opened.ts";
import { bundlePlace } from "../rail-items.ts";

export function OpenedFile() {
  const backup = useOpened("backup");
  useGoToBundle(useSession());
  return backup === undefined ? null : <RestoreOpened key={backup.file.id} opened={backup} />;
}

/** The screen itself takes the file when it is there. */
function useGoToBundle({ role, trust }: Ready): void {
  const [, go] = useLocation();
  const id = useOpened("bundle")?.file.id;
  const place = bundlePlace(role, trust.pinned);
  useEffect(() => {
    if (id !== undefined) go(place);
  }, [id, place, go]);
}

function RestoreOpened({ opened }: Readonly<{ opened: Opened }>) {
  const { t } = useTranslation("frame");
  const restore = useRestore(query.session.restore.mutationOptions());
  return (
    <Modal
      open
      title={t("opened.backup")}
      okText={t("opened.restore")}
      cancelText={t("opened.leave")}
      confirmLoading={restore.running}
      onOk={() => restore.start({ file: { from: "path", path: opened.file.path } })}
      onCancel={opened.done}
    >
      <p>{t("opened.backupWhat", { name: visibleText(opened.file.name) })}</p>
      <RestoreTask restore={restore} />
    </Modal>
  );
}
