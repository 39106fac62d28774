// The data process's side of the line: attaches pages to the router and answers the main process.
import { RPCHandler } from "@orpc/server/message-port";
import type { DataSide } from "../api/data-side.ts";
import type { JsonObject } from "../domain/json.ts";
import { receiveBytes, type BytePort } from "./byte-port.ts";
import { problemData, request, type Answer, type Request } from "./data-messages.ts";

/** A port as it arrives in the data process. */
export type DataPort = Parameters<RPCHandler<Record<never, never>>["upgrade"]>[0] & BytePort;

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
    if (parsed.data.kind === "rpc") return attachPage(handler, ports[0]);
    const { id } = parsed.data;
    line.answer(await answerTo(data, parsed.data, ports[0]).catch((error: unknown) => failed(id, error, line)));
  };
}

function attachPage(handler: RPCHandler<Record<never, never>>, port: DataPort | undefined): void {
  if (port === undefined) return;
  handler.upgrade(port);
  port.start();
}

async function answerTo(data: DataSide, asked: Exclude<Request, { kind: "rpc" }>, port: DataPort | undefined): Promise<Answer> {
  const { id } = asked;
  switch (asked.kind) {
    case "media":
      return { kind: "media", id, media: (await data.openMedia({ sha256: asked.sha256, variant: asked.variant })) ?? null };
    case "upload":
      if (port === undefined) throw new Error("an upload came without its port");
      return { kind: "upload", id, said: await takeUpload(data, asked.name, port) };
    case "update":
      return { kind: "update", id, update: await data.preparedUpdate() };
    case "close":
      await data.close();
      return { kind: "closed", id };
  }
}

/** The upload's signal aborts when its bytes end early. */
async function takeUpload(data: DataSide, name: string, port: DataPort): Promise<JsonObject> {
  const broken = new AbortController();
  return data.takeUpload({ name, bytes: receiveBytes(port, () => broken.abort()), signal: broken.signal });
}

function failed(id: number, error: unknown, line: DataLine): Answer {
  const problem = problemData(error, line.newId);
  if (problem.code === "internal") line.log(String(problem.details["id"]), error);
  return { kind: "failed", id, problem };
}
