// Which checks the notes about photos say already, so that nothing is said twice on the form: only the 说明 is left to be written there.
import type { Finding, MediaItem, MediaNote } from "../../../../src-main/api/contract-parts.ts";
import { useCampaign } from "../../../rpc/context.tsx";

type Reason = MediaNote["note"];

const REASONS_OF: Readonly<Record<string, readonly Reason[]>> = {
  "reused-media": ["same-file"],
  "similar-media": ["similar"],
  "media-cut-off": ["cut-off"],
  "media-apart": ["other-week", "taken-outside", "taken-elsewhere"],
};

/** `said`: one finding of each check by the first of its reasons that a note gives; `unsaid`: what no note says. */
export type FindingsSaid = Readonly<{ said: ReadonlyMap<Reason, readonly Finding[]>; unsaid: readonly Finding[] }>;

/** What was put away (不再提示) is no note, and its finding stands as any other. */
export function useFindingsSaid(findings: readonly Finding[], items: readonly MediaItem[]): FindingsSaid {
  const structural = new Map(useCampaign().checks.map(({ id, structural: name }) => [id, name]));
  const noted = new Set(items.flatMap(({ notes }) => notes.map(({ note }) => note)));
  const reasonOf = ({ check }: Finding): Reason | undefined =>
    REASONS_OF[structural.get(check) ?? ""]?.find((reason) => noted.has(reason));
  const unsaid = findings.filter((finding) => reasonOf(finding) === undefined);
  const said = new Map<Reason, Finding[]>();
  for (const finding of findings) {
    const reason = reasonOf(finding);
    const before = reason === undefined ? [] : (said.get(reason) ?? []);
    if (reason !== undefined && before.every(({ check }) => check !== finding.check)) said.set(reason, [...before, finding]);
  }
  return { said, unsaid };
}
