// Fuzzing of good bundles: whatever is done to one, it is refused with a problem of the catalogue, or it is the good one still.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { generateIdentity } from "../../src-main/bundle/age/age.ts";
import { makeBundle, quiet } from "../support/made/make-bundle.ts";
import { mutantOf, randomFrom } from "../support/faults/mutants.ts";

/** How many mutants were read, what became of them, and the slowest. */
export type Fuzzed = Readonly<{ mutants: number; codes: Readonly<Record<string, number>>; unchanged: number; slowestMs: number }>;

/** Reads mutants until `enough` says so. @throws where a mutant is accepted with other content, or is no problem but a crash. */
export async function fuzzBundles(folder: string, seed: number, enough: (mutants: number) => boolean): Promise<Fuzzed> {
  const random = randomFrom(seed);
  const identity = await generateIdentity();
  const good = await goodBundles(folder, identity.recipient);
  const codes: Record<string, number> = {};
  let [mutants, unchanged, slowestMs] = [0, 0, 0];
  for (; !enough(mutants); mutants += 1) {
    const sealed = random() < 0.2;
    const [first, second] = sealed ? good.sealed : good.plain;
    const { how, bytes } = mutantOf(first, second, random);
    const path = join(folder, sealed ? "mutant.anbao.age" : "mutant.anbao");
    await writeFile(path, bytes);
    const started = process.cpuUsage();
    const code = await judge(path, folder, identity.identity);
    const { user, system } = process.cpuUsage(started);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    if (code !== "done") codes[code] = (codes[code] ?? 0) + 1;
    else if (bytes.equals(first) || bytes.equals(second)) unchanged += 1;
    else throw new Error(`seed ${seed}: mutant ${mutants} (${how}) was accepted with changed content`);
  }
  return { mutants, codes, unchanged, slowestMs };
}

async function judge(path: string, folder: string, identity: string): Promise<string> {
  try {
    await verifyBundle(path, { stagingDir: join(folder, "staging"), progress: quiet(), identities: [identity] });
    return "done";
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

type Pair = readonly [Buffer, Buffer];

async function goodBundles(folder: string, recipient: string): Promise<Readonly<{ plain: Pair; sealed: Pair }>> {
  const make = async (name: string, recipients: readonly string[]): Promise<Buffer> => {
    const { path } = await makeBundle(join(folder, name), { keyName: name, ...(recipients.length > 0 && { recipients }) });
    return readFile(path);
  };
  return {
    plain: [await make("甲", []), await make("乙", [])],
    sealed: [await make("丙", [recipient]), await make("丁", [recipient])],
  };
}
