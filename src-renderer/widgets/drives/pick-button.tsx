// A button that asks for a folder or for bundles of this PC.
import { Button, type ButtonProps } from "antd";
import { useState, type ReactNode } from "react";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { FolderPicker, type PickerProps } from "./folder-picker.tsx";

export type PickButtonProps = Omit<PickerProps, "onCancel"> &
  Readonly<{
    type?: NonNullable<ButtonProps["type"]>;
    icon?: IconName | undefined;
    loading?: boolean;
    disabled?: boolean;
    /** Asked when the button is pressed: whether all that has to be known beforehand is. */
    mayPick?: () => boolean;
    /** What the button says. */
    children: ReactNode;
  }>;

export function PickButton({
  type = "default",
  icon,
  loading = false,
  disabled = false,
  mayPick = () => true,
  children,
  onPick,
  ...asked
}: PickButtonProps) {
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Button
        type={type}
        icon={icon !== undefined && <Icon name={icon} size={16} />}
        loading={loading}
        disabled={disabled}
        onClick={() => setPicking(mayPick())}
      >
        {children}
      </Button>
      {picking && (
        <FolderPicker
          {...asked}
          onCancel={() => setPicking(false)}
          onPick={(picked) => {
            setPicking(false);
            onPick(picked);
          }}
        />
      )}
    </>
  );
}
