// The secrets of this PC: who has a PIN, opening, forgetting, a new key; and what is signed with them.
/** One device key, unlocked. Raw keys in hex; `sign` returns an armored SSHSIG over the bytes. */
export type Signer = Readonly<{
  key: string;
  sign(namespace: "anbao-bundle@v1" | "anbao-feed@v1" | "anbao-update@v1", bytes: Uint8Array): string;
}>;

/** SHA-256 fingerprint of a raw public key (hex), in hex. */
export type Fingerprint = (keyHex: string) => string;

// The device's secrets as the use cases see them: who has a PIN, opening, forgetting, a new key.

/** `key`: raw public key in hex; `recipient`: the age recipient of the PC. */
export type RenewedKey = Readonly<{ key: string; recipient: string }>;

export type Keys = Readonly<{
  isOpen(): boolean;
  /** Record ids of the persons who have a PIN on this PC. */
  people(): readonly string[];
  /** How long the next try of a PIN has to wait after wrong ones; 0: not at all. */
  waitMs(): number;
  /**
   * Opens the secrets; the person works here from now on.
   *
   * @throws {Problem} `pin-wrong`, `pin-wait`, `key-file-damaged`
   */
  unlock(pin: string, person?: string): void;
  /** Forgets the secrets. */
  lock(): void;
  /** Whose PIN it is; nothing is opened by it. @throws {Problem} as unlock */
  holderOf(pin: string, person?: string): string;
  /** Gives a person a PIN, in the place of the one before. @throws {Problem} `pin-missing`, `pin-weak`, `person-many` */
  setPin(person: string, pin: string): void;
  /** @throws {Problem} `person-last` */
  dropPin(person: string): void;
  /**
   * Makes a new key and age identity for this PC with one PIN; `adopt` notes them in the store. The old key file stays beside
   * it under another name. Cut off in the middle, the old key or the new one is whole.
   *
   * @throws {Problem} `pin-weak`
   */
  renew(person: string, pin: string, adopt: (renewed: RenewedKey) => void): Promise<void>;
}>;
