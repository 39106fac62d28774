// What goes into a bundle: the feeds that its recipient may see and lacks, and the originals that they name.
import {
  beyond,
  beyondAll,
  feedsFor,
  namedBefore,
  surveyFeeds,
  type CarriedFeed,
  type Survey,
  type CarriedFeedsNeeds,
} from "./carried-feeds.ts";
import { arrivedOriginals } from "./asked-volumes.ts";
import { COUNTED_KINDS } from "../../../domain/kinds/kinds.ts";
import type { Needs } from "../../workspace.ts";
import { heldByOthers } from "./holdings.ts";
import { lastReceipt, type LastReceipt } from "./last-receipt.ts";
import { recipientKeys } from "./recipients.ts";
import type { BundleSource, BundleStatement } from "../../ports/bundles.ts";
import type { FeedView, FeedReader } from "../../ports/store/feeds.ts";
import { renditionId } from "../../records/originals/make-smaller.ts";
import type { Rendition } from "../../../domain/renditions/renditions.ts";
import { standIns, type StandIns } from "./stand-ins.ts";
import { EVERYTHING, openOnly, type Withholding } from "./withholding.ts";
import type { Recipient } from "../../../domain/trust/audience.ts";
import { LIAISON } from "../../records/versions/put-record.ts";
import type { OriginalReader } from "../../ports/store/originals.ts";
import type { ReceiptReader } from "../../ports/store/receipts.ts";
import type { DeliveryReader } from "../../ports/store/deliveries.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { VolumeReader } from "../../ports/store/volumes.ts";

export type ChooseContentsNeeds = CarriedFeedsNeeds &
  Needs<
    DeliveryReader & FactReader & FeedReader & OriginalReader & ReceiptReader & RecordReader & TrustReader & VolumeReader,
    "campaign" | "media" | "ownRecipients" | "reader" | "sha256"
  >;

export type ExportRequest = Readonly<{
  folder: string;
  purpose: BundleStatement["purpose"];
  recipient: Recipient;
  /** Leaves out personal data and does not encrypt. */
  plain: boolean;
  papers: BundleSource["papers"];
  /** Narrows the feeds that the recipient may see. */
  choose?: (feed: FeedView) => boolean;
  /** All entries, whatever the county's last receipt says; only hand-ins build on one. */
  full?: boolean;
  /** Name of the file without folder and ending; by default unit and number. */
  baseName?: string;
  /** The report that it is, for the name of the file. */
  about?: string;
  /** The file's name with its ending, where a person chose one. */
  fileName?: string;
  /** Records and small pictures only: no originals. */
  recordsOnly?: boolean;
  /** Smaller files in place of originals, where there are any. */
  small?: boolean;
  /** Goes on without originals that are gone; the county shows them as 佐证待补. */
  withoutLost?: boolean;
}>;

/** What a bundle would hold, before anything is read of the originals. */
export function chooseContents(ws: ChooseContentsNeeds, request: Omit<ExportRequest, "folder">) {
  const visible = feedsFor(ws, request.recipient, request.choose).filter((feed) => feed.heads.length > 0);
  const recipients = request.plain ? [] : recipientKeys(ws, request.recipient);
  const isPlain = recipients.length === 0;
  const choice = isPlain ? openOnly(ws) : EVERYTHING;
  const base = baseOf(ws, request, isPlain);
  const others = heldByOthers(ws, request.recipient, request.full === true);
  const feeds = others === undefined ? beyond(ws, visible, base) : beyondAll(ws, visible, others);
  const survey = surveyFeeds(ws, feeds, choice.isWithheld);
  const lacking = (others ?? []).flatMap((one) => one.lackingMedia.filter((sha256) => ws.store.media(sha256) !== undefined));
  const wanted =
    base === undefined
      ? new Set([...survey.named, ...lacking])
      : withoutHeld(ws, visible, feeds, survey.named, base, choice.isWithheld);
  const answered = answeredSmall(ws, base, survey);
  const carry = standIns(ws, wanted, request.small === true, answered);
  return { visible, choice, recipients, isPlain, base, others, feeds, survey, wanted, answered, carry };
}

