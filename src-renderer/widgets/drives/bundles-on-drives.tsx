// Bundles for this county on drives that are plugged in: how many, of whom; looking through them is one button away.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { WaitingBundles } from "../../../src-main/api/inbox/contract.ts";
import { query } from "../../rpc/api.ts";
import { Icon } from "../../ui/icons.tsx";
import { Sheet } from "../../ui/page.tsx";
import { visibleText } from "../../ui/visible-text.tsx";

type OnDrivesProps = Readonly<{ action: string; busy?: boolean; onOpen: (path: string) => void }>;

export function BundlesOnDrives({ action, busy = false, onOpen }: OnDrivesProps) {
  const { t } = useTranslation("inbox");
  const waiting = useQuery(query.inbox.waiting.queryOptions({ staleTime: 0 }));
  return (waiting.data ?? []).map((found) => (
    <Sheet
      key={found.path}
      className="on-drive"
      title={t("onDrive", { drive: visibleText(found.drive), count: found.bundles.length })}
      actions={
        <Button type="primary" icon={<Icon name="inbox" size={16} />} loading={busy} onClick={() => onOpen(found.path)}>
          {action}
        </Button>
      }
    >
      <p className="muted">{sayWhose(found, t)}</p>
    </Sheet>
  ));
}

type Say = (key: string, values: Record<string, string | number>) => string;

const MOST_NAMED = 5;

/** 城关镇 第2、3包，骆驼城镇 第1包 等。另有 3 个已导入过，1 个读不了。 */
function sayWhose({ bundles, read, unreadable, capped }: WaitingBundles, t: Say): string {
  const mark = t("listMark", { ns: "common" });
  const units = [...Map.groupBy(bundles, (bundle) => bundle.unitName)];
  const named = units
    .slice(0, MOST_NAMED)
    .map(([name, list]) => t("onDrive.unit", { name: visibleText(name), numbers: list.map((one) => one.number).join(mark) }));
  const list = named.join(t("onDrive.comma", {}));
  const more = [
    read === 0 ? "" : t("onDrive.read", { count: read }),
    unreadable === 0 ? "" : t("onDrive.unreadable", { count: unreadable }),
    capped ? t("onDrive.capped", {}) : "",
  ].filter((part) => part !== "");
  const whose = named.length === 0 ? "" : t(units.length > MOST_NAMED ? "onDrive.andOthers" : "onDrive.these", { list });
  return [whose, ...more].join("");
}
