// Long work that writes into a folder: what went wrong or what was written, and the button that asks for the folder.
import type { ReactNode } from "react";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { PickButton, type PickButtonProps } from "../drives/pick-button.tsx";
import type { Work } from "./use-work.ts";

type WriteToProps = Omit<PickButtonProps, "purpose" | "loading" | "onPick" | "children"> &
  Readonly<{
    work: Pick<Work<never, never>, "running" | "problem">;
    /** What the button says. */
    label: string;
    /** What was written, once it is. */
    done?: string | undefined;
    /** What stands beside the button. */
    beside?: ReactNode;
    /** What else is to be said of what was written. */
    children?: ReactNode;
    onFolder: (folder: string) => void;
  }>;

export function WriteTo({ work: { running, problem }, label, done, beside, children, onFolder, ...button }: WriteToProps) {
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {done !== undefined && (
        <p className="all-well" role="status">
          <Icon name="tick" size={18} /> <Foreign text={done} />
        </p>
      )}
      {children}
      <div className="row tight">
        <PickButton {...button} purpose="folder" loading={running} onPick={([folder]) => onFolder(folder)}>
          {label}
        </PickButton>
        {beside}
      </div>
    </>
  );
}
