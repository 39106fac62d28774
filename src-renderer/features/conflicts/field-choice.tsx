// One open field as a row of choices: each side with who and when, what stood there before, or a value typed here.
import { Input, InputNumber, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { OpenRecord } from "../../../src-main/api/conflicts/contract.ts";
import { useDates, useWords } from "../../rpc/context.tsx";
import { Foreign, visibleText } from "../../ui/visible-text.tsx";
import { useValueWords } from "../../widgets/records/value-words.ts";

type Field = OpenRecord["fields"][number];
/** What was chosen: the name of the choice, and the value it stands for; undefined leaves the member out. */
export type Choice = Readonly<{ name: string; value: unknown }>;

type ChoiceProps = Readonly<{
  field: Field;
  choice: Choice | undefined;
  missing: boolean;
  disabled: boolean;
  onChoose: (choice: Choice) => void;
}>;

export function FieldChoice({ field, choice, missing, disabled, onChoose }: ChoiceProps) {
  const { t } = useTranslation("conflicts");
  const say = useWords();
  const words = useValueWords();
  const isDeletion = field.path === "";
  const label = isDeletion ? t("deletion") : field.label === null ? words.label(field.path) : say(field.label);
  const options = optionsOf(field);
  const pick = (name: string): void => {
    const option = options.find((one) => one.name === name);
    onChoose({
      name,
      value:
        name === "own" ? (typeOf(field) === "number" ? 0 : "") : isDeletion && option?.value !== undefined ? true : option?.value,
    });
  };
  return (
    <fieldset className={missing ? "conflict-field conflict-missing" : "conflict-field"} disabled={disabled}>
      <legend>{label}</legend>
      <Radio.Group value={choice?.name ?? null} onChange={(event) => pick(String(event.target.value))}>
        {options.map((option) => (
          <Radio key={option.name} value={option.name}>
            <span className="conflict-value">
              {isDeletion
                ? t(option.value === undefined ? "delete" : "keep")
                : visibleText(words.value(option.value, field.path))}
            </span>
            <Origin option={option} />
          </Radio>
        ))}
        {typeOf(field) !== undefined && (
          <Radio value="own">
            <span className="conflict-value">{t("own")}</span>
            {choice?.name === "own" && <OwnValue field={field} label={label} choice={choice} onChoose={onChoose} />}
          </Radio>
        )}
      </Radio.Group>
    </fieldset>
  );
}

type Option = Readonly<{ name: string; value: unknown; side?: Field["sides"][number] }>;

/** Sides that agree are one choice; what stood there before is offered where there was one thing. */
function optionsOf(field: Field): readonly Option[] {
  const sides = field.sides.map((side) => ({ name: side.head, value: side.value, side }));
  const [base] = field.bases;
  const isOffered = field.bases.length === 1 && field.path !== "" && !sides.some(({ value }) => same(value, base));
  return isOffered ? [...sides, { name: "before", value: base }] : sides;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Only plain texts and numbers can be typed here. */
function typeOf({ path, sides }: Field): "number" | "text" | undefined {
  const values = sides.map(({ value }) => value).filter((value) => value !== undefined);
  if (path === "" || values.length === 0) return undefined;
  if (values.every((value) => typeof value === "number")) return "number";
  return values.every((value) => typeof value === "string") &&
    /^\/(title|place|description|organiser|explanations|fields)/.test(path)
    ? "text"
    : undefined;
}

function Origin({ option: { side } }: Readonly<{ option: Option }>) {
  const { t } = useTranslation("conflicts");
  const dates = useDates();
  if (side === undefined) return <span className="muted small">{t("before")}</span>;
  return (
    <span className="muted small">
      <Foreign text={`${side.device} ${side.by}`} /> {dates.instant(side.atMs)}
    </span>
  );
}

type OwnProps = Readonly<{ field: Field; label: string; choice: Choice; onChoose: (choice: Choice) => void }>;

function OwnValue({ field, label, choice, onChoose }: OwnProps) {
  const { t } = useTranslation("conflicts");
  const name = t("ownOf", { label });
  if (typeOf(field) === "number")
    return (
      <InputNumber
        aria-label={name}
        min={0}
        precision={0}
        value={choice.value as number}
        onChange={(value) => onChoose({ name: "own", value: value ?? 0 })}
      />
    );
  return (
    <Input
      aria-label={name}
      maxLength={2000}
      value={choice.value as string}
      onChange={(event) => onChoose({ name: "own", value: event.target.value })}
    />
  );
}
