import { expect, test } from "vitest";
import { readCookie } from "./read-cookie.ts";

const ask = (cookie?: string) => new Request("https://app.test/", { headers: cookie ? { cookie } : {} });

test("a cookie is read by its whole name", () => {
  expect(readCookie(ask("other_connect=1; tandem_connect=a=b;x=2"), "tandem_connect")).toBe("a=b");
  expect(readCookie(ask("not_tandem_connect=1"), "tandem_connect")).toBeNull();
  expect(readCookie(ask(), "tandem_connect")).toBeNull();
});
