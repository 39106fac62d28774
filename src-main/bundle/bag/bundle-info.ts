// What data/bundle.json says: who hands what to whom, what it builds on, and what all volumes hold. Claims, never authority.
import { z } from "zod";
import { canonicalJson, isJsonObject, type JsonObject } from "../../domain/json.ts";
import { LIMITS } from "../../domain/limits.ts";
import { Problem } from "../../domain/problem.ts";
import { kindOfName } from "../names.ts";
import { MOST_VOLUMES } from "../../domain/bundle/volumes.ts";
import { parseCanonical } from "../text/canonical-text.ts";

/** The format that this program writes. Format 0 promises nothing; 1 is declared later. */
export const BUNDLE_FORMAT = 0;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const text = z.string().min(1).max(LIMITS.shortText);
const code = z
  .string()
  .max(LIMITS.senderUnit)
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/);

const position = z.strictObject({ seq: count, hash }).readonly();
const range = z
  .strictObject({ fromSeq: count, toSeq: count, hash })
  .refine(({ fromSeq, toSeq }) => fromSeq <= toSeq)
  .readonly();
const file = z
  .strictObject({ path: z.string().refine((path) => kindOfName(path) !== undefined), sizeBytes: count, sha256: hash })
  .readonly();

/** Shape of data/bundle.json. Times are ms since 1970 by the sender's clock; they prove nothing. */
export const bundleInfoSchema = z
  .strictObject({
    format: z.literal(BUNDLE_FORMAT),
    purpose: z.enum(["hand-in", "enrolment-request", "pack", "receipt", "return", "update"]),
    createdAtMs: count,
    program: z.strictObject({ name: text, version: text }).readonly(),
    /** `key`: raw Ed25519 public key that signs the bag, in hex. `unit` is "county" for the county's own PCs. */
    sender: z.strictObject({ unit: code, unitName: text, device: text, key: hash }).readonly(),
    /** A unit's code, `county`, or `all`. */
    recipient: code,
    campaign: z.strictObject({ id: text, version: hash.optional() }).readonly(),
    /** Number in the sender's series, and the id of the bundle before it. */
    series: z.strictObject({ number: z.int().min(1), previousBundleId: hash.nullable() }).readonly(),
    /** The frontier of the receipt that this builds on; empty for a full bundle. */
    baseFrontier: z.record(hash, z.array(position).readonly()).readonly(),
    /** Per feed, a range for every head: the entries up to `hash` at `toSeq`, the lowest carried is `fromSeq`. */
    contains: z.record(hash, z.array(range).min(1).readonly()).readonly(),
    /** This volume's number, and in further volumes the bundle's id (volume 1 cannot hold its own). */
    volume: z.int().min(1),
    bundleId: hash.optional(),
    /** Every payload file of every volume, but data/bundle.json itself. */
    volumes: z
      .array(z.strictObject({ number: z.int().min(1), files: z.array(file).readonly() }).readonly())
      .min(1)
      .max(MOST_VOLUMES)
      .readonly(),
    counts: z
      .strictObject({ entries: count, feeds: count, media: count, mediaBytes: count, previews: count, papers: count })
      .readonly(),
    /** Kinds of personal data that `--plain` left out. */
    withheld: z.array(z.string().max(64)).max(64).readonly(),
    /** Between county PCs: what the sender holds itself, and files that it lacks. */
    holds: z
      .strictObject({
        frontier: z.record(hash, z.array(position).min(1).readonly()).readonly(),
        lackingMedia: z.array(hash).max(LIMITS.listed).readonly(),
        withheld: z
          .array(z.strictObject({ feed: hash, seq: count }).readonly())
          .max(LIMITS.listed)
          .readonly(),
      })
      .readonly()
      .optional(),
  })
  .readonly();

/** What data/bundle.json says. */
export type BundleInfo = z.infer<typeof bundleInfoSchema>;

/** A file of a volume as bundle.json lists it. */
export type ListedFile = z.infer<typeof file>;

/** What the sender states; the rest of {@link BundleInfo} is counted while the bundle is made. */
export type BundleStatement = Omit<BundleInfo, "format" | "volume" | "bundleId" | "volumes" | "counts">;

/** The text of data/bundle.json: canonical JSON and a newline. @throws {Problem} `bundle-input-wrong` */
export function encodeBundleInfo(info: BundleInfo): string {
  const checked = bundleInfoSchema.safeParse(info);
  if (!checked.success)
    throw new Problem("bundle-input-wrong", { what: `bundle.json: ${pathOf(checked.error)}` }, { cause: checked.error });
  return `${canonicalJson(checked.data as unknown as JsonObject)}\n`;
}

/**
 * Reads data/bundle.json.
 *
 * @throws {Problem} `bundle-format-unknown` for a format of a newer program, `bundle-hostile`
 */
export function parseBundleInfo(bytes: Uint8Array): BundleInfo {
  const value = parseCanonical(bytes, "bundle.json");
  const format = isJsonObject(value) ? value["format"] : undefined;
  if (typeof format !== "number") throw new Problem("bundle-hostile", { reason: "bundle.json" });
  if (format !== BUNDLE_FORMAT) throw new Problem("bundle-format-unknown", { format });
  const checked = bundleInfoSchema.safeParse(value);
  if (!checked.success)
    throw new Problem("bundle-hostile", { reason: `bundle.json: ${pathOf(checked.error)}` }, { cause: checked.error });
  return checked.data;
}

function pathOf(error: z.ZodError): string {
  return (error.issues[0]?.path ?? []).map(String).join("/").slice(0, 80);
}
