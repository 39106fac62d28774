// What a publisher signs about one package, as canonical JSON, and under which name it lies beside the package. Pure.
import { z } from "zod";
import { canonicalJson } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { isVersion } from "./version.ts";

/** Kinds of package and how their files end. */
export const ENDINGS = { nsis: ".exe", portable: ".zip", appimage: ".AppImage", deb: ".deb", dmg: ".dmg" } as const;
const KINDS = ["nsis", "portable", "appimage", "deb", "dmg"] as const;
/** Kinds that exist for each system. */
const KINDS_OF = { win32: ["nsis", "portable"], linux: ["appimage", "deb"], darwin: ["dmg"] } as const;
/** One plain ASCII name: nothing that a folder, an address or Windows reads in another way. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Larger packages than this are none of ours. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Longest statement that is looked at, in bytes. */
export const MOST_STATEMENT_BYTES = 2048;

const target = {
  platform: z.enum(["win32", "linux", "darwin"]),
  processor: z.enum(["x64", "arm64"]),
  kind: z.enum(KINDS),
};
const statement = z
  .strictObject({
    ...target,
    version: z.string().refine(isVersion),
    fileName: z
      .string()
      .regex(FILE_NAME)
      .refine((name) => !WINDOWS_DEVICE.test(name)),
    sizeBytes: z.int().min(1).max(MOST_BYTES),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine(({ platform, kind }) => KINDS_OF[platform].some((known) => known === kind))
  .refine(({ kind, fileName }) => fileName.endsWith(ENDINGS[kind]));

/** What runs here, or what a package is made for. `platform` and `processor` as Node names them. */
export type Target = Readonly<Pick<Statement, "platform" | "processor" | "kind">>;
/** The version, the target, and the file by name, size and SHA-256 (hex). */
export type Statement = Readonly<z.infer<typeof statement>>;

/** The bytes that are signed. */
export function writeStatement(said: Statement): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ ...said }));
}

/**
 * Reads a statement. One spelling only: writing it again gives the same bytes, so that nothing is signed but what is read.
 *
 * @throws {Problem} `update-statement-invalid`
 */
export function readStatement(bytes: Uint8Array, fileName: string): Statement {
  const parsed = statement.safeParse(jsonOf(bytes));
  if (!parsed.success || !sameBytes(writeStatement(parsed.data), bytes))
    throw new Problem("update-statement-invalid", { file: fileName });
  return parsed.data;
}

/** Under which name the statement for a target lies beside the package; its signature has `.sig` behind it. */
export function statementName({ platform, processor, kind }: Target): string {
  return `anbao-update-${platform}-${processor}-${kind}.json`;
}

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.byteLength > MOST_STATEMENT_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined; // no UTF-8 or no JSON: no statement
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);
}
