// Two further ways to a place that the list does not show: the system's own dialog in Electron, a typed or pasted path in a browser.
import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readTypedPath } from "../../../src-main/domain/typed-path.ts";
import { problemOf } from "../../rpc/failure.ts";
import { shellBridge } from "../../rpc/shell.ts";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

/** Never nothing: one folder, or one bundle and more. */
export type Picked = readonly [string, ...string[]];

type EntryProps = Readonly<{
  title: string;
  purpose: "folder" | "bundles";
  /** Where the person is now. */
  at: string | undefined;
  /** A folder to look into. */
  onGo: (path: string) => void;
  /** Bundles that the person named themselves. */
  onPick: (picked: Picked) => void;
}>;

export function PathEntry(props: EntryProps) {
  return shellBridge() === undefined ? <TypedPath {...props} /> : <Browse {...props} />;
}

const BUNDLE = /\.anbao(\.age|-backup)?$/i;

function TypedPath({ purpose, onGo, onPick }: EntryProps) {
  const { t } = useTranslation("folders");
  const [text, setText] = useState("");
  const [odd, setOdd] = useState(false);
  const open = (): void => {
    const path = readTypedPath(text);
    setOdd(path === undefined && text.trim() !== "");
    if (path === undefined) return;
    if (purpose === "bundles" && BUNDLE.test(path)) onPick([path]);
    else onGo(path);
  };
  return (
    <div className="picker-typed">
      <div className="row tight">
        <Input
          aria-label={t("typedPath")}
          aria-invalid={odd}
          placeholder={t("typedPath")}
          value={text}
          maxLength={4000}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={open}
        />
        <Button onClick={open}>{t("open")}</Button>
      </div>
      {odd && (
        <p className="bad-ink small" role="alert">
          {t("typedOdd")}
        </p>
      )}
    </div>
  );
}

function Browse({ title, purpose, at, onGo, onPick }: EntryProps) {
  const { t } = useTranslation("folders");
  const choose = useMutation({
    mutationFn: async () =>
      (await shellBridge()?.choose({
        request: purpose,
        title: title.slice(0, 100),
        ...(at !== undefined && { defaultPath: at }),
      })) ?? [],
    onSuccess: ([first, ...more]) => {
      if (first === undefined) return;
      if (purpose === "folder") onGo(first);
      else onPick([first, ...more]);
    },
  });
  return (
    <div className="picker-typed">
      <Button icon={<Icon name="folder" size={16} />} loading={choose.isPending} onClick={() => choose.mutate()}>
        {t("browse")}
      </Button>
      {choose.isError && <ProblemNotice problem={problemOf(choose.error)} />}
    </div>
  );
}
