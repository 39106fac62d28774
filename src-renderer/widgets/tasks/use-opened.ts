// A file that was opened by a double click or as an argument, until a screen has taken it.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { OpenedFileView } from "../../../src-main/api/session/contract.ts";
import { query } from "../../rpc/api.ts";

export type Opened = Readonly<{ file: OpenedFileView; done: () => void }>;

/** The file and putting it away; undefined while there is none of the kind. */
export function useOpened(kind: OpenedFileView["kind"]): Opened | undefined {
  const client = useQueryClient();
  const opened = useQuery(query.session.opened.queryOptions({ staleTime: Infinity }));
  const { mutate } = useMutation(query.session.openedDone.mutationOptions());
  const file = opened.data ?? undefined;
  if (file?.kind !== kind) return undefined;
  return {
    file,
    done: () => {
      client.setQueryData(query.session.opened.queryKey(), null);
      mutate({ id: file.id });
    },
  };
}

/** Takes a bundle that was opened, once, as soon as the screen is free for it. */
export function useTakeOpened(take: (path: string) => void, isFree: boolean): void {
  const opened = useOpened("bundle");
  const latest = useRef({ take, opened });
  useEffect(() => void (latest.current = { take, opened }));
  const id = isFree ? opened?.file.id : undefined;
  useEffect(() => {
    const now = latest.current;
    if (id === undefined || now.opened === undefined) return;
    now.opened.done();
    now.take(now.opened.file.path);
  }, [id]);
}
