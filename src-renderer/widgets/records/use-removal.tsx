// Deleting a record: asked first, and taken back at once from the message that says so.
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { useProblemClauses } from "../../ui/problem-notice.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

/** Long enough to read it and to reach the button. */
const SHOWN_SECONDS = 12;

export type Removed = Readonly<{ kind: string; record: string; title: string }>;

/** Says what was done, with 撤销 in the message. @returns a way to take the message away. */
export function useSayUndoable(): (words: string, undo: () => void) => () => void {
  const { t } = useTranslation("activities");
  const { message } = App.useApp();
  return (words, undo) => {
    const close = message.open({
      type: "success",
      duration: SHOWN_SECONDS,
      content: (
        <>
          {words}
          <Button type="link" size="small" onClick={() => (close(), undo())}>
            {t("undo")}
          </Button>
        </>
      ),
    });
    return close;
  };
}

/** Says that a record is deleted; 撤销 brings it back. */
export function useSayRemoved(): (removed: Removed) => void {
  const { t } = useTranslation("activities");
  const { message } = App.useApp();
  const say = useSayUndoable();
  const clauses = useProblemClauses();
  const restore = useMutation(query.deleted.restore.mutationOptions());
  const fail = (cause: unknown): void => {
    const { first, rest } = clauses(problemOf(cause));
    void message.error(first + rest);
  };
  return ({ title, ...key }) =>
    void say(t("removed", { title: visibleText(title) }), () => void restore.mutateAsync(key).catch(fail));
}

/** The question before a record is deleted. */
export function useAskRemoval(): (remove: () => Promise<unknown>) => void {
  const { t } = useTranslation("activities");
  const { modal } = App.useApp();
  return (remove) =>
    void modal.confirm({
      title: t("removeAsk"),
      content: t("removeWhat"),
      okText: t("remove"),
      okButtonProps: { danger: true },
      onOk: () => remove().catch(() => undefined),
    });
}
