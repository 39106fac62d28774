// Gaps as a person says them: “三号电脑缺第4包”.
import type { DeviceGap } from "../usecases/receipts/gaps.ts";

/** One sentence for every PC whose bundles are not all here; what needs nothing is said to need nothing. */
export function gapLines(gaps: readonly DeviceGap[]): readonly string[] {
  return gaps.map(({ unitName, device, lacking, lackingEntries, unseen }) => {
    const numbers = unseen.length === 0 ? "" : `第${unseen.join("、")}包`;
    if (lacking.length === 0) return `${unitName} ${device}：没有见到${numbers}，内容已由后来的包补齐`;
    return `${unitName} ${device}缺${numbers === "" ? " " : `${numbers}，共缺 `}${lackingEntries} 条`;
  });
}
