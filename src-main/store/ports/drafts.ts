// What a person is typing and has not saved: records, and 说明 of a hand-in in the making.
import type { DraftReader, DraftWriter } from "../../usecases/ports/store/drafts.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { readDrafts, writeDraft } from "../deliveries/log-queries.ts";
import type { Connection } from "./connection.ts";

export function draftsOf({ statements, write }: Connection): DraftWriter {
  return {
    drafts: () => readDrafts(statements),
    explanations: (report) => {
      const kept = readFact(statements, `explanations:${report}`);
      return kept === undefined ? undefined : (JSON.parse(kept) as ReturnType<DraftReader["explanations"]>);
    },
    saveDraft: (draft) => write(() => writeDraft(statements, draft)),
    dropDraft: (id) => void write(() => statements("DELETE FROM draft WHERE id = ?").run(id)),
    keepExplanations: (report, texts) => write(() => writeFact(statements, `explanations:${report}`, JSON.stringify(texts))),
  };
}
