// A screen that fails says so in its own place; the frame and every other screen go on.
import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

type BoundaryProps = Readonly<{ at: string; children: ReactNode }>;
type BoundaryState = Readonly<{ failedAt: string | undefined; message: string }>;

export class ScreenBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failedAt: undefined, message: "" };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failedAt: "", message: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: BoundaryState): Partial<BoundaryState> | null {
    if (state.failedAt === "") return { failedAt: props.at };
    return state.failedAt !== undefined && state.failedAt !== props.at ? { failedAt: undefined } : null;
  }

  override render(): ReactNode {
    if (this.state.failedAt === undefined) return this.props.children;
    return <Failed message={this.state.message} onAgain={() => this.setState({ failedAt: undefined })} />;
  }
}

function Failed({ message, onAgain }: Readonly<{ message: string; onAgain: () => void }>) {
  const { t } = useTranslation("common");
  return (
    <div className="page">
      <ProblemNotice problem={{ code: "internal", details: { id: message.slice(0, 80) } }}>
        <Button size="small" onClick={onAgain}>
          {t("again")}
        </Button>
      </ProblemNotice>
    </div>
  );
}
