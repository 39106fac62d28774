// What every text of a form's model is printed as.
import { visibleText } from "../../domain/visible-text.ts";

/** The same for every text of a plain model, at any depth; keys, numbers and booleans stay. */
export function visibleModel<Model>(model: Model): Model {
  return shown(model) as Model;
}

function shown(value: unknown): unknown {
  if (typeof value === "string") return visibleText(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shown(member)]));
}
