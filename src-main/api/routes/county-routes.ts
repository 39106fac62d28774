// The PCs of the county office. No answer holds the code of another PC: it is typed from that PC's screen or from paper.
import { basename } from "node:path";
import { keyCode, keyQrText } from "../../domain/key-code.ts";
import { countyPcs, officeStanding } from "../../usecases/county-pcs.ts";
import type { Desk } from "../../usecases/desk.ts";
import { exchangeOffice, lastExchanges } from "../../usecases/exchange-office.ts";
import { handOverRoot, takeOverRoot } from "../../usecases/hand-over-root.ts";
import { rootDoubts } from "../../usecases/root-doubts.ts";
import type { Procedures } from "../base.ts";
import type { CountyOffice } from "../contract/county.ts";
import type { Host } from "../host.ts";

export function countyRoutes({ at, host }: Procedures) {
  const moved = { ok: true as const };
  return {
    office: at.county.office.handler(({ context }) => officeOf(context.workspace.desk)),
    exchange: at.county.exchange.handler(({ input, context }) => ({
      task: startExchange(context.workspace.desk, host, host.admitTarget(input.folder), input.full),
    })),
    handOver: at.county.handOver.handler(({ input, context }) => {
      handOverRoot(context.workspace.desk, input.code, input.reason);
      host.changes.ring("trust", "records", "session");
      return moved;
    }),
    takeOver: at.county.takeOver.handler(({ input, context }) => {
      takeOverRoot(context.workspace.desk, input.code, input.reason);
      host.changes.ring("trust", "records", "session");
      return moved;
    }),
  };
}

function officeOf(desk: Desk): CountyOffice {
  const { selfKey, unit } = desk.store.facts();
  const fingerprint = desk.fingerprint(selfKey);
  const { writtenMs, readFrom } = lastExchanges(desk);
  const { disputed, claimants } = rootDoubts(desk);
  return {
    standing: officeStanding(desk),
    disputed,
    claimants: [...claimants],
    ownCode: keyCode(fingerprint),
    ownQr: keyQrText(unit, fingerprint),
    pcs: countyPcs(desk).map(({ key, ...pc }) => ({
      ...pc,
      pc: desk.sha256(`county-pc:${key}`).slice(0, 24),
      lastReadMs: readFrom(key),
    })),
    lastWrittenMs: writtenMs,
  };
}

function startExchange(desk: Desk, host: Host, folder: string, full: boolean): string {
  return host.tasks.start({
    kind: "exchange",
    subject: null,
    measure: "bytes",
    work: async (progress, step) => {
      step("writing");
      const { path, sizeBytes } = await exchangeOffice(desk, folder, full, progress);
      host.changes.ring("trust", "records");
      return { kind: "exchange", folder, files: [{ name: basename(path), sizeBytes }] };
    },
  });
}
