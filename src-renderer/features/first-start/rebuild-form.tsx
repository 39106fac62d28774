// What a rebuild asks: where the bundles are, what the card says, and who sits at this PC. What is missing is said under its field.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { PickButton } from "../../widgets/drives/pick-button.tsx";
import { faultsOf, type Beginning, type FirstStartState } from "./beginning.ts";
import { PersonFields, personOf } from "./begin-form.tsx";

type Request = Readonly<{ folder: string; card: string; device: string; person: ReturnType<typeof personOf>; pin: string }>;
type FormProps = Readonly<{
  state: FirstStartState;
  busy: boolean;
  onBack: () => void;
  onRebuild: (request: Request) => void;
}>;

export function RebuildForm({ state, busy, onBack, onRebuild }: FormProps) {
  const { t } = useTranslation("first-start");
  const [folder, setFolder] = useState<string>();
  const [card, setCard] = useState("");
  const [asked, setAsked] = useState(false);
  const [value, setValue] = useState<Beginning>({
    campaign: undefined,
    unit: undefined,
    person: "",
    post: "",
    device: state.deviceName,
    pin: "",
    pinAgain: "",
  });
  const faults = faultsOf(value, "county"); // the unit comes from the bundles
  const submit = (event: { preventDefault(): void }): void => {
    event.preventDefault();
    setAsked(true);
    if (folder === undefined || card.trim() === "" || Object.keys(faults).length > 0) return;
    onRebuild({ folder, card, device: value.device.trim(), person: personOf(value), pin: value.pin });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t("recover.folder")} required error={asked && folder === undefined ? t("missing.folder") : undefined}>
        <BundleFolder folder={folder} onPick={setFolder} />
      </Field>
      <Field
        label={t("recover.card")}
        required
        hint={t("recover.cardHint")}
        error={asked && card.trim() === "" ? t("missing.card") : undefined}
      >
        <TextInput value={card} onChange={setCard} maxLength={400} lines={2} />
      </Field>
      <PersonFields
        value={value}
        error={(member) => (asked && faults[member] !== undefined ? t(faults[member]) : undefined)}
        onChange={(change) => setValue({ ...value, ...change })}
      />
      <div className="row">
        <Button onClick={onBack}>{t("back")}</Button>
        <span className="push" />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("recover.rebuild")}
        </Button>
      </div>
    </form>
  );
}

type FolderProps = Readonly<{ folder: string | undefined; onPick: (folder: string) => void }>;

/** Where the bundles are looked for: the button shows it once it is picked. */
function BundleFolder({ folder, onPick }: FolderProps) {
  const { t } = useTranslation("first-start");
  return (
    <PickButton
      icon="drive"
      purpose="folder"
      title={t("recover.pickFolder")}
      confirm={t("recover.useFolder")}
      onPick={([path]) => onPick(path)}
    >
      {folder === undefined ? t("recover.pickFolder") : <Foreign text={folder} />}
    </PickButton>
  );
}
