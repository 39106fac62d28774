// The layouts by name, and what each draws: the one list that pages, XLSX, preview and command line share.
import type { Attachment1Model } from "./attachment1.ts";
import type { Attachment2Model } from "./attachment2.ts";
import type { ConsolidatedModel } from "./consolidated.ts";
import type { ContactSheetModel } from "./contact-sheet.ts";
import type { DocumentModel } from "./document.ts";
import type { LedgerModel } from "./ledger.ts";

/** Layout name → its model. The layout lies in `resources/forms/<name>.typ`. */
export type FormModels = Readonly<{
  attachment1: Attachment1Model;
  attachment2: Attachment2Model;
  consolidated: ConsolidatedModel;
  /** 小样 of pictures, which are given beside the model. */
  "contact-sheet": ContactSheetModel;
  /** 周报, 信息, 总结, 工作简报. */
  document: DocumentModel;
  /** 台账, 联络员花名册, 评分表, 督导表, 报送情况. */
  ledger: LedgerModel;
}>;

export type FormName = keyof FormModels;