/** What may be chosen about a hand-in, as far as it decides what goes. */
export type PlanRequest = Readonly<{ full: boolean; plain: boolean; recordsOnly: boolean; small: boolean }>;

/**
 * `records`: those that people type. `media`: files of records that are here, in a plain bundle at most; `of`: the originals of those that
 * are smaller ones. `small`: originals that a smaller one may stand for. `pictures`: previews.
 */
type Planned = Readonly<{
  entries: number;
  records: number;
  media: readonly string[];
  of: StandIns["of"];
  small: number;
  pictures: number;
}>;

/** What a hand-in would hold now. @throws {Problem} `entry-damaged` */
export function planContents(ws: ChooseContentsNeeds, { full, plain, recordsOnly, small }: PlanRequest): Planned {
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [], full, small } as const;
  const { survey, wanted, answered, carry } = chooseContents(ws, request);
  const here = [...carry.files].filter((sha256) => ws.store.media(sha256) !== undefined && !ws.store.isErased(sha256));
  const attached = attachedAmong(ws, here, carry.of);
  return {
    of: carry.of,
    small: standIns(ws, wanted, true, answered).of.size,
    entries: survey.entries,
    records: typedAmong(survey),
    media: recordsOnly ? [] : attached,
    pictures: attached.length,
  };
}

/** Records that people type, whose values go: neither hand-ins nor what a PC keeps of itself. */
export function typedAmong({ records, withheld }: Pick<Survey, "records" | "withheld">): number {
  return [...records].filter((record) => !withheld.has(record) && isTyped(record.slice(0, record.indexOf("/")))).length;
}

function isTyped(kind: string): boolean {
  return COUNTED_KINDS.has(kind) || kind === LIAISON;
}

/** Files of records: neither a campaign's document nor anything else of the program's own. @param of originals of smaller ones */
export function attachedAmong(ws: Needs<OriginalReader>, media: readonly string[], of: StandIns["of"]): readonly string[] {
  return media.filter((sha256) => ws.store.attachedAs(of.get(sha256) ?? sha256).length > 0);
}

/** Originals that the county asks for while it holds what was said of their smaller files: another time those would be no answer. */
function answeredSmall(
  ws: Needs<FactReader & OriginalReader & RecordReader, "sha256">,
  base: LastReceipt | undefined,
  { records }: Survey,
): ReadonlySet<string> {
  const { unit } = ws.store.facts();
  const isTold = (made: Rendition): boolean => {
    const record = renditionId(ws, made);
    return ws.store.record({ kind: "rendition", record, unit }) !== undefined && !records.has(`rendition/${record}`);
  };
  return new Set([...(base?.missingMedia ?? [])].filter((original) => ws.store.renditionsOf(original).some(isTold)));
}

/** What the county holds by its last receipt. @param plain values that were withheld before are withheld again. */
function baseOf(
  ws: Needs<FeedReader & ReceiptReader>,
  { purpose, full }: Pick<ExportRequest, "purpose" | "full">,
  plain: boolean,
): LastReceipt | undefined {
  const last = purpose === "hand-in" && full !== true ? lastReceipt(ws) : undefined;
  return last === undefined || plain ? last : { ...last, missing: [...last.missing, ...last.withheld] };
}

/** Files to carry beyond a base: those newly named, and those that the county says it lacks; none of a value that stays here. */
function withoutHeld(
  ws: ChooseContentsNeeds,
  visible: readonly FeedView[],
  carried: readonly CarriedFeed[],
  named: ReadonlySet<string>,
  base: LastReceipt,
  isWithheld: Withholding,
): ReadonlySet<string> {
  const before = namedBefore(ws, visible, carried, isWithheld);
  const asked = base.mediaCut ? before : new Set([...before].filter((sha256) => base.missingMedia.has(sha256)));
  // What lies in volumes that came before their volume 1 is kept there: it is not sent twice.
  const arrived = base.regressed ? new Set<string>() : arrivedOriginals(ws);
  return new Set([...[...named].filter((sha256) => !before.has(sha256) && !arrived.has(sha256)), ...asked]);
}
