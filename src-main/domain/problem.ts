// Every failure that a person may be told of: a stable code, and the facts its sentence names.
// The sentences lie in src-renderer/locales/<language>/problems.json; codes are never reused.

/** The catalogue: code → names of the details that its sentence uses. */
export const PROBLEMS = {
  // values and records
  "value-text-malformed": ["path"],
  "value-number-unsafe": ["path"],
  "value-too-deep": ["path", "most"],
  "value-not-json": ["path"],
  "value-too-large": ["mostKiB"],
  "too-many-heads": ["most"],
  "record-invalid": ["kind", "path", "reason"],
  "record-unknown-kind": ["kind"],
  "record-not-found": ["record"],
  "record-not-yours": ["kind"],
  "record-own-command": ["kind"],
  "conflict-open": ["record"],
  "conflict-none": ["record"],
  "conflict-changed": ["record"],
  "conflict-undecided": ["path"],
  "conflict-not-yours": ["record"],
  "conflict-hand-in": [],
  "report-unknown": ["report"],
  "report-reason-missing": [],
  "report-not-zero": ["count"],
  "report-unwritten": [],
  "nothing-to-export": [],
  "nothing-new-to-export": ["number"],
  // receipts and returns
  "receipt-none-due": ["unit"],
  "receipt-code-length": ["digits"],
  "receipt-code-wrong": [],
  "receipt-code-of-other": ["number", "other"],
  "receipt-code-unmatched": ["number"],
  "review-reason-missing": [],
  "review-not-possible": ["kind"],
  "record-ambiguous": ["record"],
  "catalogue-unknown": ["code"],
  "catalogue-not-applicable": ["code", "unitKind"],
  // the workspace, its key and what a person may ask of it
  "workspace-busy": [],
  "workspace-damaged": ["path"],
  "workspace-newer": ["found", "known"],
  "workspace-not-found": ["path"],
  "workspace-exists": ["path"],
  "workspace-role": ["role"],
  "pin-missing": [],
  "pin-weak": ["least"],
  "pin-wrong": [],
  "key-file-damaged": ["path"],
  "person-last": [],
  "person-many": ["most"],
  "person-exists": ["name"],
  "person-unknown": ["name"],
  "person-here": [],
  "key-of-root": [],
  "release-missing": ["names"],
  "release-not-yours": ["names"],
  "release-nothing": [],
  "unit-unknown": ["unit"],
  "period-unknown": ["period"],
  "folder-not-empty": ["path"],
  "screens-missing": [],
  "path-too-long": ["path", "mostBytes"],
  "read-back-differs": ["name"],
  "request-unknown": [],
  "preview-unknown": [],
  "draft-unknown": [],
  "upload-unknown": [],
  locked: [],
  "form-unknown": ["form"],
  "format-unknown": ["format"],
  "received-before-export": ["file"],
  // trust and the union
  "bundle-other-campaign": ["campaign"],
  "bundle-other-recipient": ["recipient"],
  "quarantine-full": ["most"],
  "root-not-pinned": [],
  "root-mismatch": [],
  "root-foreign": [],
  "key-code-length": ["digits"],
  "key-code-group": ["group"],
  "key-code-unmatched": [],
  "bundle-not-pack": [],
  "key-scan-wrong": [],
  "root-replaces": [],
  "root-not-new": [],
  // the PCs of the county office
  "county-not-root": ["device"],
  "county-not-approved": [],
  "county-ended": [],
  "county-is-root": [],
  "request-of-county": [],
  "replaces-other-unit": [],
  "successor-unknown": [],
  "own-code-unmatched": [],
  "handover-reason-missing": [],
  "exchange-alone": [],
  // files and media
  "file-not-found": ["name"],
  "name-not-portable": ["name"],
  "file-is-folder": ["name"],
  "file-empty": ["name"],
  "file-unreadable": ["name"],
  "file-changing": ["name"],
  "drive-too-small": ["path", "free", "needed"],
  "drive-file-too-large": ["path", "needed"],
  "disk-full": ["path"],
  "disk-read-only": ["path"],
  "disk-failing": ["path"],
  "folder-missing": ["path"],
  "drive-gone": ["path"],
  "drive-not-ejected": ["name"],
  "drive-not-removable": ["path"],
  "name-too-long": ["name", "most"],
  "path-too-deep": ["path", "most"],
  cancelled: [],
  "path-not-chosen": ["path"],
  "save-gone": ["name"],
  "save-over-fat": ["name", "needed"],
  "media-type-unknown": ["name"],
  "media-type-mismatch": ["name", "found"],
  "media-damaged": ["name"],
  "media-too-large": ["name", "mostMegapixels"],
  "media-too-slow": ["name", "seconds"],
  "media-id-malformed": ["id"],
  // paper
  "paper-failed": ["form", "reason"],
  // bundles
  "bundle-missing": ["file"],
  "bundle-is-folder": ["file"],
  "bundle-empty": ["file"],
  "bundle-unreadable": ["file"],
  "bundle-not-zip": ["file"],
  "bundle-truncated": ["file"],
  "bundle-changed": ["file"],
  "bundle-unsigned": [],
  "bundle-signer-differs": [],
  "bundle-format-unknown": ["format"],
  "bundle-no-identity": [],
  "bundle-hostile": ["reason"],
  "bundle-too-large": ["what", "most"],
  "bundle-exists": ["file"],
  "bundle-input-wrong": ["what"],
  "feed-forged": ["feed"],
  "feed-unknown": ["feed"],
  "media-changed": ["sha256"],
  "media-missing": ["sha256"],
  "key-unusable": ["reason"],
  "signature-invalid": ["reason"],
  // volumes
  "volume-size-wrong": ["least"],
  "volume-too-small": ["needed"],
  "volumes-too-many": ["most"],
  "volumes-unwritten": ["number", "written", "left"],
  "volume-plan-none": [],
  "volumes-not-parked": [],
  "receipt-none-read": [],
  "volume-list-wrong": ["reason"],
  "volume-list-differs": ["volume"],
  "volume-signer-differs": ["volume"],
  "parts-differ": ["sha256"],
  "volumes-held-full": ["most"],
  // copies and import runs
  "backup-damaged": [],
  "backup-exists": ["file"],
  "backup-not-one": ["file"],
  "backup-newer": ["file"],
  "import-unknown": ["bundle"],
  "import-brought-nothing": ["bundle"],
  "import-reason-missing": [],
  "run-none": [],
  "rebuild-nothing": ["path"],
  "rebuild-units": ["units"],
  "card-invalid": [],
  // updates
  "update-off": [],
  "update-publishers-wrong": ["line"],
  "update-address-missing": [],
  "update-address-wrong": ["address"],
  "update-address-unreachable": ["address"],
  "update-address-refuses": ["address", "status"],
  "update-redirected": ["address", "to"],
  "update-none-there": ["place", "file"],
  "update-package-missing": ["name"],
  "update-cut-off": ["name"],
  "update-statement-invalid": ["file"],
  "update-signature-invalid": ["file"],
  "update-publisher-unknown": ["file"],
  "update-other-system": ["found", "here"],
  "update-not-newer": ["found", "here"],
  "update-package-differs": ["name"],
  "update-none-ready": [],
  "update-tasks-running": ["count"],
  "update-install-failed": ["path", "reason"],
  // the screen
  "program-unreachable": [],
  "pin-wait": ["seconds"],
  "hand-in-blocked": ["count"],
  "hand-in-unexplained": ["count", "rules"],
  // campaigns and figures
  "campaign-invalid": ["path", "reason"],
  "formula-invalid": ["formula", "reason"],
  "local-time-malformed": ["text"],
  // anything unforeseen: logged whole under this id
  internal: ["id"],
} as const satisfies Record<string, readonly string[]>;

export type ProblemCode = keyof typeof PROBLEMS;
export type ProblemDetails<C extends ProblemCode> = Readonly<Record<(typeof PROBLEMS)[C][number], string | number>>;

/** A failure that the caller could not foresee; `code` is what tests and screens match on. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = "Problem";
  readonly code: C;
  readonly details: ProblemDetails<C>;

  constructor(code: C, details: ProblemDetails<C>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }

  /** `error instanceof Problem` narrows to a problem of any code, and to nothing looser. */
  static override [Symbol.hasInstance](value: unknown): value is Problem {
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

/** Fills a sentence's `{name}` places with the problem's details. */
export function fillSentence(sentence: string, details: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
