// One end of the bridge between the page's world and the preload's: what docs/api/context-bridge.md says may pass, passes as it
// says: values are copied, functions are called over there, promises settle, of an error only the message survives.
// Stands alone: its source is sent into both worlds.

type Packed =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "call"; readonly id: number }
  | { readonly kind: "promise"; readonly id: number }
  | { readonly kind: "error"; readonly message: string }
  | { readonly kind: "list"; readonly list: readonly Packed[] }
  | { readonly kind: "object"; readonly object: Readonly<Record<string, Packed>> };
type Told =
  | { readonly do: "expose"; readonly name: string; readonly api: Packed }
  | { readonly do: "call"; readonly id: number; readonly call: number; readonly given: readonly Packed[] }
  | { readonly do: "answer"; readonly call: number; readonly ok: boolean; readonly what: Packed }
  | { readonly do: "settle"; readonly id: number; readonly ok: boolean; readonly what: Packed };

/** Opens one end. @param names of the events that go out and come in; events reach both worlds and copy what they carry. */
export function openBridgeEnd(out: string, inward: string): { readonly expose: (name: string, api: unknown) => void } {
  const functions: ((...given: unknown[]) => unknown)[] = [];
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const answers = new Map<number, { ok: boolean; value: unknown }>();
  const count = { calls: 0, promises: 0 };
  const tell = (told: Told): void => void window.dispatchEvent(new CustomEvent(out, { detail: told }));
  const pack = (value: unknown): Packed => {
    if (typeof value === "function") return { kind: "call", id: functions.push(value as () => unknown) - 1 };
    if (value instanceof Promise) {
      const id = (count.promises += 1);
      const settle = async (): Promise<void> => {
        try {
          tell({ do: "settle", id, ok: true, what: pack(await value) });
        } catch (error) {
          tell({ do: "settle", id, ok: false, what: pack(error) });
        }
      };
      void settle();
      return { kind: "promise", id };
    }
    if (value instanceof Error) return { kind: "error", message: value.message };
    if (Array.isArray(value)) return { kind: "list", list: value.map(pack) };
    if (typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as null))
      return { kind: "object", object: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one)])) };
    return { kind: "value", value };
  };
  const callOver = (id: number, given: unknown[]): unknown => {
    const call = (count.calls += 1);
    tell({ do: "call", id, call, given: given.map(pack) });
    const answer = answers.get(call);
    answers.delete(call);
    if (answer === undefined) throw new Error("An object could not be cloned.");
    if (!answer.ok) throw answer.value;
    return answer.value;
  };
  const unpack = (packed: Packed): unknown => {
    if (packed.kind === "call") return (...given: unknown[]) => callOver(packed.id, given);
    if (packed.kind === "promise") return new Promise((resolve, reject) => pending.set(packed.id, { resolve, reject }));
    if (packed.kind === "error") return new Error(packed.message);
    if (packed.kind === "list") return packed.list.map(unpack);
    if (packed.kind === "object")
      return Object.freeze(Object.fromEntries(Object.entries(packed.object).map(([key, one]) => [key, unpack(one)])));
    return packed.value;
  };
  const answer = (call: number, run: () => unknown): void => {
    try {
      tell({ do: "answer", call, ok: true, what: pack(run()) });
    } catch (error) {
      tell({ do: "answer", call, ok: false, what: pack(error) });
    }
  };
  window.addEventListener(inward, (event) => {
    const told = (event as CustomEvent<Told>).detail;
    if (told.do === "expose")
      Object.defineProperty(window, told.name, {
        value: unpack(told.api),
        enumerable: true,
        writable: false,
        configurable: false,
      });
    else if (told.do === "call") answer(told.call, () => functions[told.id]?.(...told.given.map(unpack)));
    else if (told.do === "answer") answers.set(told.call, { ok: told.ok, value: unpack(told.what) });
    else {
      const one = pending.get(told.id);
      pending.delete(told.id);
      if (told.ok) one?.resolve(unpack(told.what));
      else one?.reject(unpack(told.what));
    }
  });
  return { expose: (name, api) => tell({ do: "expose", name, api: pack(api) }) };
}
