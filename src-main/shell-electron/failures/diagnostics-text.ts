// The text of 复制诊断信息: the shell's own facts and what the data side tells. Pure.

/** `graphics`: as Electron's `app.getGPUFeatureStatus()` says. */
export type ShellFacts = Readonly<{
  program: string;
  versions: Readonly<Record<string, string | undefined>>;
  platform: string;
  arch: string;
  display: string;
  usesGraphicsCard: boolean;
  graphics: Readonly<Record<string, unknown>>;
  displays: readonly Readonly<{ width: number; height: number; scale: number }>[];
}>;

/** @param dataLines of the data side, or why there are none: it has gone, or does not answer in time. */
export function diagnosticsText(facts: ShellFacts, dataLines: readonly string[] | "failed" | "late"): string {
  const { electron = "-", chrome = "-", node = "-" } = facts.versions;
  return [
    `anbao ${facts.program}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${facts.platform} ${facts.arch}, display ${facts.display}, screens ${facts.displays.map(sayDisplay).join(" ") || "-"}`,
    `graphics ${facts.usesGraphicsCard ? "on" : "off"}: ${sayGraphics(facts.graphics)}`,
    ...(typeof dataLines === "string" ? [`data side: does not answer (${dataLines})`] : dataLines),
  ].join("\n");
}

function sayDisplay({ width, height, scale }: ShellFacts["displays"][number]): string {
  return `${width}×${height}@${scale}`;
}

function sayGraphics(status: Readonly<Record<string, unknown>>): string {
  return Object.entries(status)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ");
}
