// A small button of the viewer that shows a sign and says what it does.
import { Button } from "antd";
import { Icon, type IconName } from "../../../ui/icons.tsx";

type ToolProps = Readonly<{ label: string; icon: IconName; disabled?: boolean; onClick: () => void }>;

/** A click of the mouse leaves the keyboard where it is: with what is looked at. */
export function ToolButton({ label, icon, disabled = false, onClick }: ToolProps) {
  return (
    <Button
      type="text"
      aria-label={label}
      title={label}
      disabled={disabled}
      icon={<Icon name={icon} />}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    />
  );
}
