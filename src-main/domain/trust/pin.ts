// Which PINs protect a key well enough, and how long a wrong one keeps the next try back.

export const MIN_PIN_LENGTH = 6;

const COMMON = new Set([
  "123456",
  "654321",
  "123123",
  "112233",
  "123321",
  "121212",
  "520520",
  "131420",
  "147258",
  "159357",
  "abc123",
  "a123456",
  "password",
  "qwerty",
  "admin123",
  "anbao123",
  "112211",
  "100000",
]);

/** Whether a PIN is long enough, not common, not one character repeated and not a run such as 456789. */
export function isStrongPin(pin: string): boolean {
  const characters = [...pin.normalize("NFC").toLowerCase()];
  if (characters.length < MIN_PIN_LENGTH || COMMON.has(characters.join(""))) return false;
  const steps = new Set(
    characters.slice(1).map((character, index) => (character.codePointAt(0) ?? 0) - (characters[index]?.codePointAt(0) ?? 0)),
  );
  const [step] = steps;
  return !(steps.size === 1 && step !== undefined && Math.abs(step) <= 1);
}

const FREE_FAILURES = 2;
const WAITS_S = [5, 30, 120, 600] as const;

/** How long the next try waits after so many wrong PINs in a row: two are free, then 5 s, 30 s, 2 min, and 10 min each. */
export function pinWaitMs(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return 1000 * (WAITS_S[Math.min(failures - FREE_FAILURES, WAITS_S.length) - 1] ?? 0);
}
