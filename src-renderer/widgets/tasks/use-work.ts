// Long work that a screen begins: the call that starts it, and how the data side says it goes on.
import { useMutation, type UseMutationOptions } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "../../rpc/failure.ts";
import { useTask } from "../../rpc/live.ts";
import { workState, type Kind, type ResultOf, type WorkState } from "./work-state.ts";

export type { ResultOf };
/** What the call answers; undefined where it decided to start nothing. */
type Started = Readonly<{ task: string }> | undefined;

export type Work<Request, K extends Kind> = WorkState<K> &
  Readonly<{
    start: (request: Request) => void;
    /** Forgets the last run and what became of it. */
    reset: () => void;
  }>;

/**
 * Starts long work and follows it; only what was started here is followed.
 *
 * @param kind the kind of result that it leaves.
 * @param call the call that starts it and answers with the id of its task.
 */
export function useWork<K extends Kind, Answer extends Started, Request = void, Failure = Error>(
  kind: K,
  call: UseMutationOptions<Answer, Failure, Request>,
): Work<Request, K> {
  const { mutate, reset, data, isPending, isError, error } = useMutation(call);
  const id = data?.task;
  const task = useTask(id);
  const [heardOf, setHeardOf] = useState<string>();
  if (task !== undefined && heardOf !== id) setHeardOf(id);
  const problem = isError ? problemOf(error) : undefined;
  return { start: mutate, reset, ...workState(kind, { id, isPending, problem }, task, heardOf) };
}
