// A PIN of one's own, typed twice.
import { useTranslation } from "react-i18next";
import { MIN_PIN_LENGTH } from "../../../src-main/domain/trust/pin.ts";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";

type TypedPin = Readonly<{ pin: string; again: string }>;

/** Which of the two fields keeps the form back; whether the PIN is too common is judged where it is set. */
export function pinFault({ pin, again }: TypedPin): "pin" | "again" | undefined {
  if ([...pin].length < MIN_PIN_LENGTH) return "pin";
  return pin === again ? undefined : "again";
}

type NewPinProps = TypedPin &
  Readonly<{
    fault: string | undefined;
    /** Takes the place of a PIN that there was. */
    isNew?: boolean;
    onChange: (change: Partial<TypedPin>) => void;
  }>;

export function NewPinFields({ pin, again, fault, isNew = false, onChange }: NewPinProps) {
  const { t } = useTranslation("people");
  const secret = { secret: true, maxLength: 200, autoComplete: "new-password" } as const;
  return (
    <>
      <Field
        label={t(isNew ? "newPin" : "pin")}
        required
        path="pin"
        hint={t("pinHint")}
        error={fault === "pin" ? t("missing.pin") : undefined}
      >
        <TextInput {...secret} value={pin} onChange={(typed) => onChange({ pin: typed })} />
      </Field>
      <Field label={t("again")} required path="again" error={fault === "again" ? t("missing.again") : undefined}>
        <TextInput {...secret} value={again} onChange={(typed) => onChange({ again: typed })} />
      </Field>
    </>
  );
}
