// Approves many senders at the county at once, as it would one by one from paper.
import { generateIdentity } from "../../src-main/bundle/age.ts";
import type { Created } from "../../src-main/compose.ts";
import { recordId } from "../../src-main/usecases/put-record.ts";
import type { Sender } from "./made-bundles.ts";

/** Writes an enrolment for every sender. */
export async function enrolSenders({ desk }: Created, senders: readonly Sender[]): Promise<void> {
  const { recipient } = await generateIdentity();
  const { unit: office } = desk.store.facts();
  desk.store.append(
    senders.map(({ unit, signer }) => {
      const value = { key: signer.key, unit, role: "unit", device: "一号电脑", recipient, recovery: recipient };
      return { kind: "enrolment", record: recordId(desk, "enrolment", value), unit: office, audience: "all" as const, value };
    }),
  );
}
