// What lies on the plugged-in drives for this office, as the cards of the home screen and of 收件 show it.
import { UNWATCHED, type Desk } from "../../usecases/desk.ts";
import { receiptNews } from "../../usecases/receipt-news.ts";
import { isOfOwnUnit, waitingBundles, type Waiting } from "../../usecases/waiting-bundles.ts";
import type { WaitingBundles } from "../contract/inbox.ts";
import type { WaitingReceipts } from "../contract/receipts.ts";
import type { FolderRootView, Host } from "../host.ts";

type Looked = Readonly<{ drive: FolderRootView; waiting: Waiting }>;

/** Removable drives that hold something for this office; one that is pulled out meanwhile holds nothing. */
async function lookAtEach(desk: Desk, host: Host, signal: AbortSignal | undefined): Promise<readonly Looked[]> {
  const drives = (await host.folders.roots()).filter((root) => root.kind === "removable");
  const looked: Looked[] = [];
  for (const drive of drives) looked.push({ drive, waiting: await waitingBundles(desk, drive.path, signal ?? UNWATCHED.signal) });
  return looked;
}

/** At a unit: receipts, packs and returns of the county, and hand-ins of the unit's other PCs. */
export async function receiptsOnDrives(desk: Desk, host: Host, signal: AbortSignal | undefined): Promise<WaitingReceipts[]> {
  if (desk.store.facts().role !== "unit") return [];
  const shown: WaitingReceipts[] = [];
  for (const { drive, waiting } of await lookAtEach(desk, host, signal)) {
    const files = [...waiting.bundles, ...waiting.unreadable.map((path) => ({ path, fileName: nameOf(path) }))];
    if (files.length === 0) continue;
    const ofUnit = waiting.bundles.filter(isOfOwnUnit);
    const ofCounty = waiting.bundles.filter((bundle) => !isOfOwnUnit(bundle));
    const { received, held, unused, returned, campaign } = await receiptNews(desk, ofCounty);
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
export async function bundlesOnDrives(desk: Desk, host: Host, signal: AbortSignal | undefined): Promise<WaitingBundles[]> {
  if (desk.store.facts().role !== "county") return [];
  return (await lookAtEach(desk, host, signal))
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
