// Chromium knows no scheme that a program makes up, and none can be registered from outside. So `app://anbao` is
// `https://anbao.app.test` there (RFC 2606 keeps `.test` from ever being real): another origin stays another origin.

/** What stands for what; schemes are those that the program registered as standard. */
export type Addresses = Readonly<{
  register(schemes: readonly string[]): void;
  /** Replaces every address of the program in a text by the one that Chromium is given. */
  toChromium(text: string): string;
  /** The other way. */
  toProgram(text: string): string;
  /** A content policy: also names of schemes alone. */
  policyToChromium(policy: string): string;
}>;

/** No scheme is known before the program registers it. */
export function openAddresses(): Addresses {
  const known: string[] = [];
  const any = (): string => known.join("|");
  return {
    register: (schemes) => void known.push(...schemes),
    toChromium: (text) =>
      known.length === 0 ? text : text.replaceAll(new RegExp(`\\b(${any()})://([a-z0-9-]+)`, "g"), "https://$2.$1.test"),
    toProgram: (text) =>
      known.length === 0 ? text : text.replaceAll(new RegExp(`https://([a-z0-9-]+)\\.(${any()})\\.test\\b`, "g"), "$2://$1"),
    policyToChromium: (policy) =>
      known.length === 0 ? policy : policy.replaceAll(new RegExp(`(?<=\\s)(${any()}):(?=[\\s;]|$)`, "g"), "https://*.$1.test"),
  };
}
