// What a workspace knows of itself and never tells: its role, its unit, its key, where it is at home.
/** Named texts about this workspace and PC that never travel. */
export type Facts = Readonly<{
  role: "unit" | "county";
  /** Code of the unit, or of the county office. */
  unit: string;
  campaign: string;
  /** SHA-256 of the campaign document that is in force here. */
  campaignDocument: string;
  /** Pinned county key, raw in hex; null until a person has compared it. */
  root: string | null;
  selfKey: string;
  device: string;
  /** Record id of the person who works here. */
  person: string;
}>;

/** Why a workspace had to open new feeds: restored from a backup, on another PC or in another folder, with a new key, or an own entry was lost. */
export type Origin = Readonly<{ why: "restored" | "moved" | "renewed" | "mended"; atMs: number }>;

export type FactReader = Readonly<{
  facts(): Facts;
  /** age recipients of this PC and, at a unit, of its recovery card. */
  recipients(): readonly string[];
  /** Hash of the own feed of that name, if it was opened. */
  ownFeed(name: string): string | undefined;
  origin(): Origin | undefined;
  /** When something was last kept here that was made at this PC: an entry of any kind, a deletion, a draft. */
  lastSavedMs(): number | null;
}>;

export type FactWriter = FactReader &
  Readonly<{
    setFact(name: "campaignDocument" | "person", value: string): void;
    /** Says for good that its making came to its end. */
    noteMade(): void;
    setRecipients(own: string, recovery: string): void;
    /** Notes the PC and folder; where they are others than before, the next entries go to new feeds. */
    settleAt(mark: string): void;
    giveUpFeeds(why: Origin["why"]): void;
    /**
     * Makes a new key this PC's own: new feeds, a new series. What no signature of the old one covers is written again.
     *
     * @returns how many entries were written again.
     */
    renewKey(key: string, recipient: string): number;
  }>;
