// What a bundle of several volumes is known by, and whether a volume belongs to those that came before.
import { isUnknown } from "../../../domain/trust/audience.ts";
import { Problem } from "../../../domain/problem.ts";
import { assertFileRoom } from "../../../domain/trust/quarantine.ts";
import { claimedFrontier } from "../../sending/choose/carried-feeds.ts";
import type { Needs } from "../../workspace.ts";
import type { OpenBundle } from "../../ports/bundles.ts";
import type { VolumeOrigin, VolumeSet, VolumeReader } from "../../ports/store/volumes.ts";
import type { ImportReader } from "../../ports/store/imports.ts";
import type { TrustReader } from "../../ports/store/trust.ts";

/** By id and signer, as the volume says itself. */
export function originOf(bundle: OpenBundle): VolumeOrigin {
  const { statement } = bundle;
  return {
    bundle: bundle.bundleId,
    signer: bundle.signerKey,
    plan: bundle.planDigest,
    purpose: statement.purpose,
    unit: statement.sender.unit,
    device: statement.sender.device,
    number: statement.series.number,
    exportedMs: statement.createdAtMs,
    sealed: bundle.encrypted,
    volumes: bundle.volumes,
    claimed: claimedFrontier(statement),
  };
}

/** The volumes of this bundle that came from the same key. */
export function setOf(ws: Needs<VolumeReader>, bundle: OpenBundle): VolumeSet | undefined {
  return ws.store.volumeSets({ bundle: bundle.bundleId }).find((set) => set.signer === bundle.signerKey);
}

/**
 * A further volume must be of the key that signed volume 1, and list the same files. Before volume 1 is here, that of another key is
 * kept apart.
 *
 * @throws {Problem} `volume-signer-differs`, `volume-list-differs`
 */
export function assertBelongs(ws: Needs<ImportReader & VolumeReader>, bundle: OpenBundle): void {
  const first = ws.store.imports().find((row) => row.bundle === bundle.bundleId);
  if (first !== undefined && first.signer !== bundle.signerKey)
    throw new Problem("volume-signer-differs", { volume: bundle.volume });
  const set = setOf(ws, bundle);
  const differs = set === undefined ? first !== undefined : set.plan !== bundle.planDigest;
  if (differs) throw new Problem("volume-list-differs", { volume: bundle.volume });
}

/** @throws {Problem} `volumes-held-full` where unapproved keys would keep too much. */
export function assertHeldRoom(ws: Needs<TrustReader & VolumeReader>, bundle: OpenBundle, bringingBytes: number): void {
  if (!isUnknown(ws.store.authority(), bundle.signerKey)) return;
  const held = ws.store.strangerFiles();
  const files = setOf(ws, bundle) === undefined ? held.files + bundle.originals.length : held.files;
  assertFileRoom({ bytes: held.bytes + bringingBytes, files });
}
