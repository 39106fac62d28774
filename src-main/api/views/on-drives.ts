// What lies on the plugged-in drives for this office, as the cards of the home screen and of 收件 show it.
import { UNWATCHED, type Needs } from "../../usecases/workspace.ts";
import { receiptNews, type ReceiptNewsNeeds } from "../../usecases/receipts/receipt-news.ts";
import {
  isOfOwnUnit,
  waitingBundles,
  type Waiting,
  type WaitingBundlesNeeds,
} from "../../usecases/receiving/bundles/waiting-bundles.ts";
import type { WaitingBundles } from "../inbox/contract.ts";
import type { WaitingReceipts } from "../receipts/contract.ts";
import type { FolderRootView, Host } from "../host.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";

type Looked = Readonly<{ drive: FolderRootView; waiting: Waiting }>;

/** Removable drives that hold something for this office; one that is pulled out meanwhile holds nothing. */
async function lookAtEach(ws: WaitingBundlesNeeds, host: Host, signal: AbortSignal | undefined): Promise<readonly Looked[]> {
  const drives = (await host.folders.roots()).filter((root) => root.kind === "removable");
  const looked: Looked[] = [];
  for (const drive of drives) looked.push({ drive, waiting: await waitingBundles(ws, drive.path, signal ?? UNWATCHED.signal) });
  return looked;
}

/** At a unit: receipts, packs and returns of the county, and hand-ins of the unit's other PCs. */
export async function receiptsOnDrives(
  ws: ReceiptNewsNeeds & WaitingBundlesNeeds & Needs<FactReader>,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<WaitingReceipts[]> {
  if (ws.store.facts().role !== "unit") return [];
  const shown: WaitingReceipts[] = [];
  for (const { drive, waiting } of await lookAtEach(ws, host, signal)) {
    const files = [...waiting.bundles, ...waiting.unreadable.map((path) => ({ path, fileName: nameOf(path) }))];
    if (files.length === 0) continue;
    const ofUnit = waiting.bundles.filter(isOfOwnUnit);
    const ofCounty = waiting.bundles.filter((bundle) => !isOfOwnUnit(bundle));
    const { received, held, unused, returned, campaign } = await receiptNews(ws, ofCounty);
    shown.push({
      drive: drive.name,
      path: drive.path,
      files: files.map(({ path, fileName }) => ({ path, fileName })),
      pcs: [...Map.groupBy(ofUnit, ({ device }) => device)].map(([device, list]) => ({
        device,
        numbers: [...new Set(list.map(({ number }) => number))],
      })),
      ofCounty: files.length > ofUnit.length,
      received: [...received],
      held: [...held],
      unused: [...unused],
      returned,
      campaign,
    });
  }
  return shown;
}

/** At the county: hand-ins and requests of units. */
export async function bundlesOnDrives(
  ws: WaitingBundlesNeeds & Needs<FactReader>,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<WaitingBundles[]> {
  if (ws.store.facts().role !== "county") return [];
  return (await lookAtEach(ws, host, signal))
    .filter(({ waiting }) => waiting.bundles.length + waiting.unreadable.length > 0)
    .map(({ drive, waiting }) => ({
      drive: drive.name,
      path: drive.path,
      bundles: waiting.bundles.map(({ unit, unitName, number, purpose }) => ({ unit, unitName, number, purpose })),
      read: waiting.read,
      unreadable: waiting.unreadable.length,
      capped: waiting.capped,
    }));
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
