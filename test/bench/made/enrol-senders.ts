// Approves many senders at the county at once, as it would one by one from paper.
import { generateIdentity } from "../../../src-main/bundle/age/age.ts";
import type { Created } from "../../../src-main/compose/door.ts";
import { recordId } from "../../../src-main/usecases/records/versions/put-record.ts";
import type { Sender } from "./made-bundles.ts";

/** Writes an enrolment for every sender. */
export async function enrolSenders({ ws }: Created, senders: readonly Sender[]): Promise<void> {
  const { recipient } = await generateIdentity();
  const { unit: office } = ws.store.facts();
  ws.store.append(
    senders.map(({ unit, signer }) => {
      const value = { key: signer.key, unit, role: "unit", device: "一号电脑", recipient, recovery: recipient };
      return { kind: "enrolment", record: recordId(ws, "enrolment", value), unit: office, audience: "all" as const, value };
    }),
  );
}
