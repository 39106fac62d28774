// Runs Electron's program until it ends, and tells whether the system did not let it run with its sandbox.
import { spawn } from "node:child_process";

/** How it ended. `sandbox`: it was there and died at once, for the system forbids its sandbox. */
export type Ended = Readonly<{ code: number; sandbox: boolean }>;

/**
 * What Chromium writes before it aborts: the helper lacks its bit, or namespaces are not for ordinary users.
 *
 * @see chromium: sandbox/linux/suid/client/setuid_sandbox_host.cc, content/browser/zygote_host/zygote_host_impl_linux.cc,
 *   sandbox/linux/services/credentials.cc
 */
const SANDBOX_WORDS = /setuid_sandbox_host\.cc|No usable sandbox|Failed to move to new namespace|credentials\.cc.*not permitted/i;
const MOST_CHARS = 64 * 1024;

/** @throws the system's error where the program cannot be started at all */
export function runElectron(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(program, args, { stdio: ["inherit", "inherit", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    process.stderr.write(text);
    if (said.length < MOST_CHARS) said += text;
  });
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.on("error", reject);
  child.on("exit", (code) => {
    if (code === 0) resolve({ code, sandbox: false }); // a program that starts again leaves its stream to the new one
  });
  child.on("close", (code) => resolve({ code: code ?? 1, sandbox: diedOfSandbox(process.platform, code, said) }));
  return promise;
}

/** @param code null: it was ended by a signal, as an abort is. */
export function diedOfSandbox(platform: NodeJS.Platform, code: number | null, said: string): boolean {
  return platform === "linux" && code !== 0 && SANDBOX_WORDS.test(said);
}
