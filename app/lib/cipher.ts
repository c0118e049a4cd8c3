import { decryptString, encryptString, getMessageKeyFingerprint, parseKeySync } from "@47ng/cloak";

export interface Cipher {
  encrypt(text: string): Promise<string>;
  decrypt(text: string): Promise<string>;
  /** Whether the text was encrypted with another key than the current one: then encrypt it again when it is next written. */
  needsRotation(text: string): boolean;
}

/**
 * Encrypts with AES-256-GCM, a fresh nonce per text and the key's fingerprint in the text.
 * @param keys cloak keys (`k1.aesgcm256.…`). The first encrypts, all decrypt: put a new key in front to rotate.
 * @throws Error without a key; `decrypt` throws when no key fits or the text was changed.
 */
export function createCipher(keys: readonly string[]): Cipher {
  const parsed = keys.map((key) => parseKeySync(key));
  const [current] = parsed;
  if (!current) throw new Error("At least one encryption key is needed.");
  const byFingerprint = new Map(parsed.map((key) => [key.fingerprint, key]));
  return {
    encrypt: (text) => encryptString(text, current),
    decrypt: async (text) => {
      const key = byFingerprint.get(getMessageKeyFingerprint(text));
      if (!key) throw new Error("The text was encrypted with a key that is not among TANDEM_ENCRYPTION_KEYS.");
      return await decryptString(text, key);
    },
    needsRotation: (text) => getMessageKeyFingerprint(text) !== current.fingerprint,
  };
}
