// The county's trust list as the file that `ssh-keygen -Y verify` reads. Public keys only.
import { dateAt } from "../../domain/campaign/local-time.ts";
import { opensshPublicKey, type SshNamespace } from "./sshsig.ts";

/** One trusted key. `principal` names the office and PC, never a person; it may not be trusted after `validBeforeMs`. */
export type AllowedSigner = Readonly<{
  principal: string;
  key: string;
  namespaces: readonly SshNamespace[];
  validBeforeMs?: number;
}>;

/**
 * The lines of an `allowed_signers` file, in the order given.
 *
 * A revoked key carries `valid-before` in UTC, so that older bundles still verify with `-O verify-time=`.
 * @see ssh-keygen(1), ALLOWED SIGNERS
 */
export function allowedSigners(signers: readonly AllowedSigner[]): string {
  return signers
    .map((signer) => `${principalOf(signer.principal)} ${optionsOf(signer)} ${opensshPublicKey(signer.key)}\n`)
    .join("");
}

function optionsOf(signer: AllowedSigner): string {
  const namespaces = `namespaces="${signer.namespaces.join(",")}"`;
  return signer.validBeforeMs === undefined ? namespaces : `${namespaces},valid-before="${opensshTime(signer.validBeforeMs)}"`;
}

// A principal is a pattern list: everything that could be a pattern, a separator or a comment becomes an underscore.
function principalOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}.@_-]/gu, "_") || "_";
}

/** A time as OpenSSH's options take it: `YYYYMMDDHHMMSSZ`. */
export function opensshTime(timeMs: number): string {
  return `${dateAt(timeMs).toISOString().slice(0, 19).replace(/[-T:]/g, "")}Z`;
}
