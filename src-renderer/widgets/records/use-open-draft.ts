// Opens a draft and goes to its page. What was opened is handed to the page at once: an untouched draft is kept nowhere yet.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { query } from "../../rpc/api.ts";
import { pathOfDraft } from "./record-path.ts";

/** `replace`: the page before leaves no step to come back to. */
export function useOpenDraft(replace = false) {
  const client = useQueryClient();
  const [, go] = useLocation();
  return useMutation(
    query.drafts.open.mutationOptions({
      onSuccess: (opened) => {
        client.setQueryData(query.drafts.open.queryKey({ input: { from: "draft", draft: opened.draft } }), opened);
        go(pathOfDraft(opened.kind, opened.draft), { replace });
      },
    }),
  );
}
