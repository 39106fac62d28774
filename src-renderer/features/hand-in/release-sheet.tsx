// 签发: where the unit has named who may release, that person says so here with a PIN of their own, or works here already.
import { useTranslation } from "react-i18next";
import type { Assembled } from "../../../src-main/api/hand-in/contract.ts";
import { useSession } from "../../rpc/context.tsx";
import { Field } from "../../ui/field.tsx";
import { TextInput } from "../../ui/input/text-input.tsx";
import { TypeAhead } from "../../ui/input/type-ahead.tsx";
import { Sheet } from "../../ui/page.tsx";

/** Who releases, and the PIN that was typed. */
export type TypedRelease = Readonly<{ person: string | undefined; pin: string }>;

/** Whether somebody else than who works here has to release. */
export function needsRelease({ release }: Assembled): boolean {
  return release.people.length > 0 && !release.own;
}

type ReleaseProps = Readonly<{
  assembled: Assembled;
  value: TypedRelease;
  missing: boolean;
  onChange: (value: TypedRelease) => void;
}>;

export function ReleaseSheet({ assembled, value, missing, onChange }: ReleaseProps) {
  const { t } = useTranslation("people");
  const session = useSession();
  const { release } = assembled;
  if (release.people.length === 0) return null;
  if (release.own) {
    return (
      <Sheet title={t("release")}>
        <p className="muted">{t("releaseOwn", { name: session.person.name })}</p>
      </Sheet>
    );
  }
  return (
    <div id="release">
      <Sheet title={t("release")}>
        <div className="stack tight">
          <p className="muted">{t("releaseWhat")}</p>
          <Field label={t("releaser")}>
            <TypeAhead
              choices={release.people.map(({ id, name }) => ({ value: id, text: name }))}
              value={value.person ?? release.people[0]?.id}
              onChange={(person) => onChange({ ...value, person })}
              clearable={false}
            />
          </Field>
          <Field label={t("releaserPin")} required error={missing ? t("missing.release") : undefined}>
            <TextInput
              secret
              value={value.pin}
              maxLength={200}
              autoComplete="off"
              onChange={(pin) => onChange({ ...value, pin })}
            />
          </Field>
        </div>
      </Sheet>
    </div>
  );
}
