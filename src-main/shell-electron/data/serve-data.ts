// The data process's side of the line: attaches pages to the router and answers the main process.
import { RPCHandler } from "@orpc/server/message-port";
import type { DataSide } from "../../api/data-side.ts";
import { problemData, request, type Answer, type Request } from "./data-messages.ts";

/** A port as it arrives in the data process. */
export type DataPort = Parameters<RPCHandler<Record<never, never>>["upgrade"]>[0] & Readonly<{ start(): void }>;

/** Where answers go and where ids of unforeseen failures come from. */
export type DataLine = Readonly<{ answer(message: Answer): void; newId(): string; log(id: string, error: unknown): void }>;

/**
 * Answers one message of the main process; messages that are none of ours are dropped.
 *
 * @param ports the ports that came with the message.
 */
export type AnswerMessage = (message: unknown, ports: readonly DataPort[]) => Promise<void>;

/** Puts a data side behind the line. */
export function serveData(data: DataSide, line: DataLine): AnswerMessage {
  const handler = new RPCHandler(data.router);
  return async (message, ports) => {
    const parsed = request.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.kind === "rpc") {
      data.newPage();
      return attachPage(handler, ports[0]);
    }
    if (parsed.data.kind === "opened") return data.openFile(parsed.data.path);
    if (parsed.data.kind === "admit") return data.admit(parsed.data.paths);
    const { id } = parsed.data;
    line.answer(await answerTo(data, parsed.data).catch((error: unknown) => failed(id, error, line)));
  };
}

function attachPage(handler: RPCHandler<Record<never, never>>, port: DataPort | undefined): void {
  if (port === undefined) return;
  handler.upgrade(port);
  port.start();
}

async function answerTo(data: DataSide, asked: Extract<Request, { id: number }>): Promise<Answer> {
  const { id } = asked;
  switch (asked.kind) {
    case "media": {
      const { sha256, variant, name } = asked;
      return {
        kind: "media",
        id,
        media: (await data.openMedia({ sha256, variant, ...(name !== undefined && { name }) })) ?? null,
      };
    }
    case "attach":
      return { kind: "attach", id, files: [...(await data.attach(asked.files))] };
    case "offer":
      return { kind: "offer", id, name: await data.nameToSave(asked.request) };
    case "save":
      await data.save(asked.request, asked.path);
      return { kind: "saved", id };
    case "work":
      return { kind: "work", id, kinds: [...data.work.kinds()] };
    case "diagnostics":
      return { kind: "diagnostics", id, lines: [...data.diagnostics()] };
    case "update-address":
      data.setUpdateAddress(asked.address);
      return { kind: "address-set", id };
    case "update":
      return { kind: "update", id, update: await data.preparedUpdate() };
    case "close":
      await data.close();
      return { kind: "closed", id };
  }
}

function failed(id: number, error: unknown, line: DataLine): Answer {
  const problem = problemData(error, line.newId);
  if (problem.code === "internal") line.log(String(problem.details["id"]), error);
  return { kind: "failed", id, problem };
}
