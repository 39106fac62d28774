// What the projection hands to statistics, scoring and paper: one row per record that is shown.
import type { JsonObject } from "../json.ts";

/** Identity of a record within its campaign. */
export type RecordKey<K extends string = string> = Readonly<{ unit: string; kind: K; record: string }>;

/** The current state of one record, with the facts about it that are computed and never stored in it. */
export type ProjectedRecord = RecordKey &
  Readonly<{
    /** Hash of the head that was written last. */
    head: string;
    value: JsonObject;
    /** A head names at least one attachment by SHA-256 and size (R208). */
    evidenced: boolean;
    /** The county counts it in spite of missing evidence, with a logged reason. */
    evidenceOverridden: boolean;
    /** At the county: lies in a hand-in that was received. At the unit: always true. */
    handedIn: boolean;
    /** At the county: a later state, or a removal, came in no hand-in and is not counted (已到未报送). At the unit: it is in no hand-in yet (待报送), and counts. */
    later: boolean;
    /** The county returned exactly these heads. */
    returned: boolean;
    /** A merged value that breaks a rule (需核对): kept out of figures. */
    needsCheck: boolean;
    /** Entered by the county on behalf of the unit (代录). */
    onBehalf: boolean;
    /** Its sides disagree and a person has yet to decide (填得不同); it counts by the one that was written last. */
    conflict: boolean;
    /** Attachments named of which neither the original nor a smaller one is here yet (佐证待补); a local fact. */
    pendingEvidence: boolean;
    /** Attachments of which a smaller one is here and the original is not (已到压缩版); a local fact. */
    smallEvidence: boolean;
    /** When the record was made (by its id, where that tells) and last edited, by the wall clocks of its PCs; informative only. */
    firstAtMs: number;
    editedAtMs: number;
  }>;
