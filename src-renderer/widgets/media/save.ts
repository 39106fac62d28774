// Everything that is saved goes through here: in Electron by the system's dialog and the data side, in a browser by its own download.
import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import type { ProblemData } from "../../../src-main/api/contract-parts.ts";
import type { Saved, SaveRequest } from "../../../src-main/api/uploads/contract.ts";
import { problemOf } from "../../rpc/failure.ts";
import { shellBridge } from "../../rpc/shell.ts";
import { visibleText } from "../../ui/visible-text.tsx";

/** A link of this run to what the data side holds, or a text of this page; under the name asked for. */
export type Saving = Readonly<{ name: string } & ({ url: string } | { text: string })>;

const SECONDS_SHOWN = 8;

/** Saves, and says where it lies; `problem` is why it does not. */
export function useSave(): Readonly<{ save: (what: Saving) => void; busy: boolean; problem: ProblemData | undefined }> {
  const { t } = useTranslation("common");
  const { message } = App.useApp();
  const run = useMutation({
    mutationFn: saveAway,
    onSuccess: (saved) => {
      if (saved.kind === "saved") void message.success(t("savedAs", { path: visibleText(saved.path) }), SECONDS_SHOWN);
    },
  });
  const refused = run.data?.kind === "refused" ? run.data.problem : undefined;
  return { save: run.mutate, busy: run.isPending, problem: run.isError ? problemOf(run.error) : refused };
}

/** A browser says itself where a download lies: nothing is to be told then. */
async function saveAway(what: Saving): Promise<Saved> {
  const bridge = shellBridge();
  if (bridge !== undefined) return bridge.save(requestOf(what));
  download(what);
  return { kind: "cancelled" };
}

/** What the shell is asked for: the data side knows a medium by its hash, which ends its address. */
function requestOf(what: Saving): SaveRequest {
  const name = what.name.slice(0, 255);
  if ("text" in what) return { what: "text", name, text: what.text };
  return { what: "media", sha256: new URL(what.url, window.location.href).pathname.split("/").at(-1) ?? "", name };
}

const KEPT_MS = 10_000;

function download(what: Saving): void {
  const made = "text" in what ? URL.createObjectURL(new Blob([what.text], { type: "text/plain;charset=utf-8" })) : undefined;
  const link = document.createElement("a");
  link.href = "url" in what ? namedUrl(what.url, what.name) : (made ?? "");
  link.download = what.name;
  link.click();
  if (made !== undefined) window.setTimeout(() => URL.revokeObjectURL(made), KEPT_MS);
}

/** The data side's answer names the file, whatever the link says: it is told under which name this screen shows it. */
function namedUrl(url: string, name: string): string {
  const named = new URL(url, window.location.href);
  named.searchParams.set("name", name);
  return named.href;
}
