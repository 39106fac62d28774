// 审核公式 by their names, never by their numbers.
import { useCampaign, useWords } from "../../rpc/context.tsx";

/** One that the campaign does not know is told by what is left: its id. */
export function useCheckNames(): (check: string) => string {
  const say = useWords();
  const { checks } = useCampaign();
  return (check) => {
    const title = checks.find(({ id }) => id === check.split(":")[0])?.title;
    return title === undefined ? check : say(title);
  };
}
