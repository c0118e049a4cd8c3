import { generateKey } from "@47ng/cloak";
import { expect, test } from "vitest";
import { createCipher } from "./cipher.ts";

test("a text comes back, and the same text is never encrypted to the same", async () => {
  const cipher = createCipher([generateKey()]);

  const [one, two] = await Promise.all([cipher.encrypt("token ✓"), cipher.encrypt("token ✓")]);

  expect(await cipher.decrypt(one)).toBe("token ✓");
  expect(one).not.toBe(two);
  expect(one).not.toContain("token");
});

test("the first key encrypts, all decrypt, and what an older key encrypted wants rotation", async () => {
  const [older, newer] = [generateKey(), generateKey()];
  const before = await createCipher([older]).encrypt("token");
  const rotated = createCipher([newer, older]);

  const after = await rotated.encrypt("token");

  expect(await rotated.decrypt(before)).toBe("token");
  expect([rotated.needsRotation(before), rotated.needsRotation(after)]).toEqual([true, false]);
  expect(await createCipher([newer]).decrypt(after)).toBe("token");
});

test("another key, or a changed text, is refused", async () => {
  const [key, stranger] = [generateKey(), createCipher([generateKey()])];
  const cipher = createCipher([key]);
  const text = await cipher.encrypt("token");
  const changed = `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;

  await expect(stranger.decrypt(text)).rejects.toThrow(/TANDEM_ENCRYPTION_KEYS/);
  await expect(cipher.decrypt(changed)).rejects.toThrow();
  expect(() => createCipher([])).toThrow(/key/);
});
