// The PCs of the county office. No answer holds the code of another PC: it is typed from that PC's screen or from paper.
import { basename } from "node:path";
import { keyCode, keyQrText } from "../../domain/trust/key-code.ts";
import { countyPcs, officeRole } from "../../usecases/trust/county-pcs.ts";
import type { Needs } from "../../usecases/workspace.ts";
import { exchangeOffice, lastExchanges, type ExchangeOfficeNeeds } from "../../usecases/office/exchange-office.ts";
import { handOverRoot, takeOverRoot } from "../../usecases/office/hand-over-root.ts";
import { rootDoubts } from "../../usecases/trust/root-doubts.ts";
import type { Procedures } from "../base.ts";
import type { CountyOffice } from "./contract.ts";
import type { Host } from "../host.ts";
import type { DeliveryReader } from "../../usecases/ports/store/deliveries.ts";
import type { ExportReader } from "../../usecases/ports/store/exports.ts";
import type { FactReader } from "../../usecases/ports/store/facts.ts";
import type { TrustReader } from "../../usecases/ports/store/trust.ts";

type CountyRoutesNeeds = Needs<DeliveryReader & ExportReader & FactReader & TrustReader, "fingerprint" | "sha256">;

export function countyRoutes({ at, host }: Procedures) {
  const moved = { ok: true as const };
  return {
    office: at.county.office.handler(({ context }) => officeOf(context.workspace.ws)),
    exchange: at.county.exchange.handler(({ input, context }) => ({
      task: startExchange(context.workspace.ws, host, host.admitTarget(input.folder), input.full),
    })),
    handOver: at.county.handOver.handler(({ input, context }) => {
      handOverRoot(context.workspace.ws, input.code, input.reason);
      host.changes.ring("trust", "records", "session");
      return moved;
    }),
    takeOver: at.county.takeOver.handler(({ input, context }) => {
      takeOverRoot(context.workspace.ws, input.code, input.reason);
      host.changes.ring("trust", "records", "session");
      return moved;
    }),
  };
}

function officeOf(ws: CountyRoutesNeeds): CountyOffice {
  const { selfKey, unit } = ws.store.facts();
  const fingerprint = ws.fingerprint(selfKey);
  const { writtenMs, readFrom } = lastExchanges(ws);
  const { disputed, claimants } = rootDoubts(ws);
  return {
    standing: officeRole(ws),
    disputed,
    claimants: [...claimants],
    ownCode: keyCode(fingerprint),
    ownQr: keyQrText(unit, fingerprint),
    pcs: countyPcs(ws).map(({ key, ...pc }) => ({
      ...pc,
      pc: ws.sha256(`county-pc:${key}`).slice(0, 24),
      lastReadMs: readFrom(key),
    })),
    lastWrittenMs: writtenMs,
  };
}

function startExchange(ws: ExchangeOfficeNeeds, host: Host, folder: string, full: boolean): string {
  return host.tasks.start({
    kind: "exchange",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { path, sizeBytes } = await exchangeOffice(ws, folder, full, progress);
      host.changes.ring("trust", "records");
      return { kind: "exchange", folder, files: [{ name: basename(path), sizeBytes }] };
    },
  });
}
