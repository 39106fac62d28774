// What the program found out about a folder before it writes there: format, room, the largest file, how fast; or why it cannot.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Preflight } from "../../../src-main/api/surroundings/contract.ts";
import { saySize } from "../../format/amounts.ts";
import { query } from "../../rpc/api.ts";
import { problemOf } from "../../rpc/failure.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useSayLeft } from "../tasks/task-words.tsx";

/** What people call the formats that systems have names of their own for. */
const FORMATS: Readonly<Record<string, string>> = {
  vfat: "FAT32",
  msdos: "FAT32",
  fat32: "FAT32",
  exfat: "exFAT",
  ntfs: "NTFS",
  ntfs3: "NTFS",
  apfs: "APFS",
};

/** The format of a drive as it is called on its box; as the system calls it where that is no common one; nothing where it hides it. */
export function sayFormat(fileSystem: string | null): string {
  if (fileSystem === null || fileSystem === "fuseblk" || fileSystem === "tmpfs") return "";
  return FORMATS[fileSystem.toLowerCase()] ?? fileSystem;
}

/** One line of facts below the list of folders, or the problem in full. `neededBytes` 0: not known. */
export function DriveFacts({ path, neededBytes }: Readonly<{ path: string; neededBytes: number }>) {
  const { t } = useTranslation("folders");
  const left = useSayLeft();
  const found = useQuery(query.system.preflight.queryOptions({ input: { path, neededBytes }, staleTime: 0, gcTime: 0 }));
  if (found.isError) return <ProblemNotice problem={problemOf(found.error)} />;
  if (found.data === undefined) return <p className="muted small picker-facts">{t("checking")}</p>;
  if (found.data.problem !== null) return <ProblemNotice problem={found.data.problem} />;
  return (
    <p className="small picker-facts" aria-live="polite">
      {[t("mayWrite"), ...factsOf(found.data, neededBytes, t, left)].filter((part) => part !== "").join(" · ")}
    </p>
  );
}

type Say = (key: string, values: Record<string, string | number>) => string;

function factsOf(found: Preflight, neededBytes: number, t: Say, left: (leftMs: number) => string): readonly string[] {
  const { fileSystem, freeBytes, mostFileBytes, bytesPerSecond } = found;
  const leftMs = bytesPerSecond === null || neededBytes === 0 ? undefined : (neededBytes * 2000) / Math.max(1, bytesPerSecond);
  return [
    sayFormat(fileSystem),
    freeBytes === null ? "" : t("free", { size: saySize(freeBytes) }),
    mostFileBytes === null ? "" : t("mostFile", { size: saySize(mostFileBytes) }),
    bytesPerSecond === null ? "" : t("speed", { rate: saySize(bytesPerSecond) }),
    leftMs === undefined ? "" : left(leftMs),
  ];
}
