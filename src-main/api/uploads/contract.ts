// Files between a person and the program: what is given, by path or in slices; what is saved, and where. Schemas only.
import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { MOST_SLICE_BYTES } from "../../domain/feed/slices.ts";
import { problem, procedure, sizeBytes } from "../contract-parts.ts";
import { LIMITS } from "../../domain/limits.ts";

/** A file's bare name, as the system gave it. */
const fileName = z.string().min(1).max(LIMITS.fileName);
const MOST_SLICE_TEXT = Math.ceil(MOST_SLICE_BYTES / 3) * 4;

const upload = z.object({ uploadId: z.string() });
const far = z.object({ doneBytes: sizeBytes, totalBytes: sizeBytes });
export type Far = z.infer<typeof far>;

/** A file of which only the page has the bytes: pasted, from a phone, or any file in the browser shell. The same in both shells. */
export const uploads = {
  /** @throws file-empty, disk-full, disk-read-only */
  begin: procedure.input(z.object({ name: fileName, sizeBytes })).output(upload),
  /** The next slice; `at`: how many bytes came before it. @throws upload-unknown, disk-full, disk-read-only */
  append: procedure.input(upload.extend({ at: sizeBytes, base64: z.string().max(MOST_SLICE_TEXT) })).output(far),
  /** How much of it the data side has copied, until it ends. */
  watch: procedure.input(upload).output(eventIterator(far)),
  /** Stops whatever is done with it, and throws away what came. */
  drop: procedure.input(upload).output(z.object({ ok: z.literal(true) })),
};

/** What became of a file that the page gave to Electron's shell: calls name a ticket as they name an upload. */
export const attached = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ticket"), uploadId: z.string(), name: fileName, sizeBytes }),
  z.strictObject({ kind: z.literal("no-path") }),
  z.strictObject({ kind: z.literal("refused"), problem }),
]);
export type Attached = z.infer<typeof attached>;

const MOST_TEXT = 256 * 1024;

/** What is to be saved: an original or a paper that the data side holds, or a short text of the page. `name` is a request. */
export const saveRequest = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("media"),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    name: fileName.optional(),
  }),
  z.strictObject({ what: z.literal("text"), name: fileName, text: z.string().max(MOST_TEXT) }),
]);
export type SaveRequest = z.infer<typeof saveRequest>;

/** Where it lies now; nothing where the person changed their mind. */
export const saved = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("saved"), path: z.string() }),
  z.strictObject({ kind: z.literal("cancelled") }),
  z.strictObject({ kind: z.literal("refused"), problem }),
]);
export type Saved = z.infer<typeof saved>;
