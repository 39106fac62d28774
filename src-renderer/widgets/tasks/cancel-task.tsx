// The button that stops long work.
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Task } from "../../../src-main/api/tasks/contract.ts";
import { query } from "../../rpc/api.ts";

export function CancelTask({ task: { task }, small = false }: Readonly<{ task: Task; small?: boolean }>) {
  const { t } = useTranslation("tasks");
  const cancel = useMutation(query.tasks.cancel.mutationOptions());
  return (
    <Button size={small ? "small" : "middle"} onClick={() => cancel.mutate({ task })}>
      {t("cancel")}
    </Button>
  );
}
