// Sets the address for updates: in Electron its main process asks the person first, in a browser the page is all there is.
import type { AddressSet } from "../../src-main/api/updates/contract.ts";
import { api } from "./api.ts";
import { shellBridge } from "./shell.ts";

/** Empty takes it away. */
export async function setUpdateAddress(address: string): Promise<AddressSet> {
  const bridge = shellBridge();
  if (bridge !== undefined) return bridge.setUpdateAddress(address);
  await api.updates.setAddress({ address });
  return { kind: "set" };
}
