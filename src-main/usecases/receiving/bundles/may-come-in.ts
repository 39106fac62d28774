// What a bundle must be to come in: addressed to this office, under its signer's own name, from the county that was pinned, and of
// strangers no more than their bounds.
import { Problem } from "../../../domain/problem.ts";
import { assertFileRoom } from "../../../domain/trust/quarantine.ts";
import type { Needs } from "../../workspace.ts";
import type { NamedMedia } from "../../records/originals/gather-named.ts";
import { isCountyKey } from "../../../domain/trust/key-state.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import { assertOwnName } from "../../duties/matrix/whose-bundle.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";

/** @throws {Problem} as {@link assertAddressed}, and `root-foreign` */
export async function assertForUs(
  ws: Needs<FactReader & TrustReader>,
  bundle: OpenBundle,
  pins: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  assertAddressed(ws, bundle);
  if (FROM_COUNTY.has(bundle.statement.purpose)) await assertOurRoot(ws, bundle, pins, signal);
}

/**
 * Addressed to this office, or of one of its own PCs. A key that nobody has approved may be a second PC of this unit: what it wrote
 * waits until the county's pack says so.
 *
 * @throws {Problem} `bundle-other-campaign`, `bundle-other-recipient`, `bundle-other-sender`
 */
export function assertAddressed(ws: Needs<FactReader & TrustReader>, bundle: OpenBundle): void {
  assertOwnName(ws, bundle);
  const { campaign, recipient } = bundle.statement;
  const facts = ws.store.facts();
  if (campaign.id !== facts.campaign) throw new Problem("bundle-other-campaign", { campaign: campaign.id });
  const ours =
    recipient === "all" ||
    recipient === facts.unit ||
    (facts.role === "county" && recipient === "county") ||
    bundle.statement.sender.unit === facts.unit;
  if (!ours) throw new Problem("bundle-other-recipient", { recipient });
}

/** What only the county hands out: it is read from the county that was pinned. */
export const FROM_COUNTY: ReadonlySet<string> = new Set(["pack", "receipt", "return"]);

/** The pinned county, or one of its PCs: also one whose approval comes with this bundle itself. */
async function assertOurRoot(
  ws: Needs<FactReader & TrustReader>,
  { signerKey, lines }: OpenBundle,
  pins: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const root = pins ?? ws.store.facts().root;
  if (root === null) throw new Problem("root-not-pinned", {});
  if (signerKey === root) return;
  if (pins === undefined && isCountyKey(ws.store.authority(), signerKey)) return;
  if (!isCountyKey(await ws.store.authorityWith(lines, pins, signal), signerKey)) throw new Problem("root-foreign", {});
}

/** What strangers' entries bring of files has the bounds that their volumes have. @throws {Problem} `volumes-held-full` */
export function assertStrangersFit(ws: Needs<OriginalReader & TrustReader>, bundle: OpenBundle, { strange }: NamedMedia): void {
  const lacking = bundle.files.filter(
    ({ kind, sha256 }) => kind === "media" && strange.has(sha256) && ws.store.media(sha256) === undefined,
  );
  if (lacking.length === 0) return;
  const held = ws.store.strangerFiles();
  const bytes = lacking.reduce((sum, file) => sum + file.sizeBytes, held.bytes);
  assertFileRoom({ bytes, files: held.files + lacking.length });
}

/**
 * An exchange brings what another county PC keeps within the same bounds; a rebuild trusts what the recovery card opens. Whatever only
 * the county hands out is by now known to be signed by it ({@link assertForUs}); what else a bundle says of itself lifts no bound.
 */
export function isBounded(ws: Needs<TrustReader>, bundle: OpenBundle, trusted: boolean): boolean {
  const isOfOffice = isCountyKey(ws.store.authority(), bundle.signerKey) || FROM_COUNTY.has(bundle.statement.purpose);
  return !isOfOffice && !(trusted && bundle.encrypted);
}
