// 弹出U盘: offered where a drive was written to; what the system refuses is told with what to do instead.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

/** Nothing where the folder lies on a disk of the PC. */
export function EjectDrive({ folder }: Readonly<{ folder: string }>) {
  const { t } = useTranslation("folders");
  const drive = useQuery(query.system.driveOf.queryOptions({ input: { path: folder }, staleTime: 0 }));
  const eject = useMutation(query.system.eject.mutationOptions());
  if (eject.isSuccess) {
    return (
      <p className="all-well" role="status">
        <Icon name="tick" size={18} /> {t("ejected", { drive: visibleText(eject.data.name) })}
      </p>
    );
  }
  if (drive.data?.removable !== true) return null;
  return (
    <div className="stack tight">
      {eject.isPending && drive.data.byHand && (
        <p className="muted" role="status">
          {t("ejectByHand", { drive: visibleText(drive.data.name) })}
        </p>
      )}
      {eject.isError && <ProblemNotice problem={problemOf(eject.error)} />}
      <div>
        <Button icon={<Icon name="drive" size={16} />} loading={eject.isPending} onClick={() => eject.mutate({ path: folder })}>
          {t("eject")}
        </Button>
      </div>
    </div>
  );
}
