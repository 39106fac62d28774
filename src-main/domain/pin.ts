// Which PINs protect a key well enough.

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
